"""The corridor page and the costs-and-benefits page: computed on the server, tried without keeping, kept for good."""

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import cast, cast_pilots
from tests.unit.web.cast_pilots import COSTS, PRICE

from beffroi.web.services import actions
from beffroi.web.services.models import Appraisal, Pilot
from beffroi.web.services.queries.appraisals import priced

pytestmark = pytest.mark.django_db
CASE = {
    "costs.fixed": "1200", "costs.variable": "80", "take_up.pessimistic": "12", "take_up.expected": "20",
    "take_up.optimistic": "30", "capacity": "40", "membership.fee": "1500", "membership.fee_share": "0.5",
    "membership.member_price": "100", "membership.members": "120", "protect_share": "0.5", "uses": "0, 1, 3, 3, 6",
    "survey": "80 200 400 450\n90;210;390;460", "state_aid": "on", "market_price": "500", "draws": "100", "seed": "7",
    "gabor_granger": "200 8 10\n300;5;10\n400 1 10",
}  # fmt: skip
ROWS = {
    "financial": "0.04", "social": "0.03", "draws": "200", "seed": "3", "flow-TOTAL_FORMS": "2",
    "flow-INITIAL_FORMS": "0",
    "flow-0-name": "preparation", "flow-0-kind": "cost", "flow-0-accounts": "financial economic",
    "flow-0-amounts": "12000 0", "flow-0-low": "0.9", "flow-0-high": "1.3",
    "flow-1-name": "contracts", "flow-1-kind": "benefit", "flow-1-accounts": "economic", "flow-1-amounts": "0; 20000",
}  # fmt: skip


def at(view: str, pilot: Pilot) -> str:
    return reverse(f"services:{view}", kwargs={"key": pilot.key})


def test_inputs_are_entered_tried_on_sliders_and_kept_as_they_were():
    pilot, manager = cast_pilots.pilot(), cast.signed_in(cast.cluster_manager())
    assert "No viable price" in manager.get(at("corridor", pilot)).content.decode()
    assert manager.post(at("price_inputs", pilot), CASE).status_code == 302
    kept = manager.get(at("corridor", pilot)).content.decode()
    assert "Between €350" in kept
    assert "below the market price of 500.00" in kept
    assert 'type="range"' in kept
    assert "style=" not in kept
    tried = manager.get(at("corridor", pilot), {"membership.fee": "3000"}).content.decode()
    assert "No viable price: membership pays from 600.00 on" in tried
    assert manager.get(at("corridor", pilot), {"capacity": "2"}).status_code == 400
    assert Appraisal.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE services_appraisal SET text = 'x'")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"survey": "80 200\n"}, "Line 1 is not four prices"),
        ({"gabor_granger": "200 9"}, "Line 1 is not a price and two whole numbers"),
        ({"gabor_granger": "200 9 8"}, "more would buy than were asked"),
        ({"draws": "9"}, "greater than or equal to 100"),
        ({"uses": "1, many"}, "Write whole numbers"),
        ({"take_up.pessimistic": "25"}, "the take-up is out of order"),
        ({"costs.fixed": ""}, "required"),
        ({"protect_share": "2"}, "less than or equal to 1"),
    ],
)
def test_inputs_that_cannot_be_are_refused_in_words(wrong, words):
    pilot = cast_pilots.pilot()
    answer = cast.signed_in(cast.cluster_manager()).post(at("price_inputs", pilot), CASE | wrong)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Appraisal.objects.exists()


def test_a_price_taken_into_the_offer_keeps_the_corridor_that_it_was_chosen_on():
    pilot = cast_pilots.at("promotion")
    manager = cast.signed_in(cast.cluster_manager())
    form = manager.get(at("take_price", pilot)).content.decode()
    assert "The price is viable from 350 to" in form
    said = {
        "audience": "non_member", "amount": "375", "tax": "S", "tax_rate": "21", "words_en": "Middle.",
        "starts": timezone.localdate().isoformat(),
    }  # fmt: skip
    assert manager.post(at("take_price", pilot), said).status_code == 302
    rule = pilot.offer.prices.order_by("-number").first()
    assert rule.rationale["floor_members"] == priced(PRICE).found.floor_members
    assert rule.rationale["appraisal"] == str(Appraisal.objects.filter(kind="price").get().key)


