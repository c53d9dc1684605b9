"""Bodies of a strategy for tests, made by the real actions."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from tests.unit.web import cast

from beffroi.web.piloting.actions import change_mandate, give_term, save_body, save_seat, start_mandate
from beffroi.web.piloting.models import Body, Seat, Term
from beffroi.web.strategy.actions import create_strategy
from beffroi.web.strategy.models import Strategy

FUNCTIONS = {"SG": "piloting", "WG": "piloting", "ME": "monitoring_evaluation", "EXT": "evaluation"}


def strategy(title: str = "Test strategy") -> Strategy:
    """A strategy with an open draft; the same title gives the same one."""
    found = Strategy.objects.filter(title__en=title).first()
    return found or create_strategy(actor=None, title={"en": title}, region="BE3", starts=date(2021, 1, 1))


def body(code: str = "SG", of: Strategy | None = None, **fields: Any) -> Body:
    """A body by its code; the same code gives the same one."""
    of = of or strategy()
    found = Body.objects.filter(strategy=of, code=code).first()
    details = {"code": code, "name": {"en": f"Body {code}"}, "kind": "other", "function": FUNCTIONS[code]} | fields
    return found or save_body(actor=None, strategy=of, details=details)


def seat(of: Body | None = None, helix: str = "industry", **fields: Any) -> Seat:
    """A new seat."""
    return save_seat(actor=None, body=of or body(), details={"helix": helix, "label": {"en": "A firm"}} | fields)


def term(of: Body | None = None, person: Any = None, **fields: Any) -> Term:
    """Somebody in a new seat of a body, since 2021 unless said otherwise."""
    fields = {"starts": date(2021, 1, 1)} | fields
    return give_term(actor=None, seat=seat(of), person=person or cast.person("Sitter"), **fields)


def all_of_it() -> SimpleNamespace:
    """One of each thing that an address of piloting speaks of."""
    held = term()
    mandate = start_mandate(actor=None, body=held.seat.body)
    change_mandate(actor=None, mandate=mandate, text={"en": "Lead."}, tasks={}, parties=["The Minister"])
    return SimpleNamespace(seat=held.seat, term=held, party=mandate.parties.get())
