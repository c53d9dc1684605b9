"""A link: why the one element follows from the other, and what that rests on."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.chain import actions, kinds
from beffroi.web.chain.queries import evidence_by_key, evidence_of_link, link_by_pk, nodes_of_both
from beffroi.web.core import files
from beffroi.web.core.access import permit, public, signed_in
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.strategy.forms.elements import EvidenceForm
from beffroi.web.strategy.queries import elements as queries
from beffroi.web.strategy.views.drafting import status_of, tried

if TYPE_CHECKING:
    from beffroi.web.chain.models import Link, Node
    from beffroi.web.strategy.queries.elements import Place


@public
def page(request: HttpRequest, slug: str, key: UUID, pk: int) -> HttpResponse:
    """Why does the one follow from the other, and what does that rest on?"""
    place, node, link = _the_link(request, slug, key, pk)
    known = kinds.LINKS[link.kind]
    source, target = nodes_of_both(place.spaces, link.source_id, link.target_id)
    evidence = list(evidence_of_link(link))
    held = files.of_all(one for one in evidence if one.kind == "document")
    context = {
        "place": place, "node": node, "link": link, "source": source, "target": target, "words": known.up,
        "evidence": [{"of": one, "files": held.get(one.pk, [])} for one in evidence],
        "may_write": not link.space.is_frozen and allows(
            request.user, known.permission, link.space
        ),
        "add": place.address("link_evidence_new", key, pk=pk), "back": place.address("element", key),
    }  # fmt: skip
    return render(request, "strategy/link.html", context)


@signed_in
@once
def evidence(request: HttpRequest, slug: str, key: UUID, pk: int) -> HttpResponse:
    """Say what a link rests on."""
    place, node, link = _written(request, slug, key, pk)
    form = EvidenceForm(
        request.POST or None, request.FILES or None, languages=place.languages, initial={"kind": "figure"}
    )
    said = form.said() if request.method == "POST" and form.is_valid() else None
    if said and tried(form, lambda: actions.add_evidence(actor=request.user, of=link, **said)):
        messages.success(request, _("The evidence is added."))
        return redirect(place.address("link", key, pk=pk))
    context = {"place": place, "node": node, "form": form, "back": place.address("link", key, pk=pk), "is_link": True}
    return render(request, "strategy/evidence_form.html", context, status=status_of(form))


@signed_in
@require_POST
@once
def evidence_remove(request: HttpRequest, slug: str, key: UUID, pk: int, evidence: UUID) -> HttpResponse:
    """Take evidence of a link away."""
    place, _node, link = _written(request, slug, key, pk)
    found = evidence_by_key(place.spaces, evidence)
    if found is None or found.link_id != link.pk:
        raise Http404
    actions.remove_evidence(actor=request.user, evidence=found)
    messages.success(request, _("The evidence is taken away."))
    return redirect(place.address("link", key, pk=pk))


def _the_link(request: HttpRequest, slug: str, key: UUID, pk: int) -> "tuple[Place, Node, Link]":
    """The link of an address, one end of which is its element; without a version also one that only the draft has."""
    place, node = queries.the_element(request.user, slug, key, request.GET.get("version"))
    found = link_by_pk(place.spaces, pk)
    draft = queries.open_node(request.user, place, node) if found is None and not place.asked else None
    if draft is not None:
        place, node = draft
        found = link_by_pk(place.spaces, pk)
    if found is None or node.item_id not in (found.source_id, found.target_id) or found.kind not in kinds.LINKS:
        raise Http404
    return place, node, found


def _written(request: HttpRequest, slug: str, key: UUID, pk: int) -> "tuple[Place, Node, Link]":
    """The same, for those who write links of its kind, where it can still be changed."""
    place, node, link = _the_link(request, slug, key, pk)
    permit(request.user, kinds.LINKS[link.kind].permission, link.space)
    if link.space.is_frozen:
        raise PermissionDenied(_("A published version is never changed; start a new version and change that."))
    return place, node, link
