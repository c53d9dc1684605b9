"""Writes about strategies and their versions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from beffroi.web.accounts.actions import store_grant
from beffroi.web.chain.actions import copy_space, create_space, freeze_space
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.editions import refuse_unseen
from beffroi.web.core.permissions import allows
from beffroi.web.strategy.models import Strategy, Version
from beffroi.web.strategy.rules import DETAILS

TAKEN = frozenset({"new"})
"""Words that stand for something else in the addresses of strategies."""


@action
def create_strategy(
    *,
    actor: Any,
    title: Mapping[str, str],
    region: str,
    starts: date,
    ends: date | None = None,
    languages: tuple[str, ...] = ("en", "fr"),
    slug: str = "",
) -> Strategy:
    """A strategy of a region, with the space of its living work and an empty first draft.

    Who starts it without managing all strategies comes to co-manage it.
    """
    if actor is not None:
        permit(actor, "strategy.add_strategy")
    slug = slugify(slug or next((text for text in title.values() if text), ""))[:50]
    if not slug:
        raise ValidationError({"title": _("Give the strategy a title.")})
    slug = f"{slug}-strategy" if slug in TAKEN else slug
    if Strategy.objects.filter(slug=slug).exists():
        raise ValidationError({"title": _("A strategy of this name is here already; choose another title.")})
    strategy = Strategy(
        slug=slug, region=region, title=dict(title), starts=starts, ends=ends, languages=list(languages)
    )
    with audited(actor, "created", strategy):
        strategy.save()
        strategy.living = create_space(actor=actor, owner=strategy)
        strategy.save(update_fields=["living"])
    version = Version(strategy=strategy, number=1, space=create_space(actor=actor, owner=strategy))
    with audited(actor, "started", version):
        version.save()
    if actor is not None and not allows(actor, "strategy.change_strategy", strategy):
        store_grant(actor, actor, "co_manager", strategy, timezone.localdate(), None)
    return strategy


@action
def change_strategy(*, actor: Any, strategy: Strategy, details: Mapping[str, Any], seen: str = "") -> Strategy:
    """Give a strategy another title or period, unless somebody else changed what was `seen`.

    Its address stays, and so does what versions that were published are called.
    """
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, "strategy.change_strategy", strategy)
    refuse_unseen(strategy, DETAILS, seen)
    if not any(details["title"].values()):
        raise ValidationError({"title": _("Give the strategy a title.")})
    if details["ends"] and details["ends"] < details["starts"]:
        raise ValidationError({"ends": _("The last day is before the first; put it on or after the first.")})
    with audited(actor, "changed", strategy):
        for name in DETAILS:
            setattr(strategy, name, details[name])
        strategy.save()
    return strategy


@action
def start_version(*, actor: Any, strategy: Strategy) -> Version:
    """A new draft that starts as a copy of the version in force; the open draft, if there is one."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, "strategy.change_strategy", strategy)
    base = strategy.versions.exclude(status=Version.Status.SUPERSEDED).order_by("-number").first()
    if base is None or base.status == Version.Status.DRAFT:
        raise ValidationError(_("A draft is open already; work on that one, or publish it first."), code="draft")
    version = Version(
        strategy=strategy, number=base.number + 1, based_on=base, space=copy_space(actor=actor, source=base.space)
    )
    with audited(actor, "started", version):
        version.save()
    return version


@action
def publish_version(*, actor: Any, version: Version, note: Mapping[str, str] | None = None) -> Version:
    """Put a draft in force for good; the version before it is superseded."""
    strategy = lock(version.strategy)
    if actor is not None:
        permit(actor, "strategy.publish_version", strategy)
    version = lock(version)
    if version.status != Version.Status.DRAFT:
        raise ValidationError(_("This version was published already."), code="published")
    for earlier in strategy.versions.filter(status=Version.Status.PUBLISHED):
        with audited(actor, "superseded", earlier):
            earlier.status = Version.Status.SUPERSEDED
            earlier.save()
    freeze_space(actor=actor, space=version.space)
    with audited(actor, "published", version):
        version.status, version.note = Version.Status.PUBLISHED, dict(note or {})
        version.published_at, version.published_by = timezone.now(), actor
        version.title, version.starts, version.ends = strategy.title, strategy.starts, strategy.ends
        version.save()
    return version
