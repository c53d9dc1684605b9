"""Merging an organisation that was entered twice: nothing is lost, and the merge can be undone.

All that refers to the duplicate comes to refer to the kept organisation. Where both hold the same days – a person acts
for both, both are members of one cluster – the kept row is stretched over all days, and the row that it covers stays
with the duplicate. Each change is written down, old and new value, and undone from there.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.apps import apps as django_apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from beffroi.web.accounts.models import ClusterMembership, Organisation, OrganisationMerge, Person, Representation
from beffroi.web.accounts.notices import tell_merged, tell_requested
from beffroi.web.accounts.queries import references
from beffroi.web.accounts.rules import Span, absorb
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited

State, Mandate = Representation.State, Representation.Mandate
Change = dict[str, Any]
"""One changed field: model, pk, field, before, after."""
Mover = Callable[[Organisation, Organisation], list[Change]]


def move_spans(model: type[Model], *same: str) -> Mover:
    """A mover of rows with days: rows that agree in some fields never hold a day twice."""

    def move(kept: Organisation, duplicate: Organisation) -> list[Change]:
        groups: dict[tuple[Any, ...], tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
        rows: Any = model._default_manager.select_for_update().filter(organisation__in=[kept, duplicate])
        for row in rows:
            groups[tuple(getattr(row, name) for name in same)][row.organisation_id == duplicate.pk].append(row)
        return [change for pair in groups.values() for change in _join(kept, duplicate, *pair)]

    return move


def _join(kept: Organisation, duplicate: Organisation, ours: list[Any], theirs: list[Any]) -> list[Change]:
    plan = absorb([Span(row.starts, row.ends) for row in ours], [Span(row.starts, row.ends) for row in theirs])
    changes = [_set(ours[number], "organisation_id", duplicate.pk) for number in plan.replaced]
    changes += [_set(theirs[number], "organisation_id", kept.pk) for number in plan.moved]
    for number, span in plan.stretched.items():
        changes += [
            _set(ours[number], name, getattr(span, name))
            for name in ("starts", "ends")
            if getattr(ours[number], name) != getattr(span, name)
        ]
    return changes


def _move_all(model: type[Model], field: str, kept: Organisation, duplicate: Organisation) -> list[Change]:
    rows = model._default_manager.select_for_update().filter(**{field: duplicate})
    return [_set(row, f"{field}_id", kept.pk) for row in rows]


def move_acting(kept: Organisation, duplicate: Organisation) -> list[Change]:
    """Who acts for the duplicate acts for the kept one; who led it becomes a delegate who waits to be confirmed.

    Leading the duplicate gives no power over the kept one: its own leads, or an administrator, decide.
    """
    open_rows = Representation.objects.select_for_update().filter(Q(ends=None) | Q(ends__gte=timezone.localdate()))
    here = set(open_rows.filter(organisation=kept, state=State.CONFIRMED).values_list("person_id", flat=True))
    asking = Representation.objects.filter(organisation__in=[kept, duplicate], state=State.REQUESTED)
    waiting = set(asking.values_list("person_id", flat=True))
    changes: list[Change] = []
    for row in open_rows.filter(organisation=duplicate, state=State.CONFIRMED, mandate=Mandate.LEAD):
        changes.append(_set(row, "mandate", Mandate.DELEGATE.value))
        if row.person_id not in here:
            state = State.WITHDRAWN if row.person_id in waiting else State.REQUESTED
            changes.append(_set(row, "state", state.value))
            waiting.add(row.person_id)
    return changes + move_spans(Representation, "person_id", "state")(kept, duplicate)


MOVERS: dict[tuple[type[Model], str], Mover] = {
    (Representation, "organisation"): move_acting,
    (ClusterMembership, "organisation"): move_spans(ClusterMembership, "cluster_id"),
}
"""Relations whose rows may not simply be re-pointed; slices add theirs, all other relations are re-pointed as found."""


@action
def merge_organisations(*, actor: Person, kept: Organisation, duplicate: Organisation) -> OrganisationMerge:
    """Merge a duplicate into the organisation to keep."""
    permit(actor, "accounts.merge_organisations")
    first, second = sorted((kept, duplicate), key=lambda one: one.pk)
    locked = {first.pk: lock(first), second.pk: lock(second)}
    kept, duplicate = locked[kept.pk], locked[duplicate.pk]
    if kept.pk == duplicate.pk:
        raise ValidationError(_("Choose two different organisations."))
    if not (kept.is_active and duplicate.is_active):
        raise ValidationError(_("One of them was merged already; reload the page."))
    merge = OrganisationMerge(kept=kept, duplicate=duplicate, merged_by=actor)
    with audited(actor, "merged", duplicate):
        moved = _move_everything(kept, duplicate)
        moved.append(_set(duplicate, "merged_into_id", kept.pk))
    with audited(actor, "took over", kept):
        moved += _fill_gaps(kept, duplicate)
    with audited(actor, "merged", merge):
        merge.moved = moved
        merge.save()
    asking = _made_to_wait(moved)
    tell_merged(actor, merge, [asked.person for asked in asking])
    for asked in asking:
        tell_requested(actor, asked)
    return merge


def _made_to_wait(moved: list[Change]) -> list[Representation]:
    """The representations that the merge turned into requests."""
    numbers = [
        change["pk"]
        for change in moved
        if (change["field"], change["after"]) == ("state", State.REQUESTED.value)
        and change["model"] == Representation._meta.label_lower
    ]
    return list(Representation.objects.filter(pk__in=numbers).select_related("person", "organisation"))


def _move_everything(kept: Organisation, duplicate: Organisation) -> list[Change]:
    changes: list[Change] = []
    for model, field in references():
        mover = MOVERS.get((model, field))
        changes += mover(kept, duplicate) if mover else _move_all(model, field, kept, duplicate)
    return changes


def _fill_gaps(kept: Organisation, duplicate: Organisation) -> list[Change]:
    """What the kept one does not say, it takes from the duplicate."""
    names = ["size_class", "nace", "region", "description"]
    if kept.country == duplicate.country:
        names.append("enterprise_number")
    return [
        _set(kept, name, getattr(duplicate, name))
        for name in names
        if not getattr(kept, name) and getattr(duplicate, name)
    ]


@action
def undo_merge(*, actor: Person, merge: OrganisationMerge, without_number: bool = False) -> OrganisationMerge:
    """Put everything back that the merge moved and nobody changed since; undoing twice changes nothing.

    If another organisation took the number of the duplicate meanwhile, the duplicate can come back `without_number`.
    """
    merge = lock(merge)
    permit(actor, "accounts.merge_organisations")
    with audited(actor, "undone", merge):
        if merge.undone_at is None:
            if not lock(merge.kept).is_active:
                raise ValidationError(_("The kept organisation was merged itself; undo that merge first."))
            try:
                with transaction.atomic():
                    _put_all_back(actor, merge, without_number)
            except IntegrityError:
                raise ValidationError(
                    _("What the merge moved was entered anew meanwhile; remove the new entry first, then undo.")
                ) from None
            merge.undone_at = timezone.now()
            merge.save()
    return merge


def _put_all_back(actor: Person, merge: OrganisationMerge, without_number: bool) -> None:
    for change in reversed(merge.moved):
        if change["field"] == "merged_into_id" and change["pk"] == merge.duplicate_id:
            _free_number(actor, lock(merge.duplicate), without_number)
        _put_back(change)


def _free_number(actor: Person, duplicate: Organisation, without_number: bool) -> None:
    """Nothing, unless another organisation holds the number: then the duplicate loses it, if that is wanted."""
    same = Organisation.objects.filter(
        country=duplicate.country, enterprise_number=duplicate.enterprise_number, merged_into=None
    )
    if not duplicate.enterprise_number or not same.exclude(pk=duplicate.pk).exists():
        return
    if not without_number:
        raise ValidationError(
            _("Another organisation has the number of the duplicate now. You can undo the merge without the number."),
            code="number_taken",
        )
    with audited(actor, "changed", duplicate):
        _set(duplicate, "enterprise_number", "")


def _set(row: Any, name: str, value: Any) -> Change:
    before = getattr(row, name)
    setattr(row, name, value)
    row.save(update_fields=[name])
    return {
        "model": row._meta.label_lower,
        "pk": row.pk,
        "field": name,
        "before": before.isoformat() if hasattr(before, "isoformat") else before,
        "after": value.isoformat() if hasattr(value, "isoformat") else value,
    }


def _put_back(change: Change) -> None:
    model = django_apps.get_registered_model(*change["model"].split("."))
    name = change["field"]
    row = model._default_manager.select_for_update().filter(pk=change["pk"]).first()
    now: Any = getattr(row, name, None)
    if row is None or (now.isoformat() if hasattr(now, "isoformat") else now) != change["after"]:
        return  # changed since by somebody: their change stays
    before = change["before"]
    is_day = name in {"starts", "ends"} and isinstance(before, str)
    setattr(row, name, parse_date(before) if is_day else before)
    row.save(update_fields=[name])
