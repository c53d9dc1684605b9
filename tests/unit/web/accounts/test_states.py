"""Role × state × action: who may do what with an object in each of its states, and what the action answers.

One line an action and a state: who may (everybody else is refused), and how it ends for those who may.
`done` changes something, `again` changes nothing, `says why` refuses in a sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.accounts import actions
from beffroi.web.accounts.actions.tokens import revoke_token
from beffroi.web.accounts.models import ApiToken, ClusterMembership, Invitation, Organisation, Representation
from beffroi.web.accounts.permissions import forget
from beffroi.web.accounts.queries import tokens, visible_to
from beffroi.web.accounts.queries.people import token_digest

pytestmark = pytest.mark.django_db

WHO = (
    "anonymous",
    "person",  # signed in, no role
    "owner",  # who asked, who was invited, whose token it is
    "lead",  # leads the organisation
    "delegate",  # acts for it, without leading it
    "other_lead",  # leads another organisation
    "manager",  # of the cluster
    "other_manager",  # of another cluster
    "administrator",
)
YESTERDAY = timedelta(days=1)
LEADS = "lead administrator"
MANAGES = "manager"
PEOPLE = " ".join(WHO[1:])


@dataclass(frozen=True)
class Line:
    """An action on an object in a state: who may, and how it ends for them."""

    action: str
    state: str
    who: str
    ends: str


TABLE = [
    # Acting for an organisation
    Line("confirm", "requested", LEADS, "done"),
    Line("confirm", "confirmed", LEADS, "again"),
    Line("confirm", "refused", LEADS, "says why"),
    Line("confirm", "ended", LEADS, "again"),
    Line("confirm", "withdrawn", LEADS, "says why"),
    Line("refuse", "requested", LEADS, "done"),
    Line("refuse", "confirmed", LEADS, "says why"),
    Line("refuse", "refused", LEADS, "again"),
    Line("refuse", "withdrawn", LEADS, "says why"),
    Line("end", "requested", "owner lead administrator", "done"),
    Line("end", "confirmed", "owner lead administrator", "done"),
    Line("end", "ended", "owner lead administrator", "again"),
    Line("end", "refused", "owner lead administrator", "again"),
    Line("end", "withdrawn", "owner lead administrator", "again"),
    # An organisation
    Line("change organisation", "current", LEADS, "done"),
    Line("change organisation", "merged", "", ""),
    Line("ask to act", "current", PEOPLE, "done or again"),
    Line("ask to act", "merged", "", ""),
    Line("merge", "current", "administrator", "done"),
    Line("merge", "merged", "administrator", "says why"),
    # Membership of a cluster
    Line("verify", "unverified", MANAGES, "done"),
    Line("verify", "verified", MANAGES, "again"),
    Line("verify", "past", MANAGES, "again"),
    Line("renew", "verified", MANAGES, "says why"),
    Line("renew", "past", MANAGES, "done"),
    Line("end membership", "unverified", MANAGES, "done"),
    Line("end membership", "verified", MANAGES, "done"),
    Line("end membership", "past", MANAGES, "again"),
    # Invitations
    Line("take back", "open", "administrator", "done"),
    Line("take back", "expired", "administrator", "done"),
    Line("take back", "accepted", "administrator", "says why"),
    Line("take back", "revoked", "administrator", "again"),
    Line("send again", "open", "administrator", "done"),
    Line("send again", "expired", "administrator", "done"),
    Line("send again", "accepted", "administrator", "says why"),
    Line("send again", "revoked", "administrator", "says why"),
    # Tokens of the API
    Line("revoke token", "good", "owner", "done"),
    Line("revoke token", "expired token", "owner", "done"),
    Line("revoke token", "revoked token", "owner", "again"),
]


@pytest.fixture
def people() -> dict[str, Any]:
    """One person a part."""
    return {
        "anonymous": AnonymousUser(),
        "person": cast.person(),
        "owner": cast.person("Olivia"),
        "lead": cast.representative(name="Lea"),
        "delegate": cast.representative(name="Delphine", mandate="delegate"),
        "other_lead": cast.representative(cast.organisation("Other"), "Stéphane"),
        "manager": cast.cluster_manager(),
        "other_manager": cast.cluster_manager("Other manager", of=cast.cluster("BioWin")),
        "administrator": cast.administrator(),
    }


def representation(people: dict[str, Any], state: str) -> Representation:
    """Olivia's, with a delegate's mandate."""
    ended = state == "ended"
    return Representation.objects.create(
        person=people["owner"],
        organisation=cast.organisation(),
        state="confirmed" if ended else state,
        starts=cast.LONG_AGO,
        ends=timezone.localdate() - YESTERDAY if ended else None,
    )


def organisation(_people: dict[str, Any], state: str) -> Organisation:
    """The one that Lea leads; when merged, into another."""
    found = cast.organisation()
    if state == "merged":
        Organisation.objects.filter(pk=found.pk).update(merged_into=cast.organisation("Kept"))
    found.refresh_from_db()
    return found


def membership(_people: dict[str, Any], state: str) -> ClusterMembership:
    """Of Lea's organisation in GreenWin."""
    ends: date | None = timezone.localdate() - YESTERDAY if state == "past" else None
    return cast.member(verified=state != "unverified", ends=ends)


