"""The roles of the table of access, and a line of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ROLES = (
    "visitor",
    "person",  # signed in, no role
    "reader",
    "adviser",
    "evaluator",
    "m_and_e_officer",
    "co_manager",
    "firm",  # leads the organisation of the cast
    "stranger",  # leads another organisation
    "cluster_manager",  # of the cluster of the cast
    "other_manager",  # of another cluster
    "administrator",
)
EVERYBODY = frozenset(ROLES)
PEOPLE = EVERYBODY - {"visitor"}
ADMINISTRATOR = frozenset({"administrator"})
ANALYSTS = frozenset({"m_and_e_officer", "administrator"})
MANAGER = frozenset({"cluster_manager", "administrator"})
FIRM = frozenset({"firm", "administrator"})
OWNER = frozenset({"reader"})  # the reader of the cast owns its token, notice, job and pin
ADDER = frozenset({"evaluator", "administrator"})  # the evaluator of the cast added the series
LEADS = frozenset({"co_manager", "administrator"})
OUTSIDE = frozenset({"person", "firm", "stranger", "cluster_manager", "other_manager"})
INSIDE = PEOPLE - OUTSIDE  # the clusters of the cast have no part in the strategy
UNSEEN = dict.fromkeys(OUTSIDE, "404")
NOBODY: frozenset[str] = frozenset()

Arguments = dict[str, Any] | Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Line:
    """Who may use an address; how it is asked for; what those get who may not, and who gets something else."""

    may: frozenset[str]
    arguments: Arguments = field(default_factory=dict)
    method: str = "get"
    refused: str = "403"
    visitor: str = "sign in"
    query: str = ""
    but: dict[str, str] = field(default_factory=dict)

    def of(self, role: str) -> str:
        """What a role gets."""
        refused = self.visitor if role == "visitor" else self.refused
        return self.but.get(role, "may" if role in self.may else refused)


def lines(names: str, may: frozenset[str], arguments: Arguments | None = None, **more: Any) -> dict[str, Line]:
    """The same line for several addresses."""
    return {name: Line(may, arguments if arguments is not None else {}, **more) for name in names.split()}
