"""Comments and requests for a change."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.core.access import fetch, signed_in
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.strategy import actions
from beffroi.web.strategy.forms.voices import CommentForm, DecisionForm, RequestForm
from beffroi.web.strategy.models import ChangeRequest
from beffroi.web.strategy.queries import elements as queries
from beffroi.web.strategy.queries import visible_changerequests, visible_comments
from beffroi.web.strategy.queries.requests import beside


@signed_in
@once
def comment(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Say something of an element."""
    place, node = queries.the_element(request.user, slug, key, request.GET.get("version"))
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.comment(actor=request.user, strategy=place.strategy, node=node, text=form.cleaned_data["text"])
        messages.success(request, _("Your comment is sent to those who manage the strategy."))
        return redirect(place.address("element", key) + "#comments")
    status = 400 if form.errors else 200
    return render(request, "strategy/comment.html", {"place": place, "node": node, "form": form}, status=status)


@signed_in
@require_POST
@once
def withdraw_comment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take one's own comment back."""
    seen = visible_comments(request.user).filter(strategy__slug=slug).select_related("item")
    found = fetch(request.user, "strategy.withdraw_comment", seen, pk=pk)
    actions.withdraw_comment(actor=request.user, comment=found)
    messages.success(request, _("Your comment is taken back."))
    return redirect("strategy:element", slug=slug, key=found.item.key)


@signed_in
@once
def request_new(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Ask that an element say something else."""
    place, node = queries.the_element(request.user, slug, key, request.GET.get("version"))
    form = RequestForm(request.POST or None, node=node, languages=place.languages)
    if request.method == "POST" and form.is_valid():
        said = {"text": form.cleaned_data["text"], "revision": form.cleaned_data["base_revision"]}
        try:
            asked = actions.request_change(
                actor=request.user, strategy=place.strategy, node=node, proposed=form.proposed(), **said
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your request is sent; you will be told what is decided."))
            return redirect("strategy:request", slug=slug, pk=asked.pk)
    context = {"place": place, "node": node, "form": form}
    return render(request, "strategy/request_form.html", context)


@signed_in
@once
def request(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What is asked, beside what stands; whoever manages the strategy decides."""
    seen = visible_changerequests(request.user).filter(strategy__slug=slug)
    asked = get_object_or_404(seen.select_related("item", "author", "decided_by", "strategy"), pk=pk)
    place, node = queries.the_element(request.user, slug, asked.item.key)
    found = queries.open_node(request.user, place, node)
    current = found[1] if found else node
    may_decide = allows(request.user, "strategy.decide_request", asked)
    form = DecisionForm(request.POST or None, initial={"revision": current.revision})
    if (
        request.method == "POST"
        and may_decide
        and form.is_valid()
        and _decided(request, asked, current, form, bool(found))
    ):
        return redirect("strategy:request", slug=slug, pk=pk)
    context = {
        "place": place, "node": node, "asked": asked, "rows": beside(asked, current), "form": form,
        "may_decide": may_decide, "has_draft": bool(found), "since_changed": current.revision != asked.base_revision,
        "may_withdraw": allows(request.user, "strategy.withdraw_request", asked),
    }  # fmt: skip
    return render(request, "strategy/request.html", context)


def _decided(request: HttpRequest, asked: ChangeRequest, current: Any, form: DecisionForm, has_draft: bool) -> bool:
    said = form.cleaned_data
    try:
        if said["decision"] == "decline":
            actions.decline_request(actor=request.user, asked=asked, node=current, reason=said["reason"])
        elif not has_draft:
            raise ValidationError(_("A published version is never changed; start a new version and change that."))
        else:
            actions.accept_request(
                actor=request.user, asked=asked, node=current, revision=said["revision"], reason=said["reason"]
            )
    except ValidationError as error:
        form.add_error(None, error.messages[0])
        form.data = {**request.POST.dict(), "revision": str(current.revision)}
        return False
    messages.success(request, _("The decision is noted, and the author is told."))
    return True


@signed_in
@require_POST
@once
def withdraw_request(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take one's own request back."""
    seen = visible_changerequests(request.user).filter(strategy__slug=slug)
    found = fetch(request.user, "strategy.withdraw_request", seen, pk=pk)
    actions.withdraw_request(actor=request.user, asked=found)
    messages.success(request, _("Your request is taken back."))
    return redirect("strategy:request", slug=slug, pk=pk)
