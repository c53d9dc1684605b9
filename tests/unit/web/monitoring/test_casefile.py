"""Indicators in the case file: whole sheets in two languages, measurements where asked for, nothing overwritten."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation
from tests.unit.web import cast, cast_piloting

from beffroi.web.monitoring.eu_common import common_indicators
from beffroi.web.monitoring.models import Commitment, Indicator, Measurement, ValueRule
from beffroi.web.monitoring.queries.pages import page_of
from beffroi.web.strategy.casefile import exported, import_case, preview
from beffroi.web.strategy.queries import draft_of

pytestmark = pytest.mark.django_db
EARLIER: dict[str, Any] = {
    "label": "2014–2020", "baseline": {"at": "2014-01", "value": 0}, "milestones": [{"at": "2017-01", "value": 4}],
    "target": {"at": "2020-12", "value": 9.5}, "band": 0.2, "until": "2020-01",
}  # fmt: skip
CASE: dict[str, Any] = {
    "interventions": [{"id": "HIA", "name": "Calls"}],
    "results": [{"id": "OP1", "kind": "output", "text": "Grants", "of": ["HIA"]}],
    "indicators": [
        {"id": "M1", "name": "Firms", "measures": "OP1", "rule": "sum", "breakdown": ["small"], "unit": "firms",
         "baseline": {"at": "2020-01", "value": 0}, "target": {"at": "2030-12", "value": 40.5}, "reporter_body": "SG",
         "least": 0, "most": 100.5, "earlier_commitments": [EARLIER]},
        {"id": "M2", "name": "Clear", "measures": "OP1", "kind": "qualitative", "rubric": ["no", "yes"],
         "part_of": "M1"},
        {"id": "M3", "name": "Helped", "rule": "distinct", "counts_of": ["HIA"], "support": "grant",
         "reporter_organisation": {"name": "Agency", "number": "1999900072"}},
    ],
    "value_rules": [{"formula": "M3 <= M1", "why": "Helped with a grant", "weight": "wrong"}, {"formula": "M1 = M1"}],
    "longer_texts": {"living.M1": "Firms that got a grant."},
}  # fmt: skip
VALUES = [{"indicator": "M1", "at": "2021-06", "value": 4, "part": "small", "note": "from the register"}]


@pytest.fixture
def strategy() -> Any:
    cast.organisation("Agency", enterprise_number="1999900072")
    return cast_piloting.body().strategy


def taken(strategy: Any, case: dict[str, Any], language: str = "en", actor: Any = None) -> None:
    import_case(actor=actor, strategy=strategy, case=case, language=language)


def written(strategy: Any, language: str = "en", **more: Any) -> dict[str, Any]:
    draft = draft_of(strategy)
    assert draft is not None
    found = exported(draft, language, **more)
    return {
        name: found[name] for name in ("indicators", "value_rules", "longer_texts", "measurements") if name in found
    }


def test_sheets_come_out_as_they_went_in_and_a_second_language_adds_its_texts(strategy: Any) -> None:
    taken(strategy, CASE)
    wanted = {name: CASE[name] for name in ("indicators", "value_rules", "longer_texts")}
    assert written(strategy) == wanted
    french = CASE | {
        "indicators": [
            CASE["indicators"][0] | {"name": "Entreprises", "unit": "entreprises"},
            CASE["indicators"][1] | {"name": "Clarté", "rubric": ["non", "oui"]},
            CASE["indicators"][2] | {"name": "Soutenues"},
        ],
        "longer_texts": {},
    }
    taken(strategy, french, "fr")
    assert written(strategy) == wanted
    assert [one["name"] for one in written(strategy, "fr")["indicators"]] == ["Entreprises", "Clarté", "Soutenues"]
    clear = Indicator.objects.get(kind="qualitative")
    assert clear.rubric == [{"en": "no", "fr": "non"}, {"en": "yes", "fr": "oui"}]
    assert clear.part_of == Indicator.objects.get(rule="sum")


def test_measurements_are_entered_once_and_corrected_never_overwritten(strategy: Any) -> None:
    case = CASE | {"measurements": VALUES}
    taken(strategy, case)
    taken(strategy, case)
    assert Measurement.objects.count() == 1 and "measurements" not in written(strategy)
    assert written(strategy, with_measurements=True)["measurements"] == VALUES
    taken(strategy, case | {"measurements": [VALUES[0] | {"value": 5}]})
    first, second = Measurement.objects.order_by("pk")
    assert (first.value, second.value, second.supersedes) == (4, 5, first) and "case file" in second.reason


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"kind": "common", "common_code": "RCO99"}, "M1: There is no such common indicator"),
        ({"part_of": "M9"}, "M9"),
        ({"reporter_body": "NO"}, "M1: no body has the code NO"),
        ({"rule": "distinct", "counts_of": ["ZZZ"]}, "M1: nothing in the file has the id ZZZ"),
        ({"measures": "OP9"}, "OP9"),
        ({"least": 5, "most": 4}, "M1: The greatest possible"),
        ({"reporter_organisation": {"name": "Nobody"}}, "M1: no organisation is entered as Nobody"),
        ({"earlier_commitments": [EARLIER | {"until": "2013-01"}]}, "M1: The target and the end"),
        (
            {"earlier_commitments": [EARLIER, EARLIER | {"band": 0.3}]},
            "M1: .* never changed",
        ),
        ({"target": {"at": "2019-01", "value": 4}}, "M1: "),
    ],
)
def test_what_a_sheet_may_not_say_is_refused_with_its_id_and_nothing_is_kept(
    strategy: Any, more: dict[str, Any], said: str
) -> None:
    first = CASE["indicators"][0] | more
    with pytest.raises(ValidationError, match=said):
        taken(strategy, CASE | {"indicators": [first, *CASE["indicators"][1:]]})
    assert not Indicator.objects.exists()


def test_a_value_for_nothing_or_for_what_comes_by_itself_is_refused(strategy: Any) -> None:
    for code, said in (("M9", "M9"), ("M3", "M3, 2021-06: .* come by themselves")):
        with pytest.raises(ValidationError, match=said):
            taken(strategy, CASE | {"measurements": [{"indicator": code, "at": "2021-06", "value": 4}]})


def test_who_pilots_enters_no_indicators_by_a_file_either(strategy: Any) -> None:
    with pytest.raises(PermissionDenied):
        taken(strategy, CASE, actor=cast.co_manager())
    with pytest.raises(ValidationError, match="by the command"):
        taken(strategy, CASE | {"measurements": VALUES}, actor=cast.administrator())
    taken(strategy, CASE, actor=cast.administrator())
    assert Indicator.objects.count() == 3


def test_the_preview_tells_a_changed_sheet_from_one_that_stays(strategy: Any) -> None:
    taken(strategy, CASE)
    other = [CASE["indicators"][0] | {"target": {"at": "2030-12", "value": 50}}, *CASE["indicators"][1:]]
    found = preview(actor=None, strategy=strategy, case=CASE | {"indicators": other}, language="en")
    assert (
        [line.code for line in found.changed] == ["M1"]
        and "M3 <= M1" in {line.code for line in found.left}
        and "M2" in {line.code for line in found.left}
    )
    assert Indicator.objects.get(rule="sum").target_value == 40.5


def test_a_french_name_that_nobody_compared_says_that_it_is_ours(strategy: Any) -> None:

    assert {one.has_official_french for one in common_indicators().values()} == {False}
    first = CASE["indicators"][0] | {"kind": "common", "common_code": "RCO02"}
    taken(strategy, CASE | {"indicators": [first, *CASE["indicators"][1:]]})
    row = Indicator.objects.get(rule="sum")
    said = {}
    for language in ("en", "fr"):
        with translation.override(language):
            page = page_of(row, timezone.localdate())
            assert page is not None
            said[language] = page.origin
    assert "traduction" in said["fr"] and "translation" not in said["en"]


def test_rules_and_earlier_commitments_are_stated_once_and_refused_where_they_say_nothing(strategy: Any) -> None:
    taken(strategy, CASE)
    without = [{name: value for name, value in one.items() if name != "most"} for one in CASE["indicators"]]
    rules = [CASE["value_rules"][0] | {"weight": "unlikely"}]
    taken(strategy, CASE | {"indicators": without, "value_rules": rules})
    assert (Commitment.objects.count(), ValueRule.objects.count()) == (1, 2)
    assert ValueRule.objects.get(formula="M3 <= M1").weight == "unlikely"
    assert Indicator.objects.get(rule="sum").most is not None, "what a file does not say stays"
    with pytest.raises(ValidationError, match="M9"):
        taken(strategy, CASE | {"value_rules": [{"formula": "M9 <= M1"}]})
    other = CASE["indicators"][0] | {"earlier_commitments": [EARLIER | {"label": "Otherwise"}]}
    with pytest.raises(ValidationError, match=r"M1: .* never changed"):
        taken(strategy, CASE | {"indicators": [other, *CASE["indicators"][1:]]})
