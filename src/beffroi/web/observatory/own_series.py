"""What the rest of the site knows of own series: catalogue, pins, files of uploads, chores, a person's data."""

from datetime import timedelta
from typing import Any, Literal

from django.http import QueryDict
from django.utils.translation import gettext as _

from beffroi.reporting.charts.fluid import scene_to_html
from beffroi.reporting.language import Language
from beffroi.web.accounts.personal_data import export
from beffroi.web.core import files
from beffroi.web.core.worker import chore
from beffroi.web.observatory.actions.series import expire_upload
from beffroi.web.observatory.forms.series import OwnSeriesForm
from beffroi.web.observatory.models import OwnSeries, SeriesUpload
from beffroi.web.observatory.pinnable import NotPinnable, Permalink, Pinned, register
from beffroi.web.observatory.queries import own_series_page as page
from beffroi.web.observatory.queries import series_page
from beffroi.web.observatory.queries.catalogue import join_catalogue
from beffroi.web.observatory.queries.series import (
    catalogue_entries,
    open_to_all,
    overdue_uploads,
    uploads_of,
    vintages_of,
)


def resolve_own_series(link: Permalink, lang: Literal["en", "fr"]) -> Pinned:
    """An open own series as filtered; what not everybody sees cannot be pinned, because pins are public."""
    found = open_to_all().filter(slug=str(link.names["slug"])).first()
    if found is None:
        raise NotPinnable(_("Only a series that everybody sees can be pinned, and none that was withdrawn."))
    vintage = vintages_of(found).filter(number=_number(link.query, found.latest)).first()
    if vintage is None:
        raise NotPinnable(_("The series has no such vintage."))
    held, language = page.held(found, vintage), Language(lang)
    form = OwnSeriesForm(link.query, held)
    if not form.is_valid():
        raise NotPinnable(" ".join(str(said) for each in form.errors.values() for said in each))
    view = page.view_of(held, form.choice(), language)
    noted, drawn = series_page.table(view, with_eu=False), page.chart(view)
    return Pinned(
        title=series_page.subtitle(view),
        sentence=series_page.answer(view),
        table=noted.table,
        html=scene_to_html(drawn.scene()) if drawn else "",
        sources=(page.source_of(held),),
        notes=noted.notes,
        flags=noted.flags,
    )


def expire_uploads() -> int:
    """Remove what nobody confirmed in time."""
    overdue = list(overdue_uploads())
    for upload in overdue:
        expire_upload(upload=upload)
    return len(overdue)


def _number(query: QueryDict, latest: int) -> int:
    said = query.get("vintage") or ""
    return int(said) if said.isdecimal() and len(said) < 6 else latest


def _series_of(person: Any) -> list[dict[str, Any]]:
    names = ("slug", "label", "definition", "source", "licence", "visibility", "added_at", "withdrawn_at")
    return list(OwnSeries.objects.filter(owner=person).values(*names))


def _uploads(person: Any) -> list[dict[str, Any]]:
    found = SeriesUpload.objects.filter(person=person)
    return [dict(one) for one in found.values("key", "file_name", "state", "at", "note")]


join_catalogue(catalogue_entries)
register("own-series", resolve_own_series, "own_series")
files.register("observatory.seriesupload", uploads_of)
chore("remove uploads that nobody confirmed", timedelta(hours=1), expire_uploads)
export("own_series", _series_of)
export("series_uploads", _uploads)
