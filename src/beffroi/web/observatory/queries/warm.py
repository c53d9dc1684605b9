"""What is computed once a process is computed before the first visitor asks."""

import structlog
from django.db import close_old_connections

from beffroi.analytics.errors import InputError
from beffroi.reporting.language import Language
from beffroi.web.observatory.queries import catalogue, clusters, index

log = structlog.get_logger(__name__)


def warm() -> None:
    """Fill the memory of this process with what pages share; a site without figures says so when it is asked."""
    try:
        for lang in catalogue.LANGUAGES:
            catalogue.official(Language(lang))
            year = index.index_years()[-1]
            index.ranking(year, lang, index.stored_run(year))
        clusters.sector_table(clusters.years()[-1])
    except InputError as error:
        log.warning("figures_not_ready", reason=str(error))
    finally:
        close_old_connections()
