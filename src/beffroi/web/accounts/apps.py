"""People, organisations and clusters as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from beffroi.web.core.permissions import register


class AccountsConfig(AppConfig):
    """Who is who, and who may do what."""

    name = "beffroi.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Make permissions, personal data, histories and notices known; they need the models, so not before."""
        register(self.label, import_module(f"{self.name}.permissions").PERMISSIONS)
        for module in ("personal_data", "histories", "notices", "chores"):
            import_module(f"{self.name}.{module}")
