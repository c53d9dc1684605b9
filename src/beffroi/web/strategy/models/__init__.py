"""What the slice of strategies stores."""

from beffroi.web.strategy.models.context import NamedProof, SetAside
from beffroi.web.strategy.models.strategies import Strategy, Version
from beffroi.web.strategy.models.timeline import Instrument, Plan
from beffroi.web.strategy.models.voices import ChangeRequest, Comment

__all__ = ["ChangeRequest", "Comment", "Instrument", "NamedProof", "Plan", "SetAside", "Strategy", "Version"]
