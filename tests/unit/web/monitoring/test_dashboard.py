"""Dashboards: the same numbers as on every page, of the whole and its parts, in few queries however much there is."""

from typing import Any

import pytest
from django.utils import timezone
from tests.unit.web import cast
from tests.unit.web import cast_monitoring as monitor
from tests.unit.web import cast_piloting as pilot
from tests.unit.web.monitoring.test_track import short_chain

from beffroi.analytics.results.months import month_of, month_text
from beffroi.web.chain.actions import add_link, add_node
from beffroi.web.monitoring.alert_refresh import refresh_alerts
from beffroi.web.monitoring.queries import track as tracks
from beffroi.web.monitoring.queries import track_of
from beffroi.web.monitoring.queries.dashboard import dashboard_of

pytestmark = pytest.mark.django_db


def test_the_dashboard_says_what_the_track_page_says(django_assert_max_num_queries: Any) -> None:
    held = short_chain()
    refresh_alerts(held.strategy)
    client = cast.signed_in(cast.reader())
    address = f"/monitor/{held.strategy.slug}/dashboard/"
    client.get(address)
    with django_assert_max_num_queries(15):
        page = client.get(address)
    text = page.content.decode()
    track = track_of(held.strategy, timezone.localdate())
    assert "1 of 4 indicators are on track; 2 off track and 1 no data." in text
    assert text.count("small-one") == len(track.rows) == 4
    assert text.index("M1 Staff") < text.index("M4 Nobody asks") < text.index("M2 Grants")
    assert 'class="line is-ref"' in text and 'class="line is-region"' in text
    assert client.get(f"{address}?of=nothing").status_code == 404
    assert client.get(f"{address}?at=soon").status_code == 400
    permanent = f"{address}?at={month_text(month_of(monitor.ago(1)))}"
    assert permanent in text and client.get(permanent).status_code == 200


def test_parts_are_interventions_priority_areas_and_reporters() -> None:
    strategy = pilot.strategy()
    draft = strategy.versions.get()
    area = add_node(actor=None, space=draft.space, kind="priority_area", title={"en": "Circular chemistry"})
    acts = add_node(actor=None, space=draft.space, kind="intervention", title={"en": "Calls"})
    other = add_node(actor=None, space=draft.space, kind="intervention", title={"en": "Nothing yet"})
    add_link(actor=None, space=draft.space, kind="acts_in", source=area.item, target=acts.item)
    grants = monitor.step("output", of=strategy)
    growth = monitor.step("outcome", after=grants)
    add_link(actor=None, space=strategy.living, kind="expects", source=acts.item, target=grants.item)
    monitor.indicator(grants, "Grants", reporter_body=pilot.body("ME"))
    monitor.indicator(growth, "Growth")
    monitor.indicator(monitor.step("output"), "Beside")
    track = track_of(strategy, timezone.localdate())
    found = dashboard_of(strategy, track)
    assert found is not None and len(found.rows) == 3
    parts = {part.kind: (part.name, [row.reading.node.code for row in part.rows]) for part in found.parts}
    assert parts == {
        "priority_area": (f"{area.code} Circular chemistry", ["M1", "M2"]),
        "intervention": (f"{acts.code} Calls", ["M1", "M2"]),
        "reporter": ("Body ME", ["M1"]),
    }  # fmt: skip
    assert other.code not in str(parts)
    part = dashboard_of(strategy, track, str(area.item.key))
    assert part is not None and [row.reading.node.code for row in part.rows] == ["M1", "M2"]
    client = cast.signed_in(cast.reader())
    page = client.get(f"/monitor/{strategy.slug}/dashboard/?of=body-{pilot.body('ME').pk}").content.decode()
    assert "Body ME: is it on track?" in page and "M2 Growth" not in page


def test_queries_do_not_grow_with_indicators_and_measurements(django_assert_max_num_queries: Any) -> None:
    at = monitor.step()
    for number in range(8):
        one = monitor.indicator(at, f"Indicator {number}")
        for months in range(1, 7):
            monitor.value(one, months, months)
    client = cast.signed_in(cast.reader())
    with django_assert_max_num_queries(26):
        client.get(f"/monitor/{one.strategy.slug}/dashboard/")
    with django_assert_max_num_queries(15):
        client.get(f"/monitor/{one.strategy.slug}/dashboard/")


def test_a_level_of_a_rubric_is_no_amount_on_a_picture() -> None:
    held = short_chain()
    text = cast.signed_in(cast.reader()).get(f"/monitor/{held.strategy.slug}/dashboard/").content.decode()
    part = text[text.index("M3 Clarity") :][:900]
    assert "level 1 of 3" in part and "halo is-region" in part


def test_what_one_person_looked_at_is_there_for_the_next_until_somebody_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    held = short_chain()
    address = f"/monitor/{held.strategy.slug}/dashboard/"
    clients = [cast.signed_in(who) for who in (cast.reader(), cast.m_and_e_officer())]
    computed = []
    monkeypatch.setattr(tracks, "track_of", lambda *asked: computed.append(1) or track_of(*asked))
    for client in clients:
        assert client.get(address).status_code == 200
    assert len(computed) == 1
    assert cast.signed_in(cast.person("Nobody in particular")).get(address).status_code == 404
    monitor.indicator(name="One more")
    assert "One more" in clients[0].get(address).content.decode()
    assert len(computed) == 2
