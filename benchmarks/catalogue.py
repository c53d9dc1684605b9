"""The public catalogue of services with 100 to 5,000 offers, four sessions each: server time of its pages"""

import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

SIZES = (100, 1_000, 5_000)
SESSIONS, TIMES = 4, 7
LIMIT = 0.1
"""Seconds of server time for each page at the largest size."""
PAGES = {
    "the first page": {},
    "page 4": {"page": "4"},
    "two words": {"q": "mission 42"},
    "only with seats": {"free": "1"},
    "of one cluster": {"cluster": "of-offers-7"},
}


def run() -> str:
    """Fill one site step by step, measure each size, and say which limits were kept."""
    with tempfile.TemporaryDirectory() as folder:
        _site(Path(folder))
        found = {size: _measured(size) for size in SIZES}
    heads = ["Page", *(f"{size:,} offers, ms" for size in SIZES), "Queries", "Kept"]
    rows = [f"| {' | '.join(heads)} |", f"|---|{'--:|' * (len(heads) - 2)}---|"]
    for name in found[SIZES[0]]:
        seconds = [found[size][name][0] for size in SIZES]
        queries = max(found[size][name][1] for size in SIZES)
        is_ours = name in PAGES or name == "an offer"
        kept = ("yes" if seconds[-1] < LIMIT else "**no**") if is_ours else ""
        cells = [name, *(f"{1000 * one:.0f}" for one in seconds), f"{queries or ''}", kept]
        rows.append(f"| {' | '.join(cells)} |")
    said = (
        f"CPU time of the server, median of {TIMES}; wanted: under {LIMIT * 1000:.0f} ms at {SIZES[-1]:,} offers. The "
        "last row is the\nalternative: offers and sessions read as objects, put in order in Python."
    )
    return "\n".join([*rows, "", said])


def _site(folder: Path) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "beffroi.web.project.settings", "BEFFROI_DATA_DIR": str(folder),
        "BEFFROI_LOG_LEVEL": "ERROR",
    }  # fmt: skip
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _measured(size: int) -> dict[str, tuple[float, int]]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    _filled(size)
    client, host = Client(headers={"host": "localhost"}), "/services/"
    found: dict[str, tuple[float, int]] = {}
    for name, asked in {**PAGES, "an offer": None}.items():
        address, said = (host, asked) if asked is not None else (f"{host}offers/of-offers-3/", {})
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address, said)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        many = len(queries)
        work = lambda address=address, said=said: client.get(address, said)  # noqa: E731
        found[name] = (median(_timed(work) for _ in range(TIMES)), many)
    found["in Python"] = (median(_timed(_in_python) for _ in range(3)), 2)
    return found


def _timed(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def _in_python() -> list[Any]:
    """The first page without the database's help in ordering."""
    from django.utils import timezone

    from beffroi.web.services.models import Offer

    now, found = timezone.now(), []
    for offer in (
        Offer.objects.filter(state="published").select_related("service__cluster").prefetch_related("sessions")
    ):
        days = [one.starts_at for one in offer.sessions.all() if one.closes_at > now and one.state == "planned"]
        found.append((min(days) if days else now, offer.pk, offer))
    return sorted(found, key=lambda each: each[:2])[:20]


def _filled(size: int) -> None:
    """As many published offers, of ten clusters."""
    from django.utils import timezone

    from beffroi.web.accounts.models import Cluster
    from beffroi.web.services.models import Offer, PriceRule, Service, Session

    held = Offer.objects.count()
    clusters = [
        Cluster.objects.get_or_create(slug=f"of-offers-{at}", defaults={"name": f"C{at}"})[0] for at in range(10)
    ]
    services = Service.objects.bulk_create(
        Service(cluster=clusters[at % 10], name={"en": f"Service {at}"}) for at in range(held, size)
    )
    texts = {"en": "Meet buyers abroad", "fr": "Rencontrer des acheteurs"}
    offers = Offer.objects.bulk_create(
        Offer(
            service=one, slug=f"of-offers-{at}", state="published", summary=texts,
            title={"en": f"Mission {at}", "fr": f"Mission {at}"},
        )
        for at, one in enumerate(services, start=held)
    )  # fmt: skip
    now = timezone.now()
    Session.objects.bulk_create(
        Session(
            offer=one, starts_at=now + timedelta(days=9 + (7 * at + part) % 300), capacity=20, taken=20 * (part == 1),
            ends_at=now + timedelta(days=10 + (7 * at + part) % 300), closes_at=now + timedelta(days=8), place="Liège",
        )
        for at, one in enumerate(offers)
        for part in range(SESSIONS)
    )  # fmt: skip
    PriceRule.objects.bulk_create(
        PriceRule(offer=one, audience=audience, amount=Decimal(100), starts=now.date(), number=number)
        for one in offers
        for number, audience in enumerate(("member", "non_member"), start=1)
    )


if __name__ == "__main__":
    print(run())
