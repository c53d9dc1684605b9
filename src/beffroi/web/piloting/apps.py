"""Piloting as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from beffroi.web.core.permissions import register


class PilotingConfig(AppConfig):
    """A structure whose mandates, meetings, decisions, tasks, money and risks are alive."""

    name = "beffroi.web.piloting"
    label = "piloting"

    def ready(self) -> None:
        """Make known what needs the models, so not before: permissions, histories, notices, personal data, owners."""
        register(self.label, import_module(f"{self.name}.permissions").PERMISSIONS)
        for module in ("histories", "notices", "agenda_points", "flow_proofs", "personal_data", "chores", "seats_held"):
            import_module(f"{self.name}.{module}")
        import_module(f"{self.name}.queries.owners")
