"""What the criteria of the enabling condition ask of piloting: bodies with agreed mandates, seats held, actions."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.chain.queries import in_language
from beffroi.web.piloting.models.bodies import Function
from beffroi.web.piloting.queries.bodies import BodyView, bodies_of
from beffroi.web.piloting.states import MandateState
from beffroi.web.strategy.enabling import Asked, Point, Proof, asks

STANDS = {MandateState.FINAL, MandateState.AGREED}
ENOUGH_SIDES = 3


def _bodies(asked: Asked, *functions: str) -> list[BodyView]:
    """The bodies of some functions that work today; read once for all criteria."""
    if "bodies" not in asked.known:
        asked.known["bodies"] = bodies_of(asked.user, asked.place.strategy)
    today = timezone.localdate()
    return [
        one for one in asked.known["bodies"]
        if one.body.function in functions and (one.body.ended_on is None or one.body.ended_on >= today)
    ]  # fmt: skip


def _proofs(asked: Asked, views: Iterable[BodyView]) -> tuple[Proof, ...]:
    slug = asked.place.strategy.slug
    return tuple(
        Proof(in_language(one.body.name), reverse("piloting:body", kwargs={"slug": slug, "code": one.body.code}))
        for one in views
    )


def _home(asked: Asked) -> str:
    return reverse("piloting:home", kwargs={"slug": asked.place.strategy.slug})


@asks(2)
def management(asked: Asked) -> Iterable[Point]:
    """A body that pilots, with a mandate that stands and people in its seats."""
    found = _bodies(asked, Function.PILOTING) if asked.is_inside else []
    mandated = [one for one in found if one.mandate and one.mandate.state in STANDS]
    points = (
        (_("A body pilots the strategy"), found, _("Enter a body")),
        (_("Its mandate is final or agreed"), mandated, _("Make a mandate final")),
        (_("People hold its seats"), [one for one in found if one.filled], _("Fill the seats")),
    )
    for what, views, step in points:
        yield Point(what, _proofs(asked, views), _home(asked), step, closed=not asked.is_inside)


@asks(3)
def measuring(asked: Asked) -> Iterable[Point]:
    """A unit for monitoring and evaluation, and an evaluator from outside."""
    points = (
        (_("A body monitors and evaluates, apart from piloting"), Function.MONITORING_EVALUATION),
        (_("An external evaluator is named"), Function.EVALUATION),
    )
    for what, function in points:
        views = _bodies(asked, function) if asked.is_inside else []
        yield Point(what, _proofs(asked, views), _home(asked), _("Enter a body"), closed=not asked.is_inside)


@asks(4)
def sides(asked: Asked) -> Iterable[Point]:
    """Bodies in which several sides of the innovation system sit together."""
    views = _bodies(asked, Function.PILOTING) if asked.is_inside else []
    mixed = [one for one in views if len({held.seat.helix for held in one.sittings if held.term}) >= ENOUGH_SIDES]
    said = _("At least three sides of the innovation system sit together in a body")
    yield Point(said, _proofs(asked, mixed), _home(asked), _("Fill the seats"), closed=not asked.is_inside)


@asks(5)
def carried_out(asked: Asked) -> Iterable[Point]:
    """Interventions that actions carry out."""
    graph = asked.graph
    found = [one for one in graph.of_kind("intervention") if graph.down(one.item, "carried_out_by")]
    url = reverse("piloting:roadmap", kwargs={"slug": asked.place.strategy.slug})
    said = _("Actions of the roadmap carry out interventions")
    yield Point(said, asked.proofs(found), url, _("Enter actions in the roadmap"), closed=not asked.is_inside)