def invitation(people: dict[str, Any], state: str) -> Invitation:
    """To Olivia, to manage GreenWin."""
    now = timezone.now()
    fields: dict[str, Any] = {
        "open": {},
        "expired": {"expires_at": now - YESTERDAY},
        "accepted": {"accepted_at": now, "accepted_by": people["owner"]},
        "revoked": {"revoked_at": now},
    }[state]
    grant = people["manager"].grants.get()
    return Invitation.objects.create(
        **{
            "email": people["owner"].email,
            "email_digest": "x",
            "role": "cluster_manager",
            "scope_type": grant.scope_type,
            "scope_id": grant.scope_id,
            "token_hash": "x",
            "invited_by": people["administrator"],
            "starts": cast.LONG_AGO,
            "expires_at": now + YESTERDAY,
        }
        | fields
    )


def token(people: dict[str, Any], state: str) -> ApiToken:
    """Olivia's."""
    expired = timezone.localdate() - YESTERDAY
    return ApiToken.objects.create(
        person=people["owner"],
        name="mine",
        digest=token_digest("secret"),
        expires_on=expired if state.startswith("expired") else timezone.localdate(),
        revoked_at=timezone.now() if state.startswith("revoked") else None,
    )


Doing = tuple[Callable[[dict[str, Any], str], Any], Callable[[Any, Any], object]]
ACTIONS: dict[str, Doing] = {
    "confirm": (
        representation,
        lambda who, of: actions.decide_representation(actor=who, representation=of, confirmed=True),
    ),
    "refuse": (
        representation,
        lambda who, of: actions.decide_representation(actor=who, representation=of, confirmed=False),
    ),
    "end": (representation, lambda who, of: actions.end_representation(actor=who, representation=of)),
    "change organisation": (
        organisation,
        lambda who, of: actions.change_organisation(actor=who, organisation=of, details={"legal_name": "New"}),
    ),
    "ask to act": (
        organisation,
        lambda who, of: actions.request_representation(actor=who, organisation=of, mandate="delegate"),
    ),
    "merge": (
        organisation,
        lambda who, of: actions.merge_organisations(actor=who, kept=cast.organisation("Third"), duplicate=of),
    ),
    "verify": (membership, lambda who, of: actions.verify_membership(actor=who, membership=of, evidence="Seen")),
    "renew": (
        membership,
        lambda who, of: actions.renew_membership(actor=who, membership=of, ends=timezone.localdate() + 9 * YESTERDAY),
    ),
    "end membership": (membership, lambda who, of: actions.end_membership(actor=who, membership=of)),
    "take back": (invitation, lambda who, of: actions.revoke_invitation(actor=who, invitation=of)),
    "send again": (invitation, lambda who, of: actions.send_again(actor=who, invitation=of)),
    "revoke token": (token, lambda who, of: revoke_token(actor=who, token=of)),
}


