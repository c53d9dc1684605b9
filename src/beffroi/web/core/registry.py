"""Which objects of the slices somebody may see a thing of: asked by label and key, denied where nobody declared it."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

Visible: TypeAlias = Callable[[Any], QuerySet[Any]]
"""What a user sees of a model: `visible_to` of the slice, or a narrower one."""


class Registry:
    """Model label → what a user sees of it."""

    def __init__(self) -> None:
        self._visible: dict[str, Visible] = {}

    def register(self, model_label: str, visible: Visible) -> None:
        """Make a model known; called in `AppConfig.ready`."""
        self._visible[model_label.lower()] = visible

    def __contains__(self, label: str) -> bool:
        return label in self._visible

    def queryset(self, user: Any, label: str) -> QuerySet[Any] | None:
        """What the user sees of the model of a label; None if nobody declared it."""
        visible = self._visible.get(label)
        return visible(user) if visible else None

    def find(self, user: Any, label: str, key: str) -> Model | None:
        """The object, if the user sees it."""
        rows = self.queryset(user, label)
        try:
            return rows.filter(pk=key).first() if rows is not None else None
        except (ValueError, ValidationError, OverflowError):
            return None
