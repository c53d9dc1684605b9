"""Costs and benefits of a pilot: what they come to, and their inputs as rows or as a file."""

from typing import Any
from uuid import UUID

import yaml
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from beffroi.web.core.access import requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.services import actions
from beffroi.web.services.appraisal_words import (
    account_rows,
    costs_words,
    outcome_rows,
    outcomes_chart,
    spread_chart,
    spread_rows,
    switching_rows,
)
from beffroi.web.services.forms.appraisals import CostsFileForm, FlowRows, RatesForm, costs_text
from beffroi.web.services.models import Pilot
from beffroi.web.services.queries.appraisals import newest, weighed
from beffroi.web.services.views.pilots import CHANGE, VIEW, pilot_form, the_pilot


@requires("services.view_pilot")
def costs(request: HttpRequest, key: UUID) -> HttpResponse:
    """Is it worth it?"""
    found = the_pilot(request, key, VIEW)
    study = newest(found, "costs")
    context: dict[str, Any] = {
        "pilot": found, "study": study, "answer": _("Nothing is entered yet of what the pilot costs and brings."),
        "may_change": allows(request.user, CHANGE, found) and not found.outcome,
    }  # fmt: skip
    if study:
        shown = weighed(study.text)
        context |= {
            "weighed": shown, "answer": costs_words(shown), "chart": outcomes_chart(shown),
            "accounts": account_rows(shown), "switching": switching_rows(shown), "outcomes": outcome_rows(shown),
            "spread_chart": spread_chart(shown), "spread": spread_rows(shown),
        }  # fmt: skip
    return render(request, "services/pilots/costs.html", context)


def _rows(pilot: Pilot) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the form of rows shows at first."""
    study = newest(pilot, "costs")
    said = yaml.safe_load(study.text) if study else {"discount": {}, "flows": []}
    rows = []
    for flow in said["flows"]:
        low, high = flow.get("range", (None, None))
        rows.append(
            {
                "name": flow["name"], "kind": flow["kind"],
                "accounts": " ".join(sorted(flow["accounts"], reverse=True)),
                "amounts": " ".join(f"{float(amount):g}" for amount in flow["amounts"]), "low": low, "high": high,
            }
        )  # fmt: skip
    return said["discount"] | {name: said[name] for name in ("draws", "seed") if name in said}, rows


@requires("services.change_pilot")
@once
def cost_rows(request: HttpRequest, key: UUID) -> HttpResponse:
    """Enter costs and benefits as rows."""
    found = the_pilot(request, key)
    rates, flows = _rows(found)
    sent = request.POST if request.method == "POST" else None
    form, rows = RatesForm(sent, initial=rates), FlowRows(sent, initial=flows, prefix="flow")
    if sent is not None and form.is_valid() and rows.is_valid():
        text = costs_text(form, rows)
        try:
            actions.keep_appraisal(actor=request.user, pilot=found, kind="costs", text=text)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("services:costs", key=key)
    wrong = bool(form.errors) or (sent is not None and not rows.is_valid())
    context = {"form": form, "rows": rows, "pilot": found}
    return render(request, "services/pilots/cost_rows.html", context, status=400 if wrong else 200)


@requires("services.change_pilot")
@once
def cost_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take costs and benefits in from the file of the command line."""
    found = the_pilot(request, key)
    form = CostsFileForm(request.POST or None, request.FILES or None)

    def act() -> None:
        text = form.cleaned_data["file"].read().decode("utf-8-sig")
        actions.keep_appraisal(actor=request.user, pilot=found, kind="costs", text=text)

    if carried_out(request, form, act, _("The inputs are kept.")):
        return redirect("services:costs", key=key)
    return pilot_form(request, form, _("Which file holds the costs and benefits?"), found, sends_files=True)
