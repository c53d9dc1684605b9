"""Who may do what in the observatory; everybody reads what is published."""

from typing import Any

from beffroi.web.accounts.permissions import has_role, is_administrator, standing
from beffroi.web.core.permissions import Predicate, predicate, somebody
from beffroi.web.observatory.models import OwnSeries, Pin, SeriesUpload, Visibility


@predicate
def is_author(user: Any, of: Any = None) -> bool:
    """The person pinned it."""
    return somebody(user) and isinstance(of, Pin) and of.pinned_by_id == user.pk


@predicate
def owns_series(user: Any, of: Any = None) -> bool:
    """The person added the series."""
    return somebody(user) and isinstance(of, OwnSeries) and of.owner_id == user.pk


@predicate
def is_open_series(_user: Any, of: Any = None) -> bool:
    """The series is for everybody."""
    return isinstance(of, OwnSeries) and of.visibility == Visibility.OPEN


@predicate
def shares_series(user: Any, of: Any = None) -> bool:
    """The series is for the people of an organisation that the person acts for today."""
    is_shared = isinstance(of, OwnSeries) and of.visibility == Visibility.ORGANISATION
    return is_shared and of.organisation_id in standing(user).represented


@predicate
def is_in_use(_user: Any, of: Any = None) -> bool:
    """The series was not withdrawn."""
    return isinstance(of, OwnSeries) and of.withdrawn_at is None


@predicate
def sent_upload(user: Any, of: Any = None) -> bool:
    """The person sent the file."""
    return somebody(user) and isinstance(of, SeriesUpload) and of.person_id == user.pk


is_analyst = (
    is_administrator
    | has_role("co_manager")
    | has_role("m_and_e_officer")
    | has_role("evaluator")
    | has_role("cluster_manager")
)

PERMISSIONS: dict[str, Predicate] = {
    "run_index": is_administrator | has_role("m_and_e_officer"),
    "pin_evidence": somebody,
    "withdraw_pin": is_author | is_administrator,
    "add_series": is_analyst,
    "view_series": (is_in_use & (is_open_series | shares_series)) | owns_series | is_administrator,
    "add_vintage": is_in_use & ((owns_series & is_analyst) | is_administrator),
    "withdraw_series": owns_series | is_administrator,
    "view_upload": sent_upload,
    "confirm_upload": sent_upload & is_analyst,
    "discard_upload": sent_upload,
}
