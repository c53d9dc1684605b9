"""The results chain: what leads to what, and how it is measured."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.chain import kinds
from beffroi.web.core.access import requires, signed_in
from beffroi.web.core.asking import carried_out
from beffroi.web.core.submission import once
from beffroi.web.monitoring import actions, queries
from beffroi.web.monitoring.forms.steps import StepForm
from beffroi.web.monitoring.kinds import CHAIN as KIND
from beffroi.web.monitoring.views.asking import CHAIN, CHANGE, SEE, form_page, may, the_strategy
from beffroi.web.monitoring.wording import chain_words
from beffroi.web.piloting.queries import piloted_strategies


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Which strategy?"""
    known = [one for one in piloted_strategies(request.user) if may(request, SEE, one)]
    if len(known) == 1:
        return redirect("monitoring:chain", slug=known[0].slug)
    return render(request, "monitoring/start.html", {"strategies": known})


@requires(SEE)
def chain(request: HttpRequest, slug: str) -> HttpResponse:
    """What is the strategy meant to bring about, and by which steps?"""
    strategy = the_strategy(request, slug)
    track = queries.kept_track(request.user, strategy, timezone.localdate())
    found = track.chain
    measured: dict[int, list[Any]] = {}
    for one in track.readings:
        if one.step:
            measured.setdefault(one.step.item_id, []).append(one)
    context = {
        "strategy": strategy,
        "parts": queries.outline_of(found, measured),
        "answer": chain_words(found, measured),
        "drawing": queries.drawing_of(strategy, found),
        "kinds": [(kinds.NODES[name].label, name) for name in ("input", "output", "outcome", "impact")],
        "may_draw": may(request, CHAIN, strategy),
        "may_change": may(request, CHANGE, strategy),
    }
    return render(request, "monitoring/chain.html", context)


@requires(CHAIN)
@once
def add_step(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a step of the chain."""
    strategy = the_strategy(request, slug, CHAIN)
    kind = kinds.NODES.get(request.GET.get("kind", ""))
    if kind is None or kind.permission != KIND:
        raise Http404
    found = queries.chain_of(strategy)
    asked = {name: request.GET[name] for name in ("of", "after") if name in request.GET}
    form = StepForm(
        request.POST or None, kind=kind, languages=strategy.languages or ["en"], initial=asked,
        tops=list(found.tops.values()), steps=queries.steps_and_actions(strategy, found),
    )  # fmt: skip

    def act() -> None:
        actions.add_step(actor=request.user, strategy=strategy, kind=kind.name, **form.given())

    if carried_out(request, form, act, _("It is entered and linked.")):
        return redirect("monitoring:chain", slug=slug)
    title = _("Enter a step of the results chain: %(kind)s") % {"kind": kind.label}
    return form_page(request, form, title=title, strategy=strategy)
