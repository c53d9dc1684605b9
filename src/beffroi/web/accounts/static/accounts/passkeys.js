// Starts the sign-in library's passkey forms from data attributes, so that no page carries a script of its own.
document.addEventListener("DOMContentLoaded", () => {
  for (const element of document.querySelectorAll("[data-passkey]")) {
    window.allauth.webauthn.forms[element.dataset.passkey]({ ids: JSON.parse(element.dataset.ids) });
  }
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const message = document.getElementById("passkey-error");
  if (message) message.hidden = false;
});
