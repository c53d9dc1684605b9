"""What the criteria of the enabling condition ask of a strategy itself: analysis, consultations, measures."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from beffroi.web.strategy.enabling import Asked, Point, Proof, asks
from beffroi.web.strategy.kinds import HELICES
from beffroi.web.strategy.queries.context import reached_of


@asks(1)
def analysis(asked: Asked) -> Iterable[Point]:
    """Challenges that rest on evidence which is up to date, and the technological side of the context."""
    graph, place = asked.graph, asked.place
    challenges = list(graph.of_kind("challenge"))
    resting = [one for one in challenges if one.evidence or graph.up(one.item, "grounds", "heard_in")]
    new = place.address("element_new").partition("?")[0]
    yield Point(_("Challenges are named"), asked.proofs(challenges), f"{new}?kind=challenge", _("Name a challenge"))
    yield Point(
        _("Every challenge rests on evidence"), asked.proofs(resting) if len(resting) == len(challenges) else (),
        place.address("check"), _("See which challenges lack evidence"),
    )  # fmt: skip
    factors = list(graph.of_kind("factor"))
    revised = [one for one in (*factors, *challenges) if one.needs_review]
    current = [one for one in (*factors, *challenges) if one.evidence and not one.needs_review]
    yield Point(
        _("The evidence is up to date: nothing rests on a revised figure"), () if revised else asked.proofs(current),
        place.address("check"), _("Look at what rests on revised figures"),
    )  # fmt: skip
    technology = [one for one in factors if one.details.get("heading") == "technological"]
    yield Point(
        _("The context names technological factors, digitalisation among them"), asked.proofs(technology),
        f"{new}?kind=factor&board=pest&heading=technological", _("Add a technological factor"),
    )  # fmt: skip


@asks(3)
def tools(asked: Asked) -> Iterable[Point]:
    """Indicators, or other tools that an author names."""
    indicators = asked.proofs(asked.graph.of_kind("indicator"))
    said = _("Tools measure how far the objectives are reached")
    yield _by_hand(asked, 3, said, _("Name the tools that measure performance"), indicators)


@asks(4)
def cooperation(asked: Asked) -> Iterable[Point]:
    """Consultations of all helices, and a text on which everybody may speak."""
    held = list(asked.graph.of_kind("consultation"))
    reached = reached_of(one.details for one in held)
    place = asked.place
    context = f"{place.address('context')}#consultations"
    yield Point(_("Consultations were held"), asked.proofs(held), context, _("Enter a consultation"))
    yield Point(
        _("They reached industry, education and research, government and civil society"),
        asked.proofs(held) if all(reached[name] for name in HELICES) else (), context, _("Say who was reached"),
    )  # fmt: skip
    is_open = place.version.status == "published" or place.version.based_on_id is not None
    published = (Proof(str(place.strategy), place.address("overview")),) if is_open else ()
    yield Point(
        _("The strategy is published, open to comments and requests for a change"), published,
        place.address("versions"), _("Publish the version"),
    )  # fmt: skip
    heard = [one for one in asked.graph.of_kind("factor", "challenge") if asked.graph.up(one.item, "heard_in")]
    yield Point(
        _("What was heard is in the analysis"), asked.proofs(heard), context, _("Link what was heard in a consultation")
    )


@asks(5)
def systems(asked: Asked) -> Iterable[Point]:
    """Interventions that serve objectives."""
    serving = [one for one in asked.graph.of_kind("intervention") if asked.graph.up(one.item, "served_by")]
    yield Point(
        _("Interventions serve the objectives"), asked.proofs(serving), asked.place.address("logic"),
        _("Link interventions to objectives"),
    )  # fmt: skip


@asks(6)
def transition(asked: Asked) -> Iterable[Point]:
    """The problem tree, and measures that an author names."""
    causes = [one for one in asked.graph.of_kind("driver") if asked.graph.down(one.item, "causes")]
    yield Point(
        _("The problem tree says what holds the transition up"), asked.proofs(causes), asked.place.address("logic"),
        _("Enter drivers of the challenges"),
    )  # fmt: skip
    said = _("Actions support the industrial transition")
    yield _by_hand(asked, 6, said, _("Name the actions that support the transition"))


@asks(7)
def abroad(asked: Asked) -> Iterable[Point]:
    """Priority areas, and measures of cooperation that an author names."""
    areas = list(asked.graph.of_kind("priority_area"))
    new = asked.place.address("element_new").partition("?")[0]
    yield Point(
        _("Priority areas are named"), asked.proofs(areas), f"{new}?kind=priority_area", _("Name a priority area")
    )
    said = _("Measures join partners outside the Member State in these areas")
    yield _by_hand(asked, 7, said, _("Name the measures of cooperation"))


def _by_hand(asked: Asked, number: int, what: str, step: str, proofs: tuple[Proof, ...] = ()) -> Point:
    """A point that no rule can see: an author names the elements that fulfil it."""
    url = asked.place.address("proof_name", number=number).partition("?")[0]
    return Point(what, (*proofs, *asked.named.get(number, ())), url, step)
