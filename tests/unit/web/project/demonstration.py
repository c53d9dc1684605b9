"""The demonstration, loaded into the database of a test."""

from typing import Any

import pytest

from beffroi.web.accounts.demo import load_demo_people
from beffroi.web.monitoring.demo import load_demo_monitoring
from beffroi.web.observatory.actions.pins import pin_evidence
from beffroi.web.piloting.demo import load_demo_piloting
from beffroi.web.strategy import demo
from beffroi.web.strategy.models import Strategy

FIGURE = "/observe/figures/gdp_per_head_eur/?regions=BE3,BE&year=2017"


def load(monkeypatch: pytest.MonkeyPatch) -> Strategy:
    """People, strategy, piloting and monitoring, with one figure pinned in the place of all."""
    load_demo_people()
    monkeypatch.setattr(demo, "pin_evidence", lambda **asked: pin_evidence(**asked | {"target": FIGURE}))
    loaded = demo.load_demo_strategy()
    load_demo_piloting(loaded)
    load_demo_monitoring(loaded)
    return loaded


@pytest.fixture
def demonstration(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Strategy:
    """The strategy of the demonstration."""
    settings.DATA_FOLDER = tmp_path
    return load(monkeypatch)
