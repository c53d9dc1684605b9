"""Who gets what at the addresses of promotion and of certificates: who promotes, who offers, who booked."""

from typing import Any

from tests.unit.web.access_roles import EVERYBODY, PEOPLE, Line, lines
from tests.unit.web.access_services import BOOKED, MANAGERS, SELLERS, UNKNOWN, offered

PROMOTERS = frozenset({"other_manager"})
NOT_MANAGERS = dict.fromkeys(PEOPLE - MANAGERS, "403")


def kit(cast: Any) -> dict[str, Any]:
    return {"slug": cast.services().promotion.offer.slug, "cluster": "skywin"}


def poster(cast: Any) -> dict[str, Any]:
    return kit(cast) | {"language": "fr", "kind": "svg"}


def certified(cast: Any) -> dict[str, Any]:
    made = cast.services().attended
    return {"token": str(made.key), "pk": made.attendees.get().pk}


def certified_at_desk(cast: Any) -> dict[str, Any]:
    made = cast.services().attended
    return {"key": made.session.key, "pk": made.attendees.get().pk}


PROMOTION: dict[str, Line] = {
    **lines("services:promote", PROMOTERS, kit, method="post", refused="404", but=NOT_MANAGERS),
    **lines("services:kit", MANAGERS, kit, refused="404"),
    **lines("services:poster", MANAGERS, poster, refused="404"),
    **lines("services:stop_promoting", PROMOTERS, kit, method="post", refused="404", but={"cluster_manager": "403"}),
    **lines("services:embed", EVERYBODY, {"slug": "greenwin"}),
    **lines("services:own_certificate", BOOKED, certified, **UNKNOWN),
    **lines("services:certificate_at_desk", SELLERS, certified_at_desk),
    **lines("services:networks_csv", SELLERS, offered),
}
