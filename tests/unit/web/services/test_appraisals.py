"""The corridor page and the costs-and-benefits page: computed on the server, tried without keeping, kept for good."""

import pytest
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
    "survey": "80 200 400 450\n90;210;390;460", "state_aid": "on", "market_price": "500",
}  # fmt: skip
ROWS = {
    "financial": "0.04", "social": "0.03", "draws": "200", "flow-TOTAL_FORMS": "2", "flow-INITIAL_FORMS": "0",
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
