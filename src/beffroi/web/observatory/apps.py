"""The observatory as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from beffroi.web.core.permissions import register


class ObservatoryConfig(AppConfig):
    """The public face: where regions stand."""

    name = "beffroi.web.observatory"
    label = "observatory"

    def ready(self) -> None:
        """Make permissions, work, personal data, histories and notices known; they need the models, so not before."""
        register(self.label, import_module(f"{self.name}.permissions").PERMISSIONS)
        import_module(f"{self.name}.jobs")
        import_module(f"{self.name}.personal_data")
        import_module(f"{self.name}.own_series")
        import_module(f"{self.name}.histories")
        import_module(f"{self.name}.notices")
