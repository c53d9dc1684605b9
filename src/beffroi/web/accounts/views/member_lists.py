"""A cluster sends its member list, sees what it would change, says whom near names mean, and takes it over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.accounts import actions
from beffroi.web.accounts.forms.members import ListForm, MatchForm
from beffroi.web.accounts.member_file import MOST_FAULTS, Known, Plan, Row, read_rows
from beffroi.web.accounts.models import Cluster
from beffroi.web.accounts.views.members import MANAGE, managed
from beffroi.web.accounts.views.signed_in import the_person
from beffroi.web.accounts.wording import number_or_fault
from beffroi.web.core.access import requires
from beffroi.web.core.held import hold, let_go
from beffroi.web.core.row_files import Fault
from beffroi.web.core.submission import once

SHOWN = 50


@dataclass(frozen=True)
class Sent:
    """A list as it was sent: the name of the file, whether it names everybody, the tier of rows that name none."""

    name: str
    is_complete: bool
    tier: int
    rows: tuple[Row, ...]

    def packed(self) -> list[Any]:
        """As JSON can hold it."""
        return [self.name, self.is_complete, self.tier, [row.packed() for row in self.rows]]

    @classmethod
    def unpacked(cls, held: list[Any]) -> "Sent":
        """What `packed` gave."""
        name, is_complete, tier, rows = held
        return cls(name, is_complete, tier, tuple(Row.unpacked(row) for row in rows))

    def plan(self, cluster: Cluster, choices: dict[int, int] | None = None) -> Plan:
        """What it would do."""
        return actions.plan_of(
            cluster, self.rows, tier=self.tier, is_complete=self.is_complete, choices=choices
        )  # fmt: skip


@requires(MANAGE)
@once
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the list, and see what it holds before anything is entered."""
    cluster = managed(request, slug)
    form = ListForm(request.POST or None, request.FILES or None, cluster=cluster)
    context: dict[str, Any] = {"cluster": cluster, "form": form}
    if request.method == "POST" and form.is_valid():
        said, upload = form.cleaned_data, form.cleaned_data["file"]
        known = Known(dict(cluster.tiers.values_list("name", "pk")), number_or_fault)
        rows, faults = read_rows(form.table, known)
        sent = Sent(upload.name, said["is_complete"], said["tier"].pk if said["tier"] else 0, tuple(rows))
        context |= _faulty(faults) if faults else _preview(request, cluster, sent)
    return render(request, "accounts/members_import.html", context)


@requires(MANAGE)
@once
@require_POST
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Take over what the preview showed, with what was chosen for near names."""
    cluster = managed(request, slug)
    held = request.POST.get("held", "")
    sent = Sent.unpacked(let_go(held, *_of(request, cluster)))
    match = MatchForm(request.POST, steps=sent.plan(cluster).of("choose"))
    if match.is_valid():
        match.blame(sent.plan(cluster, match.choices()).faults)
    if not match.is_valid():
        context = _preview(request, cluster, sent, match)
        return render(request, "accounts/members_import.html", {"cluster": cluster, **context}, status=400)
    try:
        done = actions.import_members(
            actor=the_person(request), cluster=cluster, rows=sent.rows, tier=sent.tier, name=sent.name,
            is_complete=sent.is_complete, choices=match.choices(), preview=held,
        )  # fmt: skip
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("accounts:send_members", slug=slug)
    said = _("Memberships added: %(added)s; changed: %(changed)s; ended: %(ended)s. New organisations: %(created)s.")
    messages.success(request, said % vars(done))
    return redirect("accounts:members", slug=slug)


def _preview(request: HttpRequest, cluster: Cluster, sent: Sent, match: MatchForm | None = None) -> dict[str, Any]:
    found = sent.plan(cluster)
    if found.faults:
        return _faulty(found.faults)
    choose = found.of("choose")
    told = [(kind, found.of(kind)) for kind in ("change", "add", "create")]
    return {
        "plan": found,
        "counts": {kind: len(found.of(kind)) for kind in ("create", "add", "change", "same", "choose")},
        "steps": [step for _kind, steps in told for step in steps[:SHOWN]],
        "match": match or (MatchForm(steps=choose) if choose else None),
        "held": "" if found.is_empty else hold(sent.packed(), *_of(request, cluster)),
    }


def _faulty(faults: Sequence[Fault]) -> dict[str, Any]:
    return {"faults": faults[:MOST_FAULTS], "fault_count": len(faults)}


def _of(request: HttpRequest, cluster: Cluster) -> tuple[object, ...]:
    return ("members", cluster.pk, request.user.pk)
