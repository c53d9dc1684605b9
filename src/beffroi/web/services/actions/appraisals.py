"""Writes about appraisals: inputs kept under a new version, and a price taken from the corridor into an offer."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.web.core.actions import action
from beffroi.web.core.audit import audited
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.services.actions.offers import set_price
from beffroi.web.services.actions.pilots import open_one
from beffroi.web.services.models import Appraisal, Pilot, PriceRule
from beffroi.web.services.queries.appraisals import MOST_DRAWS, newest, priced, weighed


@action
def keep_appraisal(*, actor: Any, pilot: Pilot, kind: str, text: str) -> Appraisal:
    """Keep the inputs of an appraisal that can be computed; those before stay."""
    found = open_one(actor, pilot)
    try:
        with in_the_language_of_the_reader():
            draws = priced(text).case.draws if kind == Appraisal.Kind.PRICE else weighed(text).project.draws
    except InputError as error:
        raise ValidationError(str(error)) from None
    if draws > MOST_DRAWS:
        said = _("Ask for %(most)s draws at most here; the command line takes more.")
        raise ValidationError(said % {"most": MOST_DRAWS})
    made = Appraisal(pilot=found, kind=kind, text=text, made_by=actor)
    with audited(actor, "appraised", made):
        made.save()
    return made


@action
def take_price(*, actor: Any, pilot: Pilot, said: Mapping[str, Any]) -> PriceRule:
    """Set a price of the pilot's offer; it keeps the corridor that it was chosen on, and its inputs."""
    found = open_one(actor, pilot)
    study = newest(found, Appraisal.Kind.PRICE)
    if found.offer is None or study is None:
        raise ValidationError(_("Name the offer in the dossier and compute the corridor first; then take a price."))
    corridor = priced(study.text).found
    recommended = corridor.recommended
    rationale = dict(said["rationale"]) | {
        "appraisal": str(study.key),
        "floor_cost": corridor.floor_cost,
        "floor_members": corridor.floor_members,
        "ceiling": corridor.ceiling,
        "recommended": [recommended.low, recommended.high] if recommended else None,
        "reasons": [str(reason) for reason in corridor.reasons],
    }
    return set_price(actor=actor, offer=found.offer, said=dict(said) | {"rationale": rationale})
