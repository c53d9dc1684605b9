"""What waits in the text of a strategy, and how it stands: requests, evidence to look at, gaps, the open draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.chain.completeness import Gap
from beffroi.web.chain.permissions import reads_space
from beffroi.web.chain.queries import GraphNode, in_language, kept_graph, reads_of_kept_graph
from beffroi.web.core.permissions import allows
from beffroi.web.core.together import read
from beffroi.web.core.waiting import Asked, Signal, Wait, most, reads, stands, waits
from beffroi.web.strategy.models import ChangeRequest, Version
from beffroi.web.strategy.queries import versions_at_work, versions_to_read
from beffroi.web.strategy.queries.elements import Place, gaps, place_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN = 5
REVIEW = "to_be_reviewed"


@dataclass(frozen=True)
class Text:
    """The version in force and the draft, as far as the person reads them; `place` is the one that is worked on."""

    in_force: Version | None
    draft: Version | None
    place: Place | None


def text_of(asked: Asked) -> Text:
    """What a strategy says, read once."""
    return asked.once("strategy.text", lambda: _text(asked))


def _text(asked: Asked) -> Text:
    known = {version.status: version for version in read(versions_to_read(asked.user, asked.of))}
    in_force, draft = known.get(Version.Status.PUBLISHED), known.get(Version.Status.DRAFT)
    version = draft or in_force
    if version is None:
        return Text(None, None, None)
    spaces = [version.space, *([asked.of.living] if asked.of.living else [])]
    readable = tuple(space for space in spaces if reads_space(asked.user, space))
    return Text(in_force, draft, Place(asked.of, version, readable, version.status == Version.Status.DRAFT))


@reads()
def first(asked: Asked) -> "Iterable[QuerySet[Any, Any]]":
    """The versions, and the requests that are open."""
    return (versions_to_read(asked.user, asked.of), versions_at_work(asked.of), _open(asked))


@reads(then=True)
def graph(asked: Asked) -> "Iterable[QuerySet[Any, Any]]":
    """The elements and links of the version that is worked on, and of what the person reads otherwise."""
    place, other = text_of(asked).place, place_for(asked.user, asked.of)
    return [one for each in (place, other) if each for one in reads_of_kept_graph(each.spaces)]


def leads(asked: Asked) -> bool:
    """Whether the person writes the strategy."""
    return allows(asked.user, "strategy.change_strategy", asked.of)


def _missing(place: Place) -> list[Gap]:
    return [gap for gap in gaps(place) if gap.code != REVIEW]


def _to_review(place: Place) -> list[GraphNode]:
    return [node for node in kept_graph(place.spaces).nodes.values() if node.needs_review]


def _named(node: GraphNode) -> str:
    return f"{node.code} {in_language(dict(node.title))}".strip()


def _open(asked: Asked) -> "QuerySet[ChangeRequest]":
    found = ChangeRequest.objects.filter(strategy=asked.of, state=ChangeRequest.State.OPEN).select_related("author")
    return (found if leads(asked) else found.filter(author=asked.user)).order_by("at", "pk")


@waits
def requests(asked: Asked) -> Iterable[Wait]:
    """Requests that wait for a decision: for those who decide all, for others their own."""
    decides = leads(asked)
    place = text_of(asked).place
    nodes = kept_graph(place.spaces).nodes if place else {}
    shown, rest = most(read(_open(asked)), SHOWN)
    for one in shown:
        title = _named(nodes[one.item_id]) if one.item_id in nodes else one.text[:80]
        yield Wait(
            _("Request"), _("Change asked for: %(title)s") % {"title": title}, _request(asked, one),
            _("Read and decide") if decides else _("See the request"), note=one.text[:160],
            since=timezone.localdate(one.at), others=str(one.author) if decides else "",
            whose="" if decides else _("the co-managers"),
        )  # fmt: skip
    if rest:
        said = ngettext("One more request is open", "%(many)s more requests are open", len(rest)) % {"many": len(rest)}
        yield Wait(_("Request"), said, _request(asked, rest[0]), _("See the next one"), urgency="low")


def _request(asked: Asked, one: ChangeRequest) -> str:
    return reverse("strategy:request", kwargs={"slug": asked.of.slug, "pk": one.pk})


@waits
def reviews(asked: Asked) -> Iterable[Wait]:
    """Elements that rest on evidence which was revised."""
    place = text_of(asked).place
    if place is None or not leads(asked):
        return
    shown, rest = most(_to_review(place), SHOWN)
    note = _("The evidence that it rests on was revised; say whether it still holds.")
    for node in shown:
        yield Wait(_("Evidence"), _named(node), place.page_of(node.kind, node.key), _("Look at it again"), note=note)
    if rest:
        many = {"many": len(rest)}
        said = ngettext("One more element is to be reviewed", "%(many)s more elements are to be reviewed", len(rest))
        yield Wait(_("Evidence"), said % many, place.address("check"), _("See all"), urgency="low")


@waits
def text_itself(asked: Asked) -> Iterable[Wait]:
    """What is missing in the text, and a draft that nobody published yet."""
    held = text_of(asked)
    if held.place is None or not leads(asked):
        return
    if missing := len(_missing(held.place)):
        said = ngettext(
            "One thing is missing in version %(number)s", "%(many)s things are missing in version %(number)s", missing
        )
        yield Wait(
            _("Strategy"), said % {"many": missing, "number": held.place.version.number}, held.place.address("check"),
            _("See what is missing"), urgency="low",
        )  # fmt: skip
    if held.draft is not None:
        said = _("Version %(number)s is a draft") % {"number": held.draft.number}
        url = reverse("strategy:versions", kwargs={"slug": asked.of.slug})
        yield Wait(_("Strategy"), said, url, _("See the versions"), note=_in_force_words(held), urgency="low")


def _in_force_words(held: Text) -> str:
    if held.in_force is None or held.in_force.published_at is None:
        return _("No version is in force yet.")
    day = date_format(timezone.localdate(held.in_force.published_at), "j F Y")
    return _("Version %(number)s has been in force since %(day)s.") % {"number": held.in_force.number, "day": day}


@stands
def text(asked: Asked) -> Iterable[Signal]:
    """Whether the text is whole and in force."""
    held = text_of(asked)
    if held.place is None:
        return
    missing, number = len(_missing(held.place)), held.place.version.number
    whole = _("Nothing is missing in version %(number)s.") % {"number": number}
    said = ngettext("One thing is missing in version %(number)s.", "%(many)s things are missing in version %(number)s.",
                    missing) % {"many": missing, "number": number}  # fmt: skip
    sentence = f"{_in_force_words(held)} {said if missing else whole}"
    is_sound = not missing and held.in_force is not None
    yield Signal(_("Strategy"), "ok" if is_sound else "watch", sentence, held.place.address("check"), missing)


@stands
def evidence(asked: Asked) -> Iterable[Signal]:
    """Whether what the strategy rests on still stands."""
    place = text_of(asked).place
    if place is None:
        return
    resting = sum(node.evidence for node in kept_graph(place.spaces).nodes.values())
    many = len(_to_review(place))
    said = ngettext(
        "One element rests on evidence that was revised.", "%(many)s elements rest on evidence that was revised.", many
    )
    if not resting:
        yield Signal(_("Evidence"), "none", _("No evidence is entered yet."), place.address("check"))
    elif many:
        yield Signal(_("Evidence"), "watch", said % {"many": many}, place.address("check"), many)
    else:
        said = ngettext("The one piece of evidence stands.", "All %(many)s pieces of evidence stand.", resting)
        yield Signal(_("Evidence"), "ok", said % {"many": resting}, place.address("check"))
