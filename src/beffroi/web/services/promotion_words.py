"""What a promotion kit says in each language: a text, the poster, and the link that tells who brought somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from beffroi.reporting.poster.model import Poster
from beffroi.web.chain.queries import in_language
from beffroi.web.core.amounts import euro
from beffroi.web.services.models import Promotion, Session
from beffroi.web.services.published import address

SESSIONS = 3
"""So many sessions stand on a poster; the page of the offer names all."""
LEAD = 220
"""Characters of the summary that fit on a poster."""
HEAD, ROW, ROOM_FOR = 100, 220, 3
"""Pixels of the heading and of an offer in the frame on a phone, and so many offers before it scrolls."""
BREAK = "\u200b"


@dataclass(frozen=True)
class Told:
    """What there is to tell of an offer that a cluster promotes."""

    promotion: Promotion
    sessions: Sequence[Session]
    price: Decimal | None

    @property
    def link(self) -> str:
        """The page of the offer, with the cluster that brings somebody there."""
        return via(address(self.promotion.offer), self.promotion.cluster)


def via(link: str, cluster: Any) -> str:
    """A link by which whoever books is counted as brought by a cluster; it says so in the open."""
    return f"{link}?{urlencode({'via': cluster.slug})}"


def widget_code(cluster: Any, language: str, shown: int) -> str:
    """What a cluster pastes into a page of its own site: a frame in which nothing runs, as high as what it shows now.

    No script may measure it there: it has room for its offers on a phone, up to `ROOM_FOR` of them; more are scrolled.
    """
    where = f"{settings.SITE_URL}{reverse('services:embed', kwargs={'slug': cluster.slug})}?lang={language}"
    with override(language):
        title = _("Services to book with %(name)s") % {"name": cluster}
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" referrerpolicy="no-referrer" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>',
        where,
        title,
        HEAD + ROW * min(max(shown, 1), ROOM_FOR),
    )


def kit_text(told: Told, language: str) -> str:
    """A text ready for a newsletter, in a language."""
    offer, cluster = told.promotion.offer, told.promotion.cluster
    with override(language):
        lines = [in_language(offer.title), in_language(offer.summary), ""]
        lines += [_days(one) for one in told.sessions[:SESSIONS]]
        if told.price is not None:
            lines.append(_("From %(amount)s a seat before VAT") % {"amount": euro(told.price)})
        said = {"owner": offer.service.cluster, "cluster": cluster}
        lines += ["", _("Offered by %(owner)s, recommended by %(cluster)s.") % said]
        lines.append(_("Book: %(link)s") % {"link": told.link})
    return "\n".join(lines).strip()


def poster(told: Told, language: str) -> Poster:
    """The poster in a language."""
    offer, cluster = told.promotion.offer, told.promotion.cluster
    with override(language):
        summary = " ".join(in_language(offer.summary).split())
        facts = [(pgettext("a session", "When"), _days(one)) for one in told.sessions[:SESSIONS]]
        facts = [("" if at else label, days) for at, (label, days) in enumerate(facts)]
        shown = told.link.removeprefix(f"{settings.SITE_URL.split('://')[0]}://")
        return Poster(
            lang=language,
            kicker=_("Open to organisations that are not members"),
            title=in_language(offer.title),
            lead=summary if len(summary) <= LEAD else f"{summary[:LEAD].rsplit(' ', 1)[0]} …",
            facts=tuple(facts),
            price="" if told.price is None else _("from %(amount)s") % {"amount": euro(told.price)},
            price_note=_("a seat, before VAT"),
            by=(
                _("Offered by %(owner)s") % {"owner": offer.service.cluster},
                _("Recommended by %(cluster)s") % {"cluster": cluster},
            ),
            link=told.link,
            link_words=shown.replace("/", f"/{BREAK}"),
            mark=_("illustrative") if offer.service.is_illustrative else "",
        )


def _days(session: Session) -> str:
    """When a session takes place, and where: one day, or from a day to a day."""
    first, last = localtime(session.starts_at).date(), localtime(session.ends_at).date()
    days = date_format(first, "j F Y")
    if last != first:
        days = _("%(start)s to %(end)s") % {"start": days, "end": date_format(last, "j F Y")}
    days = f"{days[0].upper()}{days[1:]}"
    return ", ".join(part for part in (days, session.place) if part)
