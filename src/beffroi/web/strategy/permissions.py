"""Who may do what with strategies: co-managers write them, everybody reads what is published, insiders the drafts."""

from typing import Any

from beffroi.web.accounts.permissions import has_role, is_administrator, roles_of
from beffroi.web.chain.permissions import reads_space
from beffroi.web.core.permissions import Predicate, anybody, predicate, somebody
from beffroi.web.strategy.models import ChangeRequest, Comment, Strategy, Version


def holds(*roles: str) -> Predicate:
    """The person holds one of some roles, for the site or for the strategy that the object belongs to."""

    def held(user: Any, of: Any = None) -> bool:
        mine = [one for one in roles_of(user) if one.role in roles]
        if any(one.scope_type is None for one in mine):
            return True
        return bool(mine) and _scope(of) in {(one.scope_type, one.scope_id) for one in mine}

    held.__name__ = "holds:" + "|".join(roles)
    return predicate(held)


def _scope(of: Any) -> tuple[int | None, str]:
    if of is None:
        return (0, "")
    if hasattr(of, "owner_type_id"):
        return (of.owner_type_id, str(of.owner_id))
    strategy = of if isinstance(of, Strategy) else getattr(of, "strategy", None)
    return strategy_scope(strategy) if strategy is not None else (0, "")


def strategy_scope(strategy: Strategy) -> tuple[int | None, str]:
    """How a role for a strategy is stored."""
    return (strategy.living.owner_type_id if strategy.living else None, str(strategy.pk))


@predicate
def reads_version(user: Any, of: Any = None) -> bool:
    """The version is published, or the person is inside."""
    return isinstance(of, Version) and reads_space(user, of.space)


@predicate
def is_author(user: Any, of: Any = None) -> bool:
    """The person said it."""
    return somebody(user) and isinstance(of, Comment | ChangeRequest) and of.author_id == user.pk


@predicate
def is_open(_user: Any, of: Any = None) -> bool:
    """The request waits for a decision."""
    return isinstance(of, ChangeRequest) and of.state == ChangeRequest.State.OPEN


writes = holds("co_manager", "administrator")

PERMISSIONS: dict[str, Predicate] = {
    "browse": anybody,
    "view_version": reads_version,
    "add_strategy": is_administrator | has_role("co_manager"),
    "change_strategy": writes,
    "change_version": writes,
    "publish_version": writes,
    "comment": somebody,
    "withdraw_comment": is_author,
    "request_change": somebody,
    "decide_request": writes & is_open,
    "withdraw_request": is_author & is_open,
}
