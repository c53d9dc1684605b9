"""What a process reads once for all visitors, read before the first of them asks: addresses, templates, tables."""

from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import reverse
from django.utils.translation import override

from beffroi.web.observatory.queries.warm import warm as warm_tables

OURS = Path(__file__).parents[1]


def warm() -> None:
    """Read everything; in a thread beside the first answers, so that nobody waits for it."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            reverse("home")
    for name in templates():
        get_template(name)
    warm_tables()


def templates() -> list[str]:
    """The pages of this site and the parts they are made of, each by the name by which it is asked for."""
    folders = [Path(folder) for folder in get_app_template_dirs("templates") if OURS in Path(folder).parents]
    return [str(found.relative_to(folder)) for folder in folders for found in folder.rglob("*.html")]
