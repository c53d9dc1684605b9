"""Twenty visitors for locust, who read without a pause: pages of the observatory in turn, or only the empty page."""

import json
import os
import random
from pathlib import Path

from locust import FastHttpUser, constant, events, task

REGIONS = ("BE3", "ES13", "FRB0", "FI1D", "FRE", "LT", "SE31", "ITC1", "DED", "SI")
SECTORS = ("C10", "C20", "C21", "C24", "C26", "C30", "F41", "H49", "J62", "M72")
SERIES = ("gdp_per_head_eur", "gdp_per_head_pps_eu100", "unemployment_rate", "adult_learning_rate", "innovation_index")
PAGES = (
    ("/observe/{region}/", "a profile"),
    ("/observe/{region}/economy/", "its economy"),
    ("/observe/{region}/clusters/", "its portfolio"),
    ("/observe/{region}/index/", "what drives its index"),
    ("/observe/sectors/", "all sectors"),
    ("/observe/sectors/{sector}/?region={region}", "a sector across regions"),
    ("/observe/sectors/{sector}/strength/", "its strength"),
    ("/observe/index/", "the index"),
    ("/observe/figures/", "the catalogue"),
    ("/observe/figures/{series}/?region={region}", "a series"),
)
"""Pages of the observatory, each for ten regions, ten sectors and five series in turn."""
IS_EMPTY = os.environ["BEFFROI_BENCHMARK_WHAT"] == "empty"
times: dict[str, list[float]] = {}


@events.request.add_listener
def keep(name: str, response_time: float, exception: Exception | None, **_more: object) -> None:
    """Keep every time; a failure ends the run."""
    if exception is not None:
        raise exception
    times.setdefault(name, []).append(response_time)


@events.quitting.add_listener
def write(**_more: object) -> None:
    """Write them down for the benchmark."""
    Path(os.environ["BEFFROI_BENCHMARK_TIMES"]).write_text(json.dumps(times), encoding="utf-8")


class Visitor(FastHttpUser):
    """Reads without a pause; an answer is waited for before the next is asked for."""

    wait_time = constant(0)

    def on_start(self) -> None:
        """Everybody begins somewhere else."""
        self.turn = random.randrange(100)  # noqa: S311 - no secret

    @task
    def read(self) -> None:
        """The next page, or an empty one where that is measured."""
        if IS_EMPTY:
            self.client.get("/empty/", name="/empty/")
            return
        address, name = PAGES[self.turn % len(PAGES)]
        at = self.turn // len(PAGES)
        place = {"region": REGIONS[at % 10], "sector": SECTORS[(at * 3) % 10], "series": SERIES[at % 5]}
        self.client.get(address.format(**place), name=name, headers={"Accept-Encoding": "gzip"})
        self.turn += 1
