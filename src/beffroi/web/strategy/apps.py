"""Strategies as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from beffroi.web.core.permissions import register


class StrategyConfig(AppConfig):
    """A strategy in which every line says why it is there."""

    name = "beffroi.web.strategy"
    label = "strategy"

    def ready(self) -> None:
        """Make permissions, histories, notices, companions and criteria known; they need the models, so not before."""
        register(self.label, import_module(f"{self.name}.permissions").PERMISSIONS)
        for module in ("histories", "companions", "notices", "personal_data", "jobs"):
            import_module(f"{self.name}.{module}")
        autodiscover_modules("criteria")
