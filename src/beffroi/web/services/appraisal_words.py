"""Appraisals in words and charts: a price corridor, costs and benefits."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.analytics.appraisal.price.intervals import Interval
from beffroi.reporting.charts.fluid import scene_to_html
from beffroi.reporting.charts.histogram import Histogram, Named
from beffroi.reporting.charts.outcomes import OutcomeBar, Outcomes
from beffroi.reporting.charts.price_curves import Limit, PriceCurve, PriceCurves
from beffroi.reporting.charts.scene import Key
from beffroi.reporting.language import Language
from beffroi.web.core.amounts import euro
from beffroi.web.core.refusals import said_to_the_reader
from beffroi.web.services.queries.appraisals import Priced, Weighed

Fact = tuple[str, str, str]
"""What it is, how much, and what it rests on."""
NONE = "–"


def _language() -> Language:
    return Language("fr" if get_language() == "fr" else "en")


def money(amount: float | None, decimals: int = 0) -> str:
    """An amount in euro, to the euro unless said otherwise; a dash where there is none."""
    return NONE if amount is None else euro(Decimal(str(round(amount, decimals))), decimals)


def share(value: float | None, decimals: int = 0) -> str:
    """A part in percent."""
    return NONE if value is None else _language().percent(100 * value, decimals)


def corridor_words(shown: Priced) -> str:
    """The corridor in a sentence, or that there is none."""
    found = shown.found
    if found.recommended is None:
        return reasons(shown)[0]
    said = {"low": money(found.recommended.low), "high": money(found.recommended.high)}
    return _("Between %(low)s and %(high)s net of VAT the costs are carried, members kept and others still buy.") % said


def reasons(shown: Any) -> list[str]:
    """Why there is no viable price or something is not known; what the state-aid rules ask to be justified."""
    said = (said_to_the_reader(reason) for reason in shown.found.reasons)
    return [f"{text[0].upper()}{text[1:]}." for text in said]


def corridor_facts(shown: Priced) -> list[Fact]:
    """What the corridor is made of, and what a session brings at its middle."""
    return list(_facts(shown))


def _facts(shown: Priced) -> Iterator[Fact]:
    found, case = shown.found, shown.case
    said = {"few": f"{case.take_up.pessimistic:g}"}
    yield _("Floor of costs"), money(found.floor_cost), _("what a participant costs if only %(few)s come") % said
    if found.floor_members is not None:
        kept = {"share": share(case.protect_share)}
        yield (
            _("Floor of members"), money(found.floor_members),
            _("from here on membership pays for %(share)s of the members who use it") % kept
            + _between(found.intervals.floor_members),
        )  # fmt: skip
    if found.ceiling is not None:
        asked = {"asked": len(case.survey) - found.dropped_answers, "dropped": found.dropped_answers}
        words = _("as many find it too expensive as find it cheap; %(asked)s answers, %(dropped)s dropped") % asked
        yield _("Ceiling"), money(found.ceiling), words + _between(found.intervals.ceiling)
    if found.expected is not None:
        sure_of = {"share": share(found.intervals.viable)}
        viable = _("%(share)s of the draws have a viable price") % sure_of
        yield _("Price in the middle"), money(found.expected.price), viable
        people = {"many": f"{found.expected.take_up:g}"}
        yield _("Revenue of a session"), money(found.expected.revenue), _("%(many)s participants") % people
        yield _("Margin of a session"), money(found.expected.margin), ""
    if found.members_at_risk is not None:
        of = {"members": case.membership.members}
        yield _("Members at risk"), f"{found.members_at_risk:.0f}", _("of %(members)s, at the price in the middle") % of
    if found.members_never_using is not None:
        of = {"members": case.membership.members}
        yield _("Members who never use it"), f"{found.members_never_using:.0f}", _("of %(members)s, counted apart") % of
    if found.breakeven_leavers is not None:
        of_fees = _("whose fees of a year the margin makes up for")
        yield _("Leavers to break even"), str(found.breakeven_leavers), of_fees


def _between(sure: Interval | None) -> str:
    """How sure a limit is, after the words that explain it."""
    if sure is None:
        return ""
    return "; " + _("95%% of the draws: %(low)s to %(high)s") % {"low": money(sure.low), "high": money(sure.high)}


def curves_chart(shown: Priced) -> str:
    """The curves of the survey with the limits of the corridor; nothing where nobody answered."""
    if not shown.curves:
        return ""
    names = {
        "too_cheap": _("too cheap"), "cheap": _("cheap"), "expensive": _("expensive"),
        "too_expensive": _("too expensive"),
    }  # fmt: skip
    found = shown.found
    limits = [(_("costs"), found.floor_cost), (_("members"), found.floor_members), (_("ceiling"), found.ceiling)]
    drawn = PriceCurves(
        description=_("How many find each price too cheap, cheap, expensive or too expensive. %(finding)s")
        % {"finding": corridor_words(shown)},
        curves=tuple(
            PriceCurve(names[name], points, name in {"cheap", "too_expensive"}) for name, points in shown.curves.items()
        ),
        limits=tuple(Limit(name, price) for name, price in limits if price is not None),
        axis_title=_("price in euro, net of VAT"),
        share=share,
        tick=lambda price: _language().number(price, 0),
        keys=(
            Key("region", _("cheap (falls) and too expensive (rises)")),
            Key("peer", _("too cheap (falls) and expensive (rises)")),
        ),
    )
    return scene_to_html(drawn.scene())


def curve_rows(shown: Priced) -> list[tuple[float, ...]]:
    """Behind the curves: a price, and the shares that find it too cheap, cheap, expensive, too expensive."""
    if not shown.curves:
        return []
    prices = [price for price, _share in shown.curves["cheap"]]
    shares = [[part for _price, part in shown.curves[name]] for name in CURVES]
    return list(zip(prices, *shares, strict=True))


def demand_rows(shown: Priced) -> list[tuple[str, str, str, str, str]]:
    """Where people were asked whether they would buy: price, share, its interval, smoothed, and what is best there."""
    found = shown.found.demand
    if found is None:
        return []
    best = {found.best_revenue: [_("most revenue")]}
    best.setdefault(found.best_margin, []).append(_("most margin"))
    return [
        (
            money(one.price), share(one.share), f"{share(one.low)} – {share(one.high)}", share(one.smoothed),
            ", ".join(best.get(one.price, [])),
        )
        for one in found.points
    ]  # fmt: skip


CURVES = ("too_cheap", "cheap", "expensive", "too_expensive")


def price_reason(shown: Priced) -> dict[str, Any]:
    """The price in the middle, and the corridor as the reason, in both languages from the same numbers."""
    found = shown.found
    if found.expected is None or found.recommended is None:
        return {}
    ends = (found.recommended.low, found.recommended.high, found.ceiling or 0)
    low, high, ceiling = (f"{value:,.0f}" for value in ends)
    return {
        "amount": round(Decimal(str(found.expected.price)), 2),
        "words_en": f"The price is viable from {low} to {high} euro; the ceiling of what others pay is {ceiling} euro.",
        "words_fr": (
            f"Le prix est viable de {low} à {high} euros ; d’autres paieraient {ceiling} euros au plus."
        ).replace(",", "\u202f"),
    }  # fmt: skip


def costs_words(shown: Weighed) -> str:
    """Whether it is worth it, in a sentence."""
    found = shown.found
    if found.npv_economic is None:
        if found.npv_financial is None:
            return _("No flow belongs to an account.")
        said = {"npv": money(found.npv_financial)}
        return _("The financial net present value is %(npv)s; no flow is economic.") % said
    said = {"npv": money(found.npv_economic), "share": share(found.p_npv_economic_positive)}
    worth = _("It is worth it: the economic net present value is %(npv)s, above zero in %(share)s of the draws.")
    lost = _("It is not worth it: the economic net present value is %(npv)s, above zero in %(share)s of the draws.")
    unsure = _(
        "It is worth it only if all goes as expected: %(npv)s of economic value, above zero in %(share)s of draws."
    )
    is_sure = (found.p_npv_economic_positive or 0) >= 0.5
    return (lost if found.npv_economic <= 0 else worth if is_sure else unsure) % said


def account_rows(shown: Weighed) -> list[Fact]:
    """Both accounts side by side."""
    project, found = shown.project, shown.found
    values = [found.present_values[account] for account in ("financial", "economic")]
    quantiles = (found.quantiles_financial, found.quantiles)
    shares = (found.p_npv_financial_positive, found.p_npv_economic_positive)
    ratio = NONE if found.bcr_economic is None else _language().number(found.bcr_economic, 2)
    sure = [(None, None, None) if one is None else (one.p5, one.p50, one.p95) for one in quantiles]
    rows = {
        _("Discount rate"): [share(project.financial_rate, 1), share(project.social_rate, 1)],
        _("Benefits"): [money(None if one is None else one.benefits) for one in values],
        _("Costs"): [money(None if one is None else one.costs) for one in values],
        _("Net present value"): [money(found.npv_financial), money(found.npv_economic)],
        _("Benefits over costs"): ["", ratio],
        _("Internal rate of return"): [share(found.irr_financial, 1), share(found.irr_economic, 1)],
        _("Above zero, of the draws"): [share(one) for one in shares],
        _("One in twenty below"): [money(one[0]) for one in sure],
        _("Half below"): [money(one[1]) for one in sure],
        _("One in twenty above"): [money(one[2]) for one in sure],
    }
    return [(name, cells[0], cells[1]) for name, cells in rows.items()]


def switching_rows(shown: Weighed) -> list[tuple[str, str, str]]:
    """By what each flow must be multiplied to bring the economic value to zero."""
    language = _language()
    return [
        (
            own_name(one.name), NONE if one.factor is None else language.number(one.factor, 2),
            said_to_the_reader(one.reason) if one.reason else "",
        )
        for one in shown.found.switching
    ]  # fmt: skip


def own_name(name: str) -> str:
    """The name of a flow in the language of the reader, where both stand in it as “English / français”."""
    parts = name.split(" / ")
    if len(parts) != 2:
        return name
    return parts[1] if get_language() == "fr" else parts[0]


def spread_rows(shown: Weighed) -> list[tuple[float, float, float]]:
    """Behind the histogram: from where to where, and the share of the draws that fall there."""
    return [(one.low, one.high, one.share) for one in shown.bins]


def spread_chart(shown: Weighed) -> str:
    """The draws of the economic account as a histogram; nothing where no flow can vary."""
    sure = shown.found.quantiles
    if not shown.bins or sure is None:
        return ""
    said = {"low": money(sure.p5), "middle": money(sure.p50), "high": money(sure.p95)}
    said["share"] = share(shown.found.p_npv_economic_positive)
    names = (_("5%% below %(low)s"), _("half below %(middle)s"), _("5%% above %(high)s"))
    drawn = Histogram(
        description=_(
            "The economic net present value is above zero in %(share)s of the draws; nine in ten lie between "
            "%(low)s and %(high)s, half below %(middle)s."
        )
        % said,
        bins=shown.bins,
        named=tuple(Named(name % said, at) for name, at in zip(names, (sure.p5, sure.p50, sure.p95), strict=True)),
        axis_title=_("economic net present value, euro"),
        share=share,
        tick=lambda value: _language().number(value, 0),
        keys=(Key("region", _("above zero")), Key("peer", _("below zero"))),
    )
    return scene_to_html(drawn.scene())


def outcome_rows(shown: Weighed) -> list[tuple[str, float, float]]:
    """Behind the tornado: a flow, and the economic value with it at the low and at the high end of its range."""
    return [(own_name(bar.name), bar.low, bar.high) for bar in shown.found.tornado]


def outcomes_chart(shown: Weighed) -> str:
    """The tornado of the economic account; nothing where no flow has a range."""
    found = shown.found
    if not found.tornado or found.npv_economic is None:
        return ""
    widest = found.tornado[0]
    said = {"name": own_name(widest.name), "low": money(widest.low), "high": money(widest.high)}
    drawn = Outcomes(
        description=_("The economic net present value hangs most on %(name)s: from %(low)s to %(high)s.") % said,
        bars=tuple(OutcomeBar(own_name(bar.name), bar.low, bar.high) for bar in found.tornado),
        expected=found.npv_economic,
        expected_name=_("expected: %(npv)s") % {"npv": money(found.npv_economic)},
        axis_title=_("economic net present value, euro"),
        tick=lambda value: _language().number(value, 0),
    )
    return scene_to_html(drawn.scene())