def stored(of: Any) -> dict[str, Any]:
    """The row as it stands, and for an organisation how many act for it."""
    row = dict(type(of).objects.filter(pk=of.pk).values().get())
    return row | ({"acting": of.representations.count()} if isinstance(of, Organisation) else {})


def outcome(do: Callable[[Any, Any], object], who: Any, of: Any) -> str:
    """How an action ends for somebody; what it did is undone, so that the next finds the same state."""
    before = stored(of)
    if who.is_authenticated:
        forget(who)
    try:
        with transaction.atomic():
            do(who, of)
            ended = "again" if stored(of) == before else "done"
            transaction.set_rollback(True)
    except PermissionDenied:
        return "refused"
    except ValidationError as error:
        assert all(message.endswith(".") for message in error.messages), "a sentence"
        ended = "says why"
    assert stored(of) == before
    return ended


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line.action}, {line.state}")
def test_an_action_ends_as_the_table_says_for_everybody(people: dict[str, Any], line: Line) -> None:
    make, do = ACTIONS[line.action]
    of = make(people, line.state)
    wrong = {}
    for name in WHO:
        ended = outcome(do, people[name], of)
        wanted = line.ends if name in line.who.split() else "refused"
        if ended not in wanted.split(" or ") and ended != wanted:
            wrong[name] = f"{ended}, not {wanted}"
    assert wrong == {}


@pytest.mark.parametrize(
    ("state", "who"),
    [
        ("requested", "owner lead delegate administrator"),
        ("confirmed", "owner lead delegate administrator"),
        ("ended", "owner lead delegate administrator"),
    ],
)
def test_a_representation_is_seen_by_its_person_and_its_organisation(
    people: dict[str, Any], state: str, who: str
) -> None:
    of = representation(people, state)
    assert [name for name in WHO if visible_to(people[name], Representation).filter(pk=of.pk).exists()] == who.split()


def test_who_acts_no_longer_or_not_yet_may_do_nothing_in_its_name(people: dict[str, Any]) -> None:
    for state in ("requested", "ended", "withdrawn", "refused"):
        of = representation(people, state)
        Representation.objects.filter(pk=of.pk).update(mandate="lead")
        assert outcome(ACTIONS["change organisation"][1], people["owner"], cast.organisation()) == "refused", state
        of.delete()


@pytest.mark.parametrize(
    ("state", "opens"), [("open", True), ("expired", False), ("accepted", False), ("revoked", False)]
)
def test_only_an_open_invitation_is_accepted_and_only_by_its_address(
    people: dict[str, Any], state: str, opens: bool
) -> None:
    of = invitation(people, state)

    def accept(who: Any, of: Any) -> object:
        return actions.accept_invitation(actor=who, invitation=of)

    ends = {name: outcome(accept, people[name], of) for name in WHO if name != "anonymous"}
    once_more = "again" if state == "accepted" else "says why"
    assert ends.pop("owner") == ("done" if opens else once_more)
    assert set(ends.values()) == {"says why"}


@pytest.mark.parametrize(("state", "opens"), [("good", True), ("expired token", False), ("revoked token", False)])
def test_only_a_good_token_opens_and_only_its_person_sees_it(people: dict[str, Any], state: str, opens: bool) -> None:
    of = token(people, state)
    if opens:
        assert tokens.good_token("secret").person == people["owner"]
    else:
        with pytest.raises(tokens.NoGoodToken):
            tokens.good_token("secret")
    assert [name for name in WHO if visible_to(people[name], ApiToken).filter(pk=of.pk).exists()] == ["owner"]


def test_every_state_of_a_representation_and_an_invitation_is_in_the_table() -> None:
    states = {line.state for line in TABLE}
    assert set(Representation.State.values) <= states
    assert {"open", "expired", "accepted", "revoked", "current", "merged", "verified", "unverified", "past"} <= states
