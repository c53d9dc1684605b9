"""Elements entered, changed, moved, linked, given evidence, removed: always in the draft or the living work."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.chain import actions, kinds
from beffroi.web.chain.actions.writing import Outdated, StillNeeded
from beffroi.web.chain.queries import evidence_by_key, link_by_pk, node_by_key, nodes_of
from beffroi.web.core.access import signed_in
from beffroi.web.core.submission import once
from beffroi.web.strategy.actions import add_beside
from beffroi.web.strategy.forms.elements import ElementForm, EvidenceForm, LinkForm
from beffroi.web.strategy.queries import elements as queries
from beffroi.web.strategy.queries.elements import WRITE, Place
from beffroi.web.strategy.views.drafting import open_draft, status_of, tried

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node, Space


@signed_in
@once
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter an element of a kind in the draft."""
    place = open_draft(request, slug)
    kind = _own_kind(request.GET.get("kind", ""))
    asked = ElementForm.asked_for(kind, request.GET)
    form = ElementForm(request.POST or None, kind=kind, languages=place.languages, initial=asked)
    if request.method == "POST" and form.is_valid():
        node = tried(
            form, lambda: actions.add_node(actor=request.user, space=place.version.space, kind=kind.name, **form.said())
        )
        if node is not None:
            messages.success(request, _("It is entered. Now say why it is there: link it, or give it evidence."))
            return redirect(place.address("element", node.item.key))
    return render(
        request, "strategy/element_form.html", {"place": place, "form": form, "kind": kind}, status=status_of(form)
    )


