"""The ground of the site as a Django app."""

from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from beffroi.web.core.french import write_dates


class CoreConfig(AppConfig):
    """Audit, permissions, notifications, files, background work; no word of the domain."""

    name = "beffroi.web.core"
    label = "core"

    def ready(self) -> None:
        """Make chores, tasks, files of jobs and what waits for people known; they need the models, so not before."""
        write_dates()
        core = {name: import_module(f"{self.name}.{name}") for name in MODULES}
        add = core["worker"].chore
        add("deliver mails", timedelta(seconds=5), core["mailing"].deliver_due)
        add("seal the audit", timedelta(minutes=5), core["sealing"].seal)
        add("forget one-time keys", timedelta(hours=1), core["submission"].forget_old)
        add("sweep storage", timedelta(hours=24), core["files"].sweep)
        core["files"].register("core.job", core["work"].visible_to)
        autodiscover_modules("waiting")


MODULES = ("worker", "mailing", "sealing", "submission", "files", "work", "tasks")
