"""Rules of a pilot: what is missing at a step, how unique a service is, whether criteria are met. Plain values only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """What the platform knows of a pilot; nobody types whether a step is done."""

    responsible: frozenset[str] = NOTHING
    """The steps for which somebody is responsible."""
    dated: frozenset[str] = NOTHING
    """The steps that an action of the roadmap gives dates to."""
    documented: frozenset[str] = NOTHING
    has_cluster: bool = False
    compared: int = 0
    """Services whose every criterion is answered."""
    is_chosen_compared: bool = False
    has_service: bool = False
    has_offer: bool = False
    has_price_for_others: bool = False
    has_reason_of_price: bool = False
    has_refund_terms: bool = False
    criteria: int = 0
    is_published: bool = False
    sessions: int = 0
    promoting: int = 0
    """Other clusters that promote the offer."""
    held: int = 0
    has_lessons: bool = False
    has_body: bool = False
    has_corridor: bool = False
    has_costs: bool = False
    asked: int = 0
    answered: int = 0


LEAST_COMPARED = 2


def missing(step: str, facts: Facts) -> tuple[str, ...]:
    """What keeps a step from being done, by name.

    >>> missing("promotion", Facts(responsible=frozenset({"promotion"}), is_published=True))
    ('session', 'promoters')
    """
    found = () if step in facts.responsible else ("responsible",)
    return (*found, *_of_step(step, facts))


def _of_step(step: str, facts: Facts) -> Iterator[str]:
    wanted: Mapping[str, tuple[tuple[str, bool], ...]] = {
        "awareness": (("document", "awareness" in facts.documented),),
        "cluster": (("cluster", facts.has_cluster),),
        "services": (
            ("compared", facts.compared >= LEAST_COMPARED),
            ("service", facts.has_service),
            ("chosen_compared", not facts.has_service or facts.is_chosen_compared),
        ),
        "conditions": (
            ("corridor", facts.has_corridor),
            ("offer", facts.has_offer),
            ("price", facts.has_price_for_others),
            ("reason_of_price", not facts.has_price_for_others or facts.has_reason_of_price),
            ("refund_terms", not facts.has_offer or facts.has_refund_terms),
            ("criteria", facts.criteria > 0),
        ),
        "promotion": (
            ("published", facts.is_published),
            ("session", facts.sessions > 0),
            ("promoters", facts.promoting > 0),
        ),
        "provision": (("held", facts.held > 0),),
        "assessment": (
            ("document", "assessment" in facts.documented),
            ("asked", facts.asked > 0),
            ("answered", not facts.asked or facts.answered > 0),
            ("costs", facts.has_costs),
            ("lessons", facts.has_lessons),
        ),
        "decision": (("body", facts.has_body),),
    }
    return (name for name, is_there in wanted.get(step, ()) if not is_there)


ANSWERS: dict[str, tuple[tuple[str, float], ...]] = {
    "elsewhere": (("nowhere", 1.0), ("far", 0.7), ("one_here", 0.3), ("several_here", 0.0)),
    "remit": (("ours", 1.0), ("shared", 0.5), ("of_another", 0.0)),
    "demand": (("counted", 1.0), ("voiced", 0.5), ("unseen", 0.0)),
    "capacity": (("free", 1.0), ("with_help", 0.5), ("none", 0.0)),
}
"""The criteria by which services are compared: each answer and what it is worth, the best first."""
WEIGHTS = {"elsewhere": 35, "remit": 25, "demand": 25, "capacity": 15}
"""What each criterion weighs unless a pilot says otherwise."""
MOST_WEIGHT = 100


@dataclass(frozen=True)
class Uniqueness:
    """How unique a service is, from 0 to 100; None where an answer is missing. Parts are what each criterion adds."""

    score: float | None
    parts: Mapping[str, float] = field(default_factory=dict)
    is_outside_remit: bool = False


def uniqueness(answers: Mapping[str, str], weights: Mapping[str, float]) -> Uniqueness:
    """The weighted mean of what the answers are worth, in percent.

    >>> said = {"elsewhere": "nowhere", "remit": "shared", "demand": "counted", "capacity": "none"}
    >>> uniqueness(said, WEIGHTS).score
    72.5
    >>> uniqueness(said | {"demand": ""}, WEIGHTS).score is None
    True
    """
    total = sum(weights.get(name, 0) for name in ANSWERS)
    parts = {}
    for name, worths in ANSWERS.items():
        worth = dict(worths).get(answers.get(name, ""))
        if worth is not None and total:
            parts[name] = 100 * worth * weights.get(name, 0) / total
    is_whole = len(parts) == len(ANSWERS)
    return Uniqueness(sum(parts.values()) if is_whole else None, parts, answers.get("remit") == "of_another")


MEASURES = ("bookings", "non_members", "links", "revenue")
"""What a criterion of the decision may ask of; each is read from the platform."""


def is_reached(value: float | None, least: float) -> bool | None:
    """Whether a criterion is met; nobody knows where nothing was measured."""
    return None if value is None else value >= least
