"""Monitoring as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from beffroi.web.core.permissions import register

COLLECTING = ("request_notices", "request_chores", "request_files", "request_personal", "beneficiary_jobs")


class MonitoringConfig(AppConfig):
    """What a strategy is meant to bring about, whether it does, and where a deviation begins."""

    name = "beffroi.web.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        """Make permissions, histories and what follows from facts known; they need the models, so not before."""
        register(self.label, import_module(f"{self.name}.permissions").PERMISSIONS)
        import_module(f"{self.name}.histories")
        alerting = ("alert_notices", "mitigation_notices", "alert_jobs", "alert_personal", "mitigation_agenda")
        for module in (*alerting, *COLLECTING):
            import_module(f"{self.name}.{module}")
