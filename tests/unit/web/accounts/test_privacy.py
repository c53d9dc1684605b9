"""What refers to a person is exported, erased, or stays under their key: the table names every relation."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.accounts import actions, personal_data
from beffroi.web.accounts.actions.tokens import make_token
from beffroi.web.accounts.demo import load_demo_people
from beffroi.web.accounts.models import (
    ApiToken,
    ClusterMembership,
    Invitation,
    MembershipTier,
    Person,
    Representation,
    RoleGrant,
)
from beffroi.web.core.models import AuditEntry, Job, Notification, NotificationChoice
from beffroi.web.core.worker import CHORES, Worker

pytestmark = pytest.mark.django_db

DECISION = "a decision stays; it names who took it by their key"
EVIDENCE = "others cite it; its author stands under their key"
WORK = "part of a strategy that others rest on; its author stands under their key"
VOICE = "part of a public discussion; its author stands under their key"
BOOKS = "accounts are kept as the law asks; who wrote them stands under their key"
OFFICE = "who held an office stays on record; the name goes with the person"
# model and field → the part of the export that holds it (or none), the eraser that sees to it, and what becomes of it.
TABLE: dict[tuple[str, str], tuple[str, str, str]] = {
    ("account.emailaddress", "user"): ("addresses", "sign_in", "erased"),
    ("mfa.authenticator", "user"): ("second_factors", "sign_in", "erased"),
    ("usersessions.usersession", "user"): ("sessions", "sign_in", "erased"),
    ("socialaccount.socialaccount", "user"): ("other_sign_ins", "sign_in", "erased"),
    ("accounts.apitoken", "person"): ("tokens", "tokens", "erased"),
    ("accounts.rolegrant", "person"): ("roles", "roles", "revoked, and stays: what was done with it must be explained"),
    ("accounts.rolegrant", "granted_by"): ("", "", DECISION),
    ("accounts.representation", "person"): ("representations", "representations", "withdrawn, and stays"),
    ("accounts.representation", "decided_by"): ("", "", DECISION),
    ("accounts.invitation", "accepted_by"): ("invitations", "invitations", "stays without the address"),
    ("accounts.invitation", "invited_by"): ("", "", "names somebody else; its address goes with them or in time"),
    ("accounts.clustermembership", "verified_by"): ("", "", DECISION),
    ("accounts.organisationmerge", "merged_by"): ("", "", DECISION),
    ("core.notification", "person"): ("notices", "core", "erased"),
    ("core.notificationchoice", "person"): ("notice_choices", "core", "erased"),
    ("core.job", "person"): ("background_work", "core", "erased"),
    ("core.storedfile", "uploaded_by"): ("uploads", "core", "stays with what it belongs to, without the sender"),
    ("observatory.pin", "pinned_by"): ("pins", "", EVIDENCE),
    ("observatory.pin", "withdrawn_by"): ("", "", DECISION),
    ("observatory.indexrun", "run_by"): ("", "", "an official run stays; it names who asked by their key"),
    ("observatory.ownseries", "owner"): ("own_series", "", EVIDENCE),
    ("observatory.ownseries", "withdrawn_by"): ("", "", DECISION),
    ("observatory.seriesvintage", "made_by"): ("", "", "part of a series, which is exported with its owner"),
    ("observatory.seriesupload", "person"): ("series_uploads", "series_uploads", "erased, unless it became a vintage"),
    ("chain.node", "created_by"): ("", "", WORK),
    ("chain.evidence", "added_by"): ("", "", WORK),
    ("strategy.version", "published_by"): ("", "", DECISION),
    ("strategy.setaside", "decided_by"): ("", "", DECISION),
    ("strategy.namedproof", "named_by"): ("", "", WORK),
    ("strategy.comment", "author"): ("comments_on_strategies", "voices_on_strategies", VOICE),
    ("strategy.changerequest", "author"): ("change_requests", "voices_on_strategies", VOICE),
    ("strategy.changerequest", "decided_by"): ("", "", DECISION),
    ("piloting.term", "person"): ("seats in bodies", "", OFFICE),
    ("piloting.attendance", "person"): ("attendance at meetings", "", OFFICE),
    ("piloting.calendarfeed", "person"): ("calendar address", "calendar address", "erased"),
    ("piloting.mandate", "created_by"): ("", "", WORK),
    ("piloting.addendum", "added_by"): ("", "", WORK),
    ("piloting.meeting", "approved_by"): ("", "", DECISION),
    ("piloting.replanning", "by"): ("", "", DECISION),
    ("piloting.riskrating", "rated_by"): ("", "", DECISION),
    ("piloting.flowrecord", "noted_by"): ("", "", WORK),
    ("piloting.ledgerentry", "entered_by"): ("", "", WORK),
    ("piloting.periodclosing", "closed_by"): ("", "", DECISION),
    ("piloting.deliverable", "delivered_by"): ("", "", WORK),
    ("services.booking", "booked_by"): (
        "bookings of services",
        "addresses of bookings",
        "the address goes, the booking stays",
    ),
    ("services.waitlistentry", "booked_by"): (
        "places on waiting lists",
        "addresses of bookings",
        "the address goes, the entry stays",
    ),
    ("services.pricerule", "made_by"): ("", "", DECISION),
    ("services.pilot", "started_by"): ("", "", WORK),
    ("services.appraisal", "made_by"): ("", "", WORK),
    ("services.aidgrant", "entered_by"): ("", "", WORK),
    ("services.pilotstep", "person"): ("steps of pilots", "steps of pilots", "nobody carries the open ones"),
    ("billing.invoice", "made_by"): ("", "", BOOKS),
    ("billing.posting", "made_by"): ("", "", BOOKS),
    ("billing.bankfile", "read_by"): ("", "", BOOKS),
    ("monitoring.beneficiaryfile", "imported_by"): ("", "", WORK),
    ("monitoring.commitment", "ended_by"): ("", "", DECISION),
    ("monitoring.monitoringreport", "prepared_by"): ("", "", WORK),
    ("monitoring.issuedreport", "issued_by"): ("", "", DECISION),
    ("monitoring.measurement", "entered_by"): ("", "", WORK),
    ("monitoring.alert", "owner"): ("alerts looked after", "alerts looked after", "nobody looks after the open ones"),
    ("monitoring.assumptionlook", "by"): ("", "", DECISION),
    ("monitoring.finding", "written_by"): ("", "", WORK),
    ("monitoring.mitigation", "proposed_by"): ("", "", WORK),
    ("monitoring.mitigation", "decided_by"): ("", "", DECISION),
    ("monitoring.mitigation", "effect_by"): ("", "", DECISION),
    ("monitoring.datarequest", "delegate"): ("requests to report", "requests to report", "stays under their key"),
    ("monitoring.entry", "written_by"): ("values reported", "", WORK),
    ("monitoring.entry", "reported_by"): ("values reported", "", WORK),
    ("monitoring.entry", "decided_by"): ("values reported", "", DECISION),
}
REGISTER = Path(__file__).resolve().parents[4] / "docs" / "reference" / "processing.md"
BESIDE_RELATIONS = {
    "accounts.person", "core.auditentry", "core.letter", "monitoring.beneficiaryrow", "services.surveyinvitation"
}  # fmt: skip
"""What the register names beyond the table: the person's own row, the audit, which holds keys only, and letters, which
go to addresses, as invitations to surveys do."""
NOT_BY_RELATION = {"account", "invitations to surveys"}
"""Parts of the export that are of the person's own row, or found by their address."""


