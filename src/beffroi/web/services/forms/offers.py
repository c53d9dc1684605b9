"""Forms of a cluster about its portfolio: services, offers, prices, sessions."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from beffroi.web.accounts.queries import clusters
from beffroi.web.core.editions import SeenField, SeesEdition
from beffroi.web.piloting.forms.texts import DAY, TextsForm
from beffroi.web.services.actions.offers import SEEN, SERVICE
from beffroi.web.services.actions.sessions import SESSION
from beffroi.web.services.models import Offer, PriceRule, Service, Session
from beffroi.web.services.models.offers import helices

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "w-m"}, format="%Y-%m-%dT%H:%M")
SHORT = {"class": "w-s"}
PERCENT = re.compile(r"(?!0+([.,]0*)?$)\d{1,2}([.,]\d{1,2})?")
HOLD = ("languages", "is_reviewed", "hold_minutes", "offer_hours")


class ServiceForm(SeesEdition, TextsForm):
    """A service of the portfolio."""

    TEXTS = {"name": (gettext_lazy("Name"), 1, True), "summary": (gettext_lazy("Summary"), 3, False)}

    is_in_remit = forms.BooleanField(
        label=gettext_lazy("Within the remit of the cluster"), required=False, initial=True,
        help_text=gettext_lazy("A service outside of it is flagged where services are compared."),
    )  # fmt: skip
    seen = SeenField()
    names = SERVICE

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        kwargs["texts"] = {name: getattr(service, name) for name in self.TEXTS}
        super().__init__(*args, **kwargs, initial={"is_in_remit": service.is_in_remit})
        self.open_on(service)

    def said(self) -> dict[str, Any]:
        """What the action stores."""
        return {name: self.texts(name) for name in self.TEXTS} | {"is_in_remit": self.cleaned_data["is_in_remit"]}


class OfferForm(SeesEdition, TextsForm):
    """An offer: what it is, on which terms."""

    TEXTS = {
        "title": (gettext_lazy("Title"), 1, True),
        "summary": (gettext_lazy("What it is"), 3, True),
        "contents": (gettext_lazy("What you get, a line each"), 4, False),
        "access_notes": (gettext_lazy("Accessibility"), 2, False),
    }

    slug = forms.SlugField(
        label=gettext_lazy("Short address"), max_length=80, widget=forms.TextInput(attrs={"class": "w-l"}),
        help_text=gettext_lazy("Small letters, digits and hyphens; it ends the address of the page."),
    )  # fmt: skip
    languages = forms.CharField(
        label=gettext_lazy("Languages, with commas between"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"class": "w-l"}),
    )  # fmt: skip
    refunds = forms.CharField(
        label=gettext_lazy("Refund terms, a line each"), required=False, max_length=500,
        help_text=gettext_lazy("Days before the session, and percent given back until then, as in 31: 100."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "w-m"}),
    )  # fmt: skip
    shared_with = forms.CharField(
        label=gettext_lazy("Clusters that provide it with you, a line each"), required=False, max_length=1000,
        help_text=gettext_lazy(
            "Name and percent of the revenue before VAT, as in TWEED: 30; the rest is yours. Their members pay as "
            "members. It stands once somebody has booked."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "class": "w-m"}),
    )  # fmt: skip
    is_reviewed = forms.BooleanField(label=gettext_lazy("The cluster looks at each booking first"), required=False)
    hold_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for which seats are held"), min_value=5, max_value=240,
        widget=forms.NumberInput(attrs=SHORT),
    )  # fmt: skip
    offer_hours = forms.IntegerField(
        label=gettext_lazy("Hours for which a freed seat is offered"), min_value=1, max_value=240,
        widget=forms.NumberInput(attrs=SHORT),
    )  # fmt: skip
    seen = SeenField()
    names = SEEN

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        start = {name: getattr(offer, name) for name in HOLD} | {"slug": offer.slug}
        self.offer = offer
        start["shared_with"] = offer.shared_with
        start["languages"] = ", ".join(offer.languages)
        start["refunds"] = "\n".join(f"{days}: {float(share) * 100:g}" for days, share in offer.refund_steps)
        kwargs["texts"] = {name: getattr(offer, name) for name in self.TEXTS}
        super().__init__(*args, **kwargs, initial=start)
        if offer.pk:
            del self.fields["slug"]
        self.open_on(offer)

    def clean_slug(self) -> str:
        """An address that no other offer has."""
        slug = str(self.cleaned_data["slug"])
        if Offer.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another offer has this address; choose another."))
        return slug

    def clean_shared_with(self) -> dict[Any, Decimal]:
        """Cluster → share of the revenue; the cluster of the service has what the others leave."""
        own, found = self.offer.service.cluster, dict[Any, Decimal]()
        known = {one.name.casefold(): one for one in clusters()}
        for number, line in enumerate(self.cleaned_data["shared_with"].splitlines(), start=1):
            name, _colon, percent = (part.strip() for part in line.rpartition(":"))
            if not line.strip():
                continue
            cluster = known.get(name.casefold())
            if cluster is None or not PERCENT.fullmatch(percent):
                said = _("Line %(number)s is not a cluster and its percent; write it as in TWEED: 30.")
                raise forms.ValidationError(said % {"number": number})
            if cluster == own or cluster in found:
                raise forms.ValidationError(_("Name each other cluster once, and not your own; the rest is yours."))
            found[cluster] = Decimal(percent.replace(",", ".")) / 100
        left = Decimal(1) - sum(found.values(), Decimal(0))
        if left <= 0:
            raise forms.ValidationError(_("The others have all of it; leave a share for your own cluster."))
        return {own: left, **found}

    def clean_refunds(self) -> list[list[float]]:
        """Steps of days and shares."""
        found = []
        for number, line in enumerate(self.cleaned_data["refunds"].splitlines(), start=1):
            days, _colon, percent = (part.strip() for part in line.partition(":"))
            if not line.strip():
                continue
            if not (days.isdigit() and percent.isdigit() and int(days) <= 365 and int(percent) <= 100):
                raise forms.ValidationError(
                    _("Line %(number)s is not days and percent; write it as in 31: 100.") % {"number": number}
                )
            found.append([int(days), int(percent) / 100])
        return sorted(found, reverse=True)

    def said(self) -> dict[str, Any]:
        """What the action stores."""
        found = {name: self.cleaned_data[name] for name in HOLD if name != "languages"}
        languages = [one.strip() for one in self.cleaned_data["languages"].split(",") if one.strip()]
        texts = {name: self.texts(name) for name in self.TEXTS}
        return found | texts | {"languages": languages, "refund_steps": self.cleaned_data["refunds"]}


class PriceForm(TextsForm):
    """What an audience pays, and what it was chosen on."""

    TEXTS = {
        "words": (gettext_lazy("Why this price"), 2, True),
        "tax_reason": (gettext_lazy("Why this VAT, where none is charged"), 1, False),
    }

    audience = forms.ChoiceField(label=gettext_lazy("Audience"), choices=PriceRule.Audience.choices)
    helix = forms.ChoiceField(
        label=gettext_lazy("Only for"), required=False, choices=lambda: [("", _("all of them")), *helices()],
        help_text=gettext_lazy("Who books without an account is not known to be one of these."),
    )  # fmt: skip
    only_elsewhere = forms.BooleanField(label=gettext_lazy("Only for organisations of other regions"), required=False)
    amount = forms.DecimalField(
        label=gettext_lazy("Price a seat before VAT (euro)"), min_value=Decimal(0), max_digits=9, decimal_places=2,
        widget=forms.NumberInput(attrs=SHORT),
    )  # fmt: skip
    tax = forms.ChoiceField(label=gettext_lazy("VAT category"), choices=PriceRule.Tax.choices)
    tax_rate = forms.DecimalField(
        label=gettext_lazy("VAT rate (%)"), min_value=Decimal(0), max_value=Decimal(30), max_digits=4,
        decimal_places=2, initial=Decimal(21), widget=forms.NumberInput(attrs=SHORT),
    )  # fmt: skip
    starts = forms.DateField(label=gettext_lazy("From"), widget=DAY, initial=timezone.localdate)

    def clean(self) -> dict[str, Any]:
        """The rate fits the category."""
        found = super().clean()
        is_taxed = found.get("tax") == PriceRule.Tax.STANDARD
        rate = found.get("tax_rate")
        if rate is not None and is_taxed != (rate > 0):
            self.add_error("tax_rate", _("Give a rate where VAT is charged, and 0 where it is not."))
        if not is_taxed and not self.texts("tax_reason"):
            first = settings.LANGUAGES[0][0]
            self.add_error(f"tax_reason_{first}", _("Say why no VAT is charged; the reason stands on the invoice."))
        return found

    def said(self) -> dict[str, Any]:
        """What the action stores."""
        names = ("audience", "helix", "only_elsewhere", "amount", "tax", "tax_rate", "starts")
        texts = {"tax_reason": self.texts("tax_reason"), "rationale": {"words": self.texts("words")}}
        return {name: self.cleaned_data[name] for name in names} | texts


class SessionForm(SeesEdition, forms.Form):
    """When and where, for how many, and when it is decided."""

    starts_at = forms.DateTimeField(label=gettext_lazy("Begins"), widget=MOMENT)
    ends_at = forms.DateTimeField(label=gettext_lazy("Ends"), widget=MOMENT)
    hours = forms.DecimalField(
        label=gettext_lazy("Hours of the programme"), required=False, min_value=Decimal("0.5"), max_digits=5,
        decimal_places=1, widget=forms.NumberInput(attrs=SHORT | {"step": "0.5"}),
        help_text=gettext_lazy(
            "They stand on the certificate of attendance. Needed where it takes several days; on one day, leave it "
            "empty for the time from begin to end."
        ),
    )  # fmt: skip
    closes_at = forms.DateTimeField(label=gettext_lazy("Booking closes"), widget=MOMENT)
    place = forms.CharField(
        label=pgettext_lazy("a session", "Place"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "w-l"}),
    )
    link = forms.URLField(
        label=gettext_lazy("Link for taking part online"), required=False, assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "w-l"}),
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=pgettext_lazy("a session", "Seats"), min_value=1, max_value=5000, widget=forms.NumberInput(attrs=SHORT)
    )
    minimum = forms.IntegerField(
        label=gettext_lazy("Fewest with which it is held"), min_value=1, max_value=5000,
        widget=forms.NumberInput(attrs=SHORT),
    )  # fmt: skip
    decide_on = forms.DateField(label=gettext_lazy("Day on which it is decided"), required=False, widget=DAY)
    seen = SeenField()
    names = SESSION

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(session, name) for name in SESSION}
        super().__init__(*args, **kwargs)
        held = {one.audience: one.places for one in session.quotas.all()} if session.pk else {}
        for audience, words in PriceRule.Audience.choices:
            self.fields[f"quota_{audience}"] = forms.IntegerField(
                label=_("At most so many seats: %(audience)s") % {"audience": words}, required=False, min_value=1,
                max_value=5000, initial=held.get(audience), widget=forms.NumberInput(attrs=SHORT),
            )  # fmt: skip
        self.open_on(session)

    def clean(self) -> dict[str, Any]:
        """Moments in their order, and fewer needed than there are seats."""
        found = super().clean() or {}
        starts, ends, closes = (found.get(name) for name in ("starts_at", "ends_at", "closes_at"))
        if starts and ends and ends < starts:
            self.add_error("ends_at", _("It ends before it begins; give a later moment."))
        elif starts and ends and "hours" not in self.errors:
            self._check_hours(starts, ends, found.get("hours"))
        if starts and closes and closes > starts:
            self.add_error("closes_at", _("Booking closes after it begins; give an earlier moment."))
        if (found.get("minimum") or 1) > (found.get("capacity") or 1):
            self.add_error("minimum", _("More are needed than there are seats; give at most the seats."))
        return found

    def _check_hours(self, starts: datetime, ends: datetime, hours: Decimal | None) -> None:
        """Of several days the hours are known, and there are not more than lie between begin and end."""
        if hours is None and timezone.localdate(starts) != timezone.localdate(ends):
            self.add_error("hours", _("It takes several days; say how many hours the programme has in all."))
        elif hours is not None and float(hours) * 3600 > (ends - starts).total_seconds():
            self.add_error("hours", _("There are fewer hours between begin and end; correct the one or the other."))

    def said(self) -> dict[str, Any]:
        """What the action stores."""
        return {name: self.cleaned_data[name] for name in SESSION}

    def quotas(self) -> dict[str, int]:
        """Audience → seats at most, where there is a limit."""
        given = {audience: self.cleaned_data[f"quota_{audience}"] for audience, _words in PriceRule.Audience.choices}
        return {audience: places for audience, places in given.items() if places}


class ReasonForm(forms.Form):
    """Why something is called off, or not admitted."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody concerned reads it."),
    )  # fmt: skip
