"""The policy timeline: plans in order of time with the instruments of each, written with the guard, out as CSV."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from tests.unit.web import cast, cast_strategy
from tests.unit.web.strategy.test_strategies import manager, words

from beffroi.web.core.models import AuditEntry
from beffroi.web.strategy.actions import remove_plan, save_plan
from beffroi.web.strategy.casefile import exported, import_case, read_case
from beffroi.web.strategy.models import Instrument, Plan
from beffroi.web.strategy.queries import draft_of
from beffroi.web.strategy.timeline import Axis, axis_of, span_of

WHERE = "/strategy/smart-strategy/timeline/"


def test_plans_stand_on_one_axis_and_open_ends_are_said() -> None:
    assert axis_of([(None, None)], 2024) is None
    axis = axis_of([(2005, 2009), (2014, None), (None, 2000)], 2019)
    assert axis == Axis(2000, 2019)
    assert [year for year, _x in axis.ticks] == [2000, 2005, 2010, 2015]
    found = [span_of(years, axis) for years in ((2005, 2009), (2014, None), (None, 2000), (None, None))]
    said = [(one.start, one.width, one.opens, one.goes_on) if one else None for one in found]
    assert said == [(25, 25, False, False), (70, 30, False, True), (0, 5, True, False), None]


@pytest.fixture
def held(db: None) -> Any:
    return cast_strategy.published()


def test_everybody_reads_plans_in_order_of_time_and_nobody_else_writes(held: Any) -> None:
    cast_strategy.instrument(held.strategy, run_by="The Region", for_whom={"en": "Firms"}, amount=Decimal("1500.50"))
    save_plan(actor=None, strategy=held.strategy, details={"name": {"en": "Clusters launched"}, "first_year": 2000})
    save_plan(actor=None, strategy=held.strategy, details={"name": {"en": "Some day"}})
    page = words(Client(), WHERE)
    assert "3 plans, the first of 2000; 1 instrument." in page
    assert re.search("since 2000.*Clusters launched.*2005 – 2009.*Marshall Plan.*years not known.*Some day", page)
    assert "run by The Region" in page
    assert '<td class="n">1,500.50</td>' in page
    assert "Enter a plan" not in page
    csv = Client().get(f"{WHERE}policy-map.csv").content.decode().splitlines()
    assert csv[0] == "plan,from,to,aim,instrument,run_by,for_whom,money,amount_eur,source"
    assert csv[2].startswith("Marshall Plan,2005,2009,,Calls for projects,The Region,Firms,,1500.5")
    assert len(csv) == 4
    with pytest.raises(PermissionDenied):
        save_plan(actor=cast.reader(), strategy=held.strategy, details={"name": {"en": "x"}})


def test_a_plan_is_entered_changed_with_the_guard_and_removed_with_its_instruments(held: Any) -> None:
    client = manager()
    wrong = client.post(f"{WHERE}new/", {"name_en": "", "first_year": "2009"})
    assert "Give the plan a name." in wrong.context["form"].errors["name_en"]
    wrong = client.post(f"{WHERE}new/", {"name_en": "Marshall", "first_year": "2009", "last_year": "2005"})
    assert "last year is before the first" in wrong.context["form"].errors["last_year"][0]
    assert client.post(f"{WHERE}new/", {"name_en": "M", "first_year": "12"}).status_code == 400
    client.post(f"{WHERE}new/", {"name_en": "Marshall", "name_fr": "Marshall (fr)", "first_year": "2005"})
    plan = Plan.objects.get()
    assert (plan.code, plan.name["fr"], plan.last_year) == ("plan-1", "Marshall (fr)", None)
    seen = re.search(r'name="seen" value="([^"]+)"', words(client, f"{WHERE}plans/plan-1/"))[1]  # type: ignore[index]
    save_plan(actor=None, strategy=held.strategy, plan=plan, details={"name": {"en": "Other"}})
    said = {"name_en": "Mine", "first_year": "2006", "seen": seen}
    answer = client.post(f"{WHERE}plans/plan-1/", said)
    assert "Somebody else changed this while you wrote" in answer.content.decode()
    assert Plan.objects.get().name["en"] == "Other"
    now = answer.context["form"]["seen"].value()
    client.post(f"{WHERE}plans/plan-1/", said | {"seen": now})
    assert Plan.objects.get().first_year == 2006
    client.post(f"{WHERE}plans/plan-1/instruments/new/", {"name_en": "Calls", "amount": "-1"})
    client.post(f"{WHERE}plans/plan-1/instruments/new/", {"name_en": "Calls", "run_by": "SPW", "amount": "10"})
    one = Instrument.objects.get()
    client.post(f"{WHERE}plans/plan-1/instruments/{one.pk}/", {"name_en": "Calls", "money_en": "Regional"})
    assert Instrument.objects.get().money == {"en": "Regional"}
    assert "Its instruments go with it: Calls" in words(client, f"{WHERE}plans/plan-1/remove/")
    client.post(f"{WHERE}plans/plan-1/remove/")
    assert not Plan.objects.exists()
    assert not Instrument.objects.exists()
    assert AuditEntry.objects.filter(verb="removed", of__startswith="strategy.").count() == 2


def test_a_removed_plan_leaves_the_codes_of_the_others_and_the_case_file_names_them(held: Any) -> None:
    for name in ("One", "Two", "Three"):
        save_plan(actor=None, strategy=held.strategy, details={"name": {"en": name}})
    remove_plan(actor=None, plan=Plan.objects.get(code="plan-2"))
    assert save_plan(actor=None, strategy=held.strategy, details={"name": {"en": "Four"}}).code == "plan-4"
    draft = draft_of(held.strategy)
    assert draft is not None
    rows = exported(draft, "en")["policy_timeline"]
    assert [row.get("id", row["name"]) for row in rows] == ["One", "plan-3", "plan-4"]
    import_case(actor=None, strategy=held.strategy, case={"policy_timeline": rows}, language="en")
    assert exported(draft, "en")["policy_timeline"] == rows
    with pytest.raises(ValidationError, match="the id plan-1 stands twice"):
        read_case("policy_timeline:\n  - {name: A}\n  - {name: B, id: plan-1}\n")


def test_the_page_takes_few_queries(held: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        cast_strategy.instrument(held.strategy, f"Plan {number}")
    client = manager()
    with django_assert_max_num_queries(15):
        client.get(WHERE)
