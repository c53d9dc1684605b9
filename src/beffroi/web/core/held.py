"""What a preview showed, held in the page until it is confirmed: signed, for one person, one thing and an hour.

    held = hold(rows, "ledger", strategy.pk, request.user.pk)
    rows = let_go(request.POST.get("held", ""), "ledger", strategy.pk, request.user.pk)

Nothing is stored on the server for somebody who only looks.
"""

from typing import Any

from django.core import signing
from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

FOR_SECONDS = 3600


def hold(what: Any, *of: object) -> str:
    """What stands in the hidden field; `of` says of what, and for whom it is."""
    return signing.dumps(what, salt=_salt(of), compress=True)


def let_go(held: str, *of: object) -> Any:
    """What was held, if it is of the same thing and for the same person; a sentence if it is not, or is too old."""
    try:
        return signing.loads(held, salt=_salt(of), max_age=FOR_SECONDS)
    except signing.BadSignature:
        raise BadRequest(_("This preview is too old, or was not made for you; send the file again.")) from None


def _salt(of: tuple[object, ...]) -> str:
    return "held " + " ".join(str(one) for one in of)
