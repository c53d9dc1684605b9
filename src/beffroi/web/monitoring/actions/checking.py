"""Large files of beneficiaries are checked in the background; nothing is entered by that."""

from typing import TYPE_CHECKING, Any

from beffroi.web.core import files
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action
from beffroi.web.core.audit import record
from beffroi.web.core.work import Job, submit
from beffroi.web.monitoring.queries.beneficiaries import CHECK

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

IMPORT = "monitoring.import_beneficiaries"


@action
def ask_for_check(
    *, actor: Any, strategy: "Strategy", organisation: Any, name: str, content: bytes, is_complete: bool
) -> Job:
    """Have a file checked in the background; it is given to the worker only, and forgotten when the check is over.

    Parameters
    ----------
    actor, strategy, organisation, name, is_complete
        as `import_beneficiaries` takes them.
    content : bytes
        of the file, whose first rows could be read.

    """
    permit(actor, IMPORT, strategy)
    told = {"strategy": strategy.pk, "organisation": organisation.pk, "name": name[:200], "is_complete": is_complete}
    asked = submit(kind=CHECK, arguments=told, person=actor)
    files.keep(actor=actor, name=name[:120], media_type="application/octet-stream", content=content, of=asked)
    record(actor, "asked for a check of beneficiaries", asked)
    return asked
