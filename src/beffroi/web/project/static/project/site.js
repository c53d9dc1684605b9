// What a page does better with a script; every page is whole without it.
(function () {
  "use strict";
  // After a refused form, the summary of its errors takes the focus.
  function focusSummary(root) {
    var summary = root.querySelector(".error-summary[role=alert]");
    if (summary) { summary.setAttribute("tabindex", "-1"); summary.focus(); }
  }
  focusSummary(document);
  // Beside a slider stands where it is.
  document.addEventListener("input", function (event) {
    var shown = event.target.type === "range" && document.getElementById("shown-" + event.target.name);
    if (shown) { shown.value = event.target.value; }
  });
  document.addEventListener("htmx:afterSettle", function (event) { focusSummary(event.target); });
}());
