"""Sentences about pilots, made from what is there."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from beffroi.reporting.language import Language
from beffroi.web.services.pilot_states import STEPS, Outcome, PilotState

if TYPE_CHECKING:
    from beffroi.web.services.models import Pilot
    from beffroi.web.services.queries.pilots import Compared, Dossier, StepView

MISSING: Mapping[str, Any] = {
    "responsible": gettext_lazy("Nobody is responsible for this step yet."),
    "document": gettext_lazy("No document shows it yet."),
    "cluster": gettext_lazy("No cluster is chosen yet."),
    "compared": gettext_lazy("Two services at least have to be compared by all criteria."),
    "service": gettext_lazy("No service is chosen yet."),
    "chosen_compared": gettext_lazy("The service that was chosen is not compared by all criteria."),
    "corridor": gettext_lazy("No price corridor is computed from inputs of the pilot."),
    "asked": gettext_lazy("Nobody was asked what they say of it."),
    "answered": gettext_lazy("Nobody answered the survey yet."),
    "costs": gettext_lazy("Costs and benefits are not appraised yet."),
    "offer": gettext_lazy("The service is not opened to others by an offer yet."),
    "price": gettext_lazy("There is no price for non-members."),
    "reason_of_price": gettext_lazy("The price for non-members says no reason."),
    "refund_terms": gettext_lazy("The offer says nothing of refunds."),
    "criteria": gettext_lazy("It is not fixed what the pilot has to reach."),
    "published": gettext_lazy("The offer is not published."),
    "session": gettext_lazy("No session is planned."),
    "promoters": gettext_lazy("No other cluster promotes the offer yet."),
    "held": gettext_lazy("No session was held yet."),
    "lessons": gettext_lazy("No lesson is written down."),
    "body": gettext_lazy("No body is named that decides."),
}
ASKS: Mapping[str, Any] = {
    "awareness": gettext_lazy("Clusters hear what a service on demand is, and who would try it."),
    "cluster": gettext_lazy("One cluster is chosen that tries it first."),
    "services": gettext_lazy("The services of its portfolio are compared; the most unique one is opened."),
    "conditions": gettext_lazy("Terms, a viable price, and what the pilot has to reach."),
    "promotion": gettext_lazy("The offer is shown, and other clusters bring it to their members."),
    "provision": gettext_lazy("The sessions are held."),
    "assessment": gettext_lazy("What everybody says of it, what it cost and brought, what was learnt."),
    "decision": gettext_lazy("The competent body replicates, adapts or stops it."),
}
"""What each step is for."""


def missing_words(name: str) -> Any:
    """What is missing, as a sentence."""
    return MISSING[name]


def answer_words(dossier: "Dossier") -> str:
    """Where the pilot stands, and what comes next."""
    here = dossier.here
    if here is None:
        return decided_words(dossier.pilot)
    number = len(dossier.steps) - sum(one.state == "ahead" for one in dossier.steps)
    where = _("Step %(number)s of %(of)s, %(step)s.") % {
        "number": number, "of": len(STEPS), "step": PilotState(here.name).label,
    }  # fmt: skip
    if here.missing:
        lacks = " ".join(str(missing_words(one)) for one in here.missing)
        return where + " " + _("Still missing:") + " " + lacks
    if here.name == PilotState.DECISION:
        return where + " " + _("Everything is there; the competent body can decide.")
    return where + " " + _("Nothing is missing; the next step can be taken.")


def decided_words(pilot: "Pilot") -> str:
    """What was decided, by whom and when."""
    decision = pilot.decision
    said = {
        "body": pilot.body, "day": date_format(decision.taken_on, "j F Y") if decision and decision.taken_on else "",
    }  # fmt: skip
    return {
        Outcome.REPLICATE: _("%(body)s decided on %(day)s that other clusters replicate it."),
        Outcome.ADAPT: _("%(body)s decided on %(day)s to adapt it and try again."),
        Outcome.STOP: _("%(body)s decided on %(day)s to stop it."),
    }[Outcome(pilot.outcome)] % said


def dates_words(step: "StepView") -> str:
    """The dates that the roadmap gives a step."""
    if step.starts and step.ends:
        said = {"start": date_format(step.starts, "j F Y"), "end": date_format(step.ends, "j F Y")}
        return _("%(start)s to %(end)s") % said
    day = step.starts or step.ends
    return date_format(day, "j F Y") if day else ""


def list_words(pilots: Sequence["Pilot"]) -> str:
    """How many pilots there are, and how they stand."""
    if not pilots:
        return _("No pilot that you may see has begun yet.")
    under_way = sum(not one.outcome for one in pilots)
    return _("%(many)s pilots: %(going)s under way, %(decided)s decided.") % {
        "many": len(pilots), "going": under_way, "decided": len(pilots) - under_way,
    }  # fmt: skip


def compared_words(rows: Sequence["Compared"]) -> str:
    """Which service is the most unique, and whether it is the one that was chosen."""
    if not rows:
        return _("The portfolio of the cluster is empty; enter its services first.")
    known = [row for row in rows if row.found.score is not None]
    if not known:
        return _("No service is compared yet; answer the four questions for two services at least.")
    said = {"service": known[0].service, "score": round(known[0].found.score or 0), "many": len(known)}
    first = _("%(service)s is the most unique of %(many)s services compared, at %(score)s of 100.") % said
    chosen = next((row for row in rows if row.is_chosen), None)
    if chosen is None:
        return first
    return first + " " + _("Chosen: %(service)s.") % {"service": chosen.service}


def number(value: float) -> str:
    """A number as the page writes numbers, without decimals that say nothing."""
    language = Language("fr" if get_language() == "fr" else "en")
    return language.number(value, 0 if value == round(value) else 2)
