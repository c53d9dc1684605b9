"""The framework carried forward to the next period, or to the next version of a strategy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.submission import once
from beffroi.web.monitoring import actions, queries
from beffroi.web.monitoring.forms.commitments import CarryForm, WhenForm
from beffroi.web.monitoring.queries.commitments import carried, framework_edition
from beffroi.web.monitoring.views.asking import CHANGE, the_strategy


@requires(CHANGE)
@once
def carry_forward(request: HttpRequest, slug: str) -> HttpResponse:
    """From where to where does the framework lead next?"""
    strategy = the_strategy(request, slug, CHANGE)
    asked = request.POST or request.GET
    when = WhenForm(asked if "baseline_on" in asked else None)
    readings = queries.readings_of(strategy, timezone.localdate())
    form = None
    if when.is_valid():
        rows = carried(readings, when.cleaned_data["baseline_on"])
        first = when.cleaned_data | {"seen": framework_edition(readings)}
        form = CarryForm(request.POST or None, rows=rows, initial=first)
        if carried_out(request, form, lambda: _act(request, strategy, form), _("The framework is carried forward.")):
            return redirect("monitoring:indicators", slug=slug)
    context = {"strategy": strategy, "when": when, "form": form, "blocks": form.blocks() if form else []}
    is_wrong = bool(when.errors or (form and form.errors))
    return render(request, "monitoring/carry_forward.html", context, status=400 if is_wrong else 200)


def _act(request: HttpRequest, strategy: object, form: CarryForm | None) -> None:
    assert form is not None  # noqa: S101 - the caller has made it
    actions.carry_forward(actor=request.user, strategy=strategy, **form.given())