def test_costs_and_benefits_come_as_rows_or_as_the_file_of_the_command_line():
    pilot, manager = cast_pilots.pilot(), cast.signed_in(cast.cluster_manager())
    assert "Nothing is entered yet" in manager.get(at("costs", pilot)).content.decode()
    assert manager.post(at("cost_rows", pilot), ROWS).status_code == 302
    by_rows = manager.get(at("costs", pilot)).content.decode()
    file = SimpleUploadedFile("cba.yaml", COSTS.encode())
    assert manager.post(at("cost_file", pilot), {"file": file}).status_code == 302
    by_file = manager.get(at("costs", pilot)).content.decode()
    assert "It is worth it: the economic net present value is €7,417" in by_rows
    assert "It is worth it: the economic net present value is €7,417" in by_file
    assert "What the outcome hangs on" in by_file
    assert 'value="contracts"' in manager.get(at("cost_rows", pilot)).content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"flow-0-amounts": "many"}, "Write amounts of zero or more"),
        ({"flow-1-name": "preparation"}, "stands twice"),
        ({"flow-0-name": "", "flow-0-amounts": "", "flow-1-name": "", "flow-1-amounts": ""}, "there is no flow"),
        ({"flow-0-low": "1.2"}, "less than or equal to 1"),
        ({"flow-0-name": ""}, "Give a row a name and its amounts"),
    ],
)
def test_rows_that_cannot_be_are_refused_in_words(wrong, words):
    pilot = cast_pilots.pilot()
    answer = cast.signed_in(cast.cluster_manager()).post(at("cost_rows", pilot), ROWS | wrong)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Appraisal.objects.exists()


def test_a_file_with_more_draws_than_a_page_waits_for_is_refused():
    pilot, manager = cast_pilots.pilot(), cast.signed_in(cast.cluster_manager())
    file = SimpleUploadedFile("cba.yaml", COSTS.replace("200\n", "500000\n").encode())
    assert "draws at most here" in manager.post(at("cost_file", pilot), {"file": file}).content.decode()
    assert actions.keep_appraisal(actor=None, pilot=pilot, kind="costs", text=COSTS).kind == "costs"


def test_inputs_come_and_go_as_the_file_of_the_command_line_and_the_data_stand_under_the_charts() -> None:
    """What is taken in is given back; the form keeps what it asks, and shows the demand that it was told of."""
    pilot, manager = cast_pilots.pilot(), cast.signed_in(cast.cluster_manager())
    manager.post(at("price_inputs", pilot), CASE)
    page = manager.get(at("corridor", pilot)).content.decode()
    assert "Who would buy at which price" in page
    assert "most revenue" in page
    given = manager.get(at("price_yaml", pilot)).content
    said = yaml.safe_load(given)
    assert (said["draws"], said["seed"], said["gabor_granger"][1]["would_buy"]) == (100, 7, 5)
    assert yaml.safe_load(manager.get(at("price_yaml", pilot), {"costs.fixed": "99"}).content)["costs"]["fixed"] == 99
    assert manager.get(at("price_yaml", pilot), {"capacity": "2"}).status_code == 400
    form = manager.get(at("price_inputs", pilot)).context["form"]
    assert form.initial["gabor_granger"] == "200 8 10\n300 5 10\n400 1 10"
    for content, status in ((b"costs: 1\n", 400), (given, 302)):
        upload = SimpleUploadedFile("price.yaml", content)
        assert manager.post(at("price_file", pilot), {"file": upload}).status_code == status
    assert [priced(one.text).said == said for one in Appraisal.objects.all()] == [True, True]
    lines = manager.get(at("curves_csv", pilot)).content.decode().splitlines()
    assert lines[0].lstrip("\ufeff") == "price_eur,too_cheap,cheap,expensive,too_expensive"
    assert len(lines) == 9
    assert {manager.get(at(name, pilot)).status_code for name in ("outcomes_csv", "spread_csv")} == {404}
    both = COSTS.replace("contracts", "new contracts / nouveaux contrats")
    actions.keep_appraisal(actor=None, pilot=pilot, kind="costs", text=both)
    for language, name, other in (("en", "new contracts", "nouveaux"), ("fr", "nouveaux contrats", "new contracts")):
        shown = manager.get(at("costs", pilot), headers={"Accept-Language": language}).content.decode()
        assert name in shown
        assert other not in shown
    assert b"new contracts," in manager.get(at("outcomes_csv", pilot)).content
    lines = manager.get(at("spread_csv", pilot)).content.decode().split()[1:]
    assert sum(float(line.split(",")[2]) for line in lines) == pytest.approx(1)
    assert shown.count("<rect") > len(lines) / 2
