"""The money of clusters as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from beffroi.web.core.permissions import register


class BillingConfig(AppConfig):
    """Each cluster is its own seller: it invoices, is paid, gives back, and its books can be checked."""

    name = "beffroi.web.billing"
    label = "billing"

    def ready(self) -> None:
        """Make permissions, histories and jobs known; they need the models, so not before."""
        register(self.label, import_module(f"{self.name}.permissions").PERMISSIONS)
        for module in ("histories", "jobs"):
            import_module(f"{self.name}.{module}")
