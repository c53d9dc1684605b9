"""The evidence chain as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from beffroi.web.core.permissions import register


class ChainConfig(AppConfig):
    """From an official figure to a changed strategy, walkable both ways."""

    name = "beffroi.web.chain"
    label = "chain"

    def ready(self) -> None:
        """Make permissions and histories known, then the kinds and rules that the slices above register."""
        register(self.label, import_module(f"{self.name}.permissions").PERMISSIONS)
        import_module(f"{self.name}.histories")
        autodiscover_modules("kinds", "completeness", "casefile_sections", "resting")