def relations() -> set[tuple[str, str]]:
    """Every model and field that refers to a person, in whatever slice or library."""
    return {
        (relation.related_model._meta.label_lower, relation.field.name)
        for relation in Person._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
    }


def test_every_relation_to_a_person_is_in_the_table() -> None:
    assert relations() - TABLE.keys() == set(), "say here how it is exported and erased, or why it stays"
    assert TABLE.keys() - relations() == set(), "no such relation"


def test_the_register_of_processing_names_where_everything_is_kept() -> None:
    named = set(re.findall(r"`([a-z]+\.[a-z]+)`", REGISTER.read_text(encoding="utf-8")))
    assert named == {label for label, _field in TABLE} | BESIDE_RELATIONS


def test_what_the_table_names_is_registered_and_nothing_is_registered_without_a_line() -> None:
    exported = {part for part, _eraser, _fate in TABLE.values() if part}
    assert exported | NOT_BY_RELATION == personal_data.EXPORTERS.keys()
    assert {eraser for _part, eraser, _fate in TABLE.values() if eraser} | (
        NOT_BY_RELATION - {"account"}
    ) == personal_data.ERASERS.keys()
    for line, (part, eraser, fate) in TABLE.items():
        assert part or eraser or len(fate) > 20, f"{line} needs a reason"


