"""Who gets what at the addresses of services on demand: who books by a key, who offers, and everybody else."""

from typing import Any

from tests.unit.web.access_roles import EVERYBODY, PEOPLE, Line, lines

BOOKER = frozenset({"firm"})  # acts for the organisation that booked
BOOKED = BOOKER | {"cluster_manager"}
SELLER = {"cluster_manager": "403"}
SELLERS = frozenset({"cluster_manager"})
MANAGERS = SELLERS | {"other_manager"}
BUYER = {"firm": "403"}
NOT_MANAGERS = dict.fromkeys(PEOPLE - MANAGERS, "403")
UNKNOWN: dict[str, Any] = {"refused": "404", "visitor": "404"}


def offered(cast: Any) -> dict[str, Any]:
    return {"slug": cast.services().offer.slug}


def booking(cast: Any) -> dict[str, Any]:
    return {"token": str(cast.services().booking.key)}


def seat(cast: Any) -> dict[str, Any]:
    return booking(cast) | {"pk": cast.services().booking.attendees.get().pk}


def entry(cast: Any) -> dict[str, Any]:
    return {"token": str(cast.services().entry.key)}


def portfolio(cast: Any) -> dict[str, Any]:
    return {"key": cast.services().offer.service.key}


def session(cast: Any) -> dict[str, Any]:
    return {"key": cast.services().session.key}


def at_the_door(cast: Any) -> dict[str, Any]:
    return session(cast) | {"pk": cast.services().booking.attendees.get().pk}


def to_review(cast: Any) -> dict[str, Any]:
    return {"key": cast.services().booking.key}


def share(cast: Any) -> dict[str, Any]:
    return {"slug": "greenwin"} | session(cast)


def invoiced(cast: Any) -> dict[str, Any]:
    found = booking(cast)
    cast.money()
    return found


SERVICES: dict[str, Line] = {
    **lines("services:catalogue", EVERYBODY),
    **lines("services:offer services:offer_calendar services:sent", EVERYBODY, offered),
    **lines("services:book services:wait", EVERYBODY, offered, method="post"),
    **lines("services:mine", PEOPLE),
    **lines("services:booking", BOOKED, booking, **UNKNOWN),
    **lines("services:entry", BOOKED, entry, **UNKNOWN),
    **lines("services:cancel", BOOKER, booking, but=SELLER, **UNKNOWN),
    **lines("services:let_go", BOOKER, booking, method="post", but=SELLER, **UNKNOWN),
    **lines("services:substitute", BOOKER, seat, but=SELLER, **UNKNOWN),
    **lines("services:desk", MANAGERS),
    **lines("services:add_service", SELLERS, {"slug": "greenwin"}, refused="404"),
    **lines("services:edit_service services:add_offer", SELLERS, portfolio, refused="404"),
    **lines("services:manage services:edit_offer services:set_price services:add_session", SELLERS, offered),
    **lines("services:step_offer", SELLERS, offered, method="post"),
    **lines("services:door services:edit_session services:call_off", SELLERS, session),
    **lines("services:step_session", SELLERS, session, method="post"),
    **lines("services:check_in", SELLERS, at_the_door, method="post"),
    **lines("services:admit", SELLERS, to_review, method="post", refused="404", but=BUYER),
    **lines("services:invoice", SELLERS, to_review, refused="404", but=BUYER),
    **lines("services:pay_online", BOOKED, invoiced, method="post", **UNKNOWN),
    **lines("services:shares services:shares_csv", SELLERS, {"slug": "greenwin"}, refused="404", but=NOT_MANAGERS),
    **lines("services:invoice_share", SELLERS, share, method="post", refused="404", but=NOT_MANAGERS),
    **lines("services:booking_invoice services:booking_invoice_pdf", BOOKED, invoiced, **UNKNOWN),
    **lines("services:refuse", SELLERS, to_review, refused="404", but=BUYER),
    **lines("services:accept services:leave", BOOKER, entry, method="post", but=SELLER, **UNKNOWN),
}
