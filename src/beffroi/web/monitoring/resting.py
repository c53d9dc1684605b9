"""What of monitoring rests on an element: measurements, alerts, findings, mitigations; which proposals are settled."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.chain.resting import Rest, rests, stands
from beffroi.web.monitoring.mitigation_states import S
from beffroi.web.monitoring.models import Alert, AssumptionLook, Finding, Indicator, Measurement, Mitigation

if TYPE_CHECKING:
    from beffroi.web.chain.models import Item


@rests
def measurements_of_it(item: "Item") -> Iterable[Rest]:
    """What was measured of an indicator."""
    found = Indicator.objects.filter(item=item).select_related("strategy").first()
    many = Measurement.objects.filter(indicator=found).count() if found else 0
    if found is not None and many:
        url = reverse("monitoring:indicator", kwargs={"slug": found.strategy.slug, "key": item.key})
        yield Rest(ngettext("one measurement", "%(many)s measurements", many) % {"many": many}, url)


@rests
def alerts_about_it(item: "Item") -> Iterable[Rest]:
    """Alerts at a step, open or closed, of its own."""
    found = Alert.objects.filter(item=item).select_related("strategy")
    for one in found[:1]:
        many = found.count()
        url = reverse("monitoring:alerts", kwargs={"slug": one.strategy.slug})
        yield Rest(ngettext("one alert on record", "%(many)s alerts on record", many) % {"many": many}, url)


@rests
def findings_on_it(item: "Item") -> Iterable[Rest]:
    """Findings that name a step as the place where an alert begins; looks at its assumptions."""
    found = Finding.objects.filter(item=item).select_related("alert__strategy").first()
    if found is not None:
        url = reverse("monitoring:alert", kwargs={"slug": found.alert.strategy.slug, "key": found.alert.key})
        yield Rest(_("a finding of the M&E unit, which names it as a source"), url)
    look = AssumptionLook.objects.filter(item=item).select_related("strategy").first()
    if look is not None:
        url = reverse("monitoring:assumptions", kwargs={"slug": look.strategy.slug})
        yield Rest(_("looks at its assumptions"), url)


@stands
def in_a_decision(item: "Item") -> str:
    """A mitigation that was decided, or taken back."""
    if item.kind != "mitigation":
        return ""
    found = Mitigation.objects.filter(item=item).exclude(state=S.PROPOSED).select_related("decision").first()
    if found is None:
        return ""
    if found.decision is None or found.decision.taken_on is None:
        return _("This proposal was taken back and stays as it is: propose another one.")
    day = date_format(found.decision.taken_on, "j F Y")
    return _("Piloting decided on this on %(day)s, and it stays as it is: propose another mitigation.") % {"day": day}