def everything_about(paul: Person) -> None:
    """Rows of the kinds that an erasure must take or change."""
    ApiToken.objects.create(person=paul, name="mine", digest="secret-digest", expires_on=timezone.localdate())
    Notification.objects.create(person=paul, kind="x", texts={}, idempotency_key=str(paul.pk))
    NotificationChoice.objects.create(person=paul, kind="x", way="site")
    Job.objects.create(person=paul, kind="x")
    RoleGrant.objects.create(person=paul, role="reader", starts=cast.LONG_AGO)
    cast.representative(name=paul.name)
    Invitation.objects.create(
        email=paul.email,
        email_digest="x",
        role="reader",
        token_hash=str(paul.pk),
        invited_by=cast.administrator_on_hand(),
        accepted_by=paul,
        accepted_at=timezone.now(),
        starts=cast.LONG_AGO,
        expires_at=timezone.now() + timedelta(days=1),
    )


def test_what_the_table_calls_erased_is_gone_and_what_stays_names_nobody() -> None:
    paul = cast.person()
    everything_about(paul)
    before = AuditEntry.objects.count()
    actions.erase(actor=paul, person=paul)
    gone = {(label, field) for (label, field), (_part, _eraser, fate) in TABLE.items() if fate == "erased"}
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            line = (relation.related_model._meta.label_lower, relation.field.name)
            rows = relation.related_model._default_manager.filter(**{relation.field.name: paul})
            assert not (line in gone and rows.exists()), line
    assert not RoleGrant.objects.filter(person=paul, revoked_at=None).exists()
    assert paul.representations.get().state == "withdrawn"
    assert Invitation.objects.get(accepted_by=paul).email == ""
    left = list(AuditEntry.objects.order_by("pk")[before:].values_list("of", "verb"))
    for expected in (
        ("accounts.apitoken", "removed"),
        ("accounts.rolegrant", "revoked"),
        ("accounts.representation", "withdrew"),
        ("accounts.invitation", "erased"),
        ("accounts.person", "erased records"),
        ("accounts.person", "erased"),
    ):
        assert expected in left


def test_the_copy_holds_a_token_without_its_digest() -> None:
    paul = cast.person()
    everything_about(paul)
    rows = personal_data.EXPORTERS["tokens"](paul)
    assert [row["name"] for row in rows] == ["mine"] and "secret-digest" not in str(rows)


def test_the_audit_holds_no_digest_of_a_token() -> None:
    make_token(actor=cast.person(), name="mine", expires_on=timezone.localdate())
    entry = AuditEntry.objects.get(of="accounts.apitoken")
    assert entry.after["name"] == "mine"
    assert ApiToken.objects.get().digest not in str(entry.after)


def test_a_worker_forgets_every_day_what_is_old(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert CHORES["forget what is old"][0] == timedelta(days=1)
    paul = cast.person()
    settings.RETENTION_DAYS = 30
    for days in (29, 31):
        Notification.objects.create(
            person=paul,
            kind="x",
            texts={},
            idempotency_key=f"{days}",
            read_at=timezone.now() - timedelta(days=days),
        )
    monkeypatch.setattr("beffroi.web.core.worker.CHORES", {"forget what is old": CHORES["forget what is old"]})
    worker = Worker()
    worker.do_chores()
    assert [one.idempotency_key for one in Notification.objects.all()] == ["29"]
    Notification.objects.update(read_at=timezone.now() - timedelta(days=31))
    worker.do_chores()
    assert Notification.objects.exists(), "not again on the same day"


def test_an_account_that_was_never_confirmed_goes_and_leaves_a_row() -> None:
    never = cast.person("Never")
    EmailAddress.objects.filter(user=never).update(verified=False)
    Person.objects.update(joined_at=timezone.now() - timedelta(days=40), last_login=None)
    kept = cast.person("Confirmed")
    call_command("retention", days=30)
    assert set(Person.objects.all()) == {kept}
    assert AuditEntry.objects.filter(verb="removed", of="accounts.person", key=never.pk, actor_key="").exists()


def test_everything_in_the_demonstration_was_given_by_somebody_and_left_rows(settings: Any, tmp_path: Any) -> None:
    settings.DATA_FOLDER = tmp_path
    load_demo_people()
    administrator = Person.objects.get(email__startswith="administrator@")
    assert set(RoleGrant.objects.values_list("granted_by", flat=True)) == {administrator.pk}
    assert set(Representation.objects.values_list("decided_by", flat=True)) == {administrator.pk}
    given = AuditEntry.objects.filter(verb__in=["granted", "confirmed"])
    assert given.count() == RoleGrant.objects.count() + Representation.objects.count()
    assert set(given.values_list("actor_key", flat=True)) == {str(administrator.key)}
    assert not ClusterMembership.objects.filter(verified_by=None).exists()
    rows = AuditEntry.objects.filter(of="accounts.membershiptier", verb="created")
    assert rows.count() == MembershipTier.objects.count() == 2
