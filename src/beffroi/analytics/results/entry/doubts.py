"""What a check of an entry says."""

from dataclasses import dataclass
from typing import Literal

from beffroi.analytics.messages import Message

Weight = Literal["wrong", "unlikely"]


@dataclass(frozen=True)
class Doubt:
    """Something about a value: of what kind, whether it cannot be right or is unlikely, and why."""

    code: str
    weight: Weight
    message: Message
