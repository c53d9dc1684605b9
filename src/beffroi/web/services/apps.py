"""Services on demand as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from beffroi.web.core.permissions import register


class ServicesConfig(AppConfig):
    """A cluster opens a chosen service to non-members, at a price that is viable for everybody."""

    name = "beffroi.web.services"
    label = "services"

    def ready(self) -> None:
        """Make permissions, histories, chores and what others ask for known; they need the models, so not before."""
        register(self.label, import_module(f"{self.name}.permissions").PERMISSIONS)
        for module in ("histories", "personal_data", "chores", "addresses"):
            import_module(f"{self.name}.{module}")