@signed_in
@once
def add_below(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Enter an element that follows from one that stands (or, with `way=up`, that it follows from)."""
    place, of = _changed(request, slug, key)
    kind = _own_kind(request.GET.get("kind", ""))
    relation = f"{'up' if request.GET.get('way') == 'up' else 'down'}:{request.GET.get('relation', '')}"
    if relation not in {one.value for one in queries.relations_of(of.item.kind) if kind.name in one.kinds}:
        raise Http404
    form = ElementForm(request.POST or None, kind=kind, languages=place.languages)
    if request.method == "POST" and form.is_valid():
        space, said = place.version.space, form.said()
        made = tried(form, lambda: add_beside(
            actor=request.user, space=space, kind=kind.name, of=of, relation=relation, said=said
        ))  # fmt: skip
        if made is not None:
            messages.success(request, _("It is entered and linked."))
            return redirect(place.address("element", made.item.key))
    context = {"place": place, "form": form, "kind": kind, "of": of}
    return render(request, "strategy/element_form.html", context, status=status_of(form))


@signed_in
@once
def edit(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Change an element; who comes second sees both texts and chooses."""
    place, node = _changed(request, slug, key)
    kind = kinds.NODES[node.item.kind]
    form = ElementForm(request.POST or None, kind=kind, languages=place.languages, node=node)
    context = {"place": place, "form": form, "kind": kind, "node": node}
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data["revision"] or 0
            actions.change_node(actor=request.user, node=node, revision=revision, **form.said())
        except Outdated as error:
            return _compared(request, context, error.current)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            return render(request, "strategy/element_form.html", context, status=409)
        messages.success(request, _("The change is saved."))
        return redirect(place.address("element", key))
    return render(request, "strategy/element_form.html", context, status=status_of(form))


def _compared(request: HttpRequest, context: dict[str, Any], current: "Node") -> HttpResponse:
    """Both texts side by side, and the form again as it was sent, now for what stands."""
    rows = context["form"].conflicts(current)
    form = context["form"].go_on_from(current)
    rows = [row | {"field": form[row["name"]]} for row in rows]
    differing = {row["name"] for row in rows}
    rest = [field for field in form if field.name not in differing]
    return render(
        request, "strategy/element_conflict.html", context | {"form": form, "rows": rows, "rest": rest}, status=409
    )


@signed_in
@require_POST
@once
def move(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Put an element one place up or down among those of its kind."""
    place, node = _changed(request, slug, key)
    siblings = list(nodes_of(node.space, node.item.kind))
    here = next(n for n, one in enumerate(siblings) if one.pk == node.pk)
    after = here + 2 if request.POST.get("way") == "down" else here - 1
    before = siblings[max(after, 0)] if max(after, 0) < len(siblings) else None
    if before is None or before.pk != node.pk:
        actions.move_node(actor=request.user, node=node, before=before)
    messages.success(request, _("It is moved."))
    if request.POST.get("back") != "logic":
        return redirect(place.address("element", key))
    page = request.POST.get("page", "")
    return redirect(f"{place.address('logic')}{f'&page={page}' if page.isdigit() else ''}#n-{key}")


@signed_in
@once
def remove(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Take an element out; refused with the list while others rest on it."""
    place, node = _changed(request, slug, key)
    context: dict[str, Any] = {"place": place, "node": node}
    if request.method == "POST":
        try:
            actions.remove_node(actor=request.user, node=node)
        except StillNeeded as error:
            needed = [(one, place.page_of(one.item.kind, one.item.key)) for one in error.needed_by]
            context |= {"needed": needed, "resting": error.resting, "refused": True}
        except ValidationError as error:
            context |= {"refused": True, "reasons": error.messages}
        else:
            messages.success(request, _("It is removed from the draft."))
            return redirect(place.address("check"))
    return render(request, "strategy/element_remove.html", context, status=409 if "refused" in context else 200)


@signed_in
@require_POST
@once
def reviewed(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Say that an element was looked at again after its evidence was revised."""
    place, node = queries.the_element(request.user, slug, key, request.GET.get("version"))
    actions.mark_reviewed(actor=request.user, node=node)
    messages.success(request, _("It is noted that you looked at it again."))
    return redirect(place.address("element", key))


@signed_in
@once
def link(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Say what an element follows from, or what follows from it."""
    place, node = _changed(request, slug, key)
    relation = next((r for r in queries.relations_of(node.item.kind) if r.value == request.GET.get("relation")), None)
    if relation is None:
        raise Http404
    choices = queries.candidates(place, relation, node)
    form = LinkForm(request.POST or None, choices=choices, languages=place.languages)
    if request.method == "POST" and form.is_valid():
        other = node_by_key(place.spaces, form.cleaned_data["other"])
        if other and tried(form, lambda: _linked(request.user, place, relation.value, node, other, form.rationale())):
            messages.success(request, _("The link is saved."))
            return redirect(place.address("element", key))
    context = {"place": place, "node": node, "form": form, "relation": relation, "is_empty": not choices}
    return render(request, "strategy/link_form.html", context, status=status_of(form))


def _linked(user: Any, place: Place, relation: str, node: "Node", other: "Node", rationale: dict[str, str]) -> Any:
    way, _colon, name = relation.partition(":")
    source, target = (node, other) if way == "down" else (other, node)
    space = _space_for(place, kinds.LINKS[name].permission)
    return actions.add_link(
        actor=user, space=space, kind=name, source=source.item, target=target.item, rationale=rationale
    )


def _space_for(place: Place, permission: str) -> "Space":
    living = place.strategy.living
    return place.version.space if permission == WRITE or living is None else living


@signed_in
@once
def unlink(request: HttpRequest, slug: str, key: UUID, pk: int) -> HttpResponse:
    """Take a link away; what both ends say stays."""
    place, node = _changed(request, slug, key)
    found = link_by_pk(place.spaces, pk)
    if found is None or node.item_id not in (found.source_id, found.target_id):
        raise Http404
    if request.method == "POST":
        actions.remove_link(actor=request.user, link=found)
        messages.success(request, _("The link is taken away."))
        return redirect(place.address("element", key))
    other = found.target if found.source_id == node.item_id else found.source
    context = {"place": place, "node": node, "other": node_by_key(place.spaces, other.key)}
    return render(request, "strategy/link_remove.html", context)


@signed_in
@once
def evidence(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Say what an element rests on."""
    place, node = _changed(request, slug, key)
    form = EvidenceForm(
        request.POST or None, request.FILES or None, languages=place.languages, initial={"kind": "figure"}
    )
    said = form.said() if request.method == "POST" and form.is_valid() else None
    if said and tried(form, lambda: actions.add_evidence(actor=request.user, of=node, **said)):
        messages.success(request, _("The evidence is added."))
        return redirect(place.address("element", key))
    return render(
        request, "strategy/evidence_form.html", {"place": place, "node": node, "form": form}, status=status_of(form)
    )


@signed_in
@require_POST
@once
def evidence_remove(request: HttpRequest, slug: str, key: UUID, evidence: UUID) -> HttpResponse:
    """Take evidence away."""
    place, node = _changed(request, slug, key)
    found = evidence_by_key(place.spaces, evidence)
    if found is None or found.item_id != node.item_id:
        raise Http404
    actions.remove_evidence(actor=request.user, evidence=found)
    messages.success(request, _("The evidence is taken away."))
    return redirect(place.address("element", key))


def _changed(request: HttpRequest, slug: str, key: UUID) -> "tuple[Place, Node]":
    """What can be changed of an element, for those who may write its kind."""
    place, node = queries.the_element(request.user, slug, key)
    if not queries.may_write(request.user, node):
        raise PermissionDenied(_("You may not do this here; ask the person who manages it, or an administrator."))
    found = queries.open_node(request.user, place, node)
    if found is None:
        raise PermissionDenied(_("A published version is never changed; start a new version and change that."))
    return found


def _own_kind(name: str) -> kinds.NodeKind:
    known = kinds.NODES.get(name)
    if known is None or known.permission != WRITE:
        raise Http404
    return known
