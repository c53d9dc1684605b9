"""The composition root as a Django app."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Templates, components and static files of the whole site."""

    name = "beffroi.web.project"
    label = "project"
