"""What one size of a strategy costs, measured in a process of its own: `python -m benchmarks.large_site ACTIONS`.

Fills the prepared site of BEFFROI_DATA_DIR with a strategy of so many actions, twice as many elements and ten times as
many links, and prints as JSON: CPU seconds of each page (first after a change, and then), its queries, the walks.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beffroi.web.project.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from tests.large_strategy import large_roadmap, large_strategy  # noqa: E402
from tests.unit.web import cast  # noqa: E402

from beffroi.web.chain.actions import change_node  # noqa: E402
from beffroi.web.chain.models import Link, Node  # noqa: E402
from beffroi.web.chain.queries.walks import what_for, why  # noqa: E402
from beffroi.web.project.serving import settle  # noqa: E402

PAGES = (
    "/strategy/{slug}/",
    "/strategy/{slug}/logic/",
    "/strategy/{slug}/check/",
    "/strategy/{slug}/context/",
    "/strategy/{slug}/elements/intervention/",
    "/pilot/{slug}/",
    "/pilot/{slug}/roadmap/",
    "/pilot/{slug}/roadmap/picture/",
    "/pilot/{slug}/roadmap/check/",
    "/pilot/{slug}/responsibilities/",
    "/pilot/{slug}/money/",
    "/monday/{slug}/",
)
TIMES = 5


def filled(actions: int) -> Any:
    """The strategy, and a co-manager who is signed in."""
    large = large_strategy(elements=2 * actions, links=10 * actions, slug=f"of-{actions}")
    large_roadmap(large, actions)
    large.person = cast.co_manager()
    return large


def touched(large: Any) -> None:
    """An element and an action are changed, so that nothing that was kept still holds."""
    for space in (large.space, large.strategy.living):
        node = Node.objects.filter(space=space).order_by("pk")[0]
        said = {"text": node.text, "details": node.details}
        title = {"en": f"Changed {node.revision} times"}
        change_node(actor=None, node=node, revision=node.revision, title=title, **said)


def page(large: Any, client: Client, address: str) -> dict[str, float]:
    """One page: the first view after a change, the views after it, and what it asks of the database."""
    address, first = address.format(slug=large.strategy.slug), []
    client.get(address)  # what a process reads once for all visitors, as templates are, is no part of it
    for _ in range(TIMES):
        touched(large)
        first.append(timed(lambda: client.get(address)))
    again = median(timed(lambda: client.get(address)) for _ in range(TIMES))
    touched(large)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return {"first": median(first), "again": again, "queries": len(asked), "kB": len(answer.content) / 1000}


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of a piece of work."""
    began = process_time()
    work()
    return process_time() - began


def step_by_step(large: Any, way: str) -> int:
    """The alternative to one recursive query: one query an element, and its node; how many elements it meets."""
    here, there = ("target_id", "source_id") if way == "up" else ("source_id", "target_id")
    start = large.last if way == "up" else large.first
    met, waiting = {start.pk}, [start.pk]
    while waiting:
        item = waiting.pop()
        Node.objects.filter(space=large.space, item=item).first()
        for found in Link.objects.filter(space=large.space, **{here: item}).values_list(there, flat=True):
            if found not in met:
                met.add(found)
                waiting.append(found)
    return len(met)


def walks(large: Any) -> dict[str, dict[str, float]]:
    """Why and what for, beside walking step by step; both meet the same."""
    told = {}
    for way, walk, item in (("up", why, large.last), ("down", what_for, large.first)):
        found = walk([large.space], item)
        assert len(found.steps) == step_by_step(large, way)
        told[walk.__name__] = {
            "met": len(found.steps),
            "ours": min(timed(lambda walk=walk, item=item: walk([large.space], item)) for _ in range(3)),
            "step_by_step": timed(lambda way=way: step_by_step(large, way)),
        }
    return told


def main(actions: int) -> None:
    """Fill, measure, print."""
    settings.ALLOWED_HOSTS = ["*"]
    large = filled(actions)
    client = cast.signed_in(large.person)
    client.get("/strategy/")
    settle()  # as the server does when it has begun
    pages = {address: page(large, client, address) for address in PAGES}
    Path(os.environ["BEFFROI_DATA_DIR"], "session").write_text(client.cookies["sessionid"].value, encoding="ascii")
    print(json.dumps({"actions": actions, "pages": pages, "walks": walks(large)}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
