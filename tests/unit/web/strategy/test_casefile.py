"""A case file enters whole, comes out the same, and is refused with its line."""

from importlib.resources import files

import pytest
from django.core.exceptions import ValidationError
from tests.unit.web import cast_piloting

from beffroi.web.chain.models import Link, Node
from beffroi.web.piloting.models import Action, Body
from beffroi.web.strategy.casefile import exported, import_case, read_case
from beffroi.web.strategy.queries import draft_of

pytestmark = pytest.mark.django_db


def wallonia() -> dict:
    text = (files("beffroi.web.strategy") / "data" / "wallonia.en.yaml").read_text(encoding="utf-8")
    return read_case(text, "wallonia.en.yaml")


def test_every_entry_of_the_walloon_case_comes_out_as_it_went_in() -> None:
    strategy, case = cast_piloting.strategy(), wallonia()
    import_case(actor=None, strategy=strategy, case=case, language="en")
    assert exported(draft_of(strategy), "en") == case


def test_a_second_import_changes_nothing() -> None:
    strategy, case = cast_piloting.strategy(), wallonia()
    first = import_case(actor=None, strategy=strategy, case=case, language="en")
    nodes, links = Node.objects.count(), Link.objects.count()
    second = import_case(actor=None, strategy=strategy, case=case, language="en")
    assert (Node.objects.count(), Link.objects.count()) == (nodes, links)
    assert second == {"created": 0, "changed": 0, "left": first["created"]}


def test_months_count_as_their_first_and_last_day() -> None:
    strategy = cast_piloting.strategy()
    import_case(actor=None, strategy=strategy, case=wallonia(), language="en")
    node = Node.objects.get(space=strategy.living, code="A1")
    action = Action.objects.get(item=node.item)
    assert (action.start.isoformat(), action.end.isoformat()) == ("2020-01-01", "2020-05-31")
    assert Body.objects.get(strategy=strategy, code="WG").seats.count() == 6


def test_a_second_language_adds_its_texts() -> None:
    strategy = cast_piloting.strategy()
    import_case(actor=None, strategy=strategy, case={"challenges": [{"id": "C1", "text": "Growth"}]}, language="en")
    import_case(actor=None, strategy=strategy, case={"challenges": [{"id": "C1", "text": "Croissance"}]}, language="fr")
    assert Node.objects.get(code="C1").title == {"en": "Growth", "fr": "Croissance"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("challenges:\n  - {id: C1, text: A}\n  - {id: C2, texte: B}\n", "Line 3, challenges.2.text: it is missing"),
        ("challenges:\n  - text: A\n", "Line 2, challenges.1.id: it is missing"),
        (
            "challenges:\n  - {id: C1, text: A}\n  - {id: C1, text: B}\n",
            "Line 3, challenges.2.id: the id C1 stands twice",
        ),
        ("challenges:\n  - {id: C1, text: no}\n", "Line 2, challenges.1.text: a text is wanted"),
        ("challenges: {id: C1}\n", "Line 1, challenges: a list is wanted"),
        ("drivers:\n  - {id: D1, text: A, causes: [C9]}\n", "Line 2, drivers.1.causes.1: it names C9, but nothing"),
        ("drivers:\n  - {id: D1, text: A, causes: [D2]}\n  - {id: D2, text: B, causes: [D1]}\n", "circle"),
        ("action_plan:\n  other:\n    - {id: A1, action: X, start: 2020-13}\n", "Line 3, action_plan.other.1.start"),
        ("action_plan:\n  other:\n    - {id: A1, action: X, after: [A2]}\n", "it names A2"),
        ("action_plan:\n  XYZ:\n    - {id: A1, action: X}\n", "Line 2, action_plan.XYZ: no intervention"),
        (
            "governance:\n  bodies:\n    - {id: SG, name: X, function: leading}\n",
            "Line 3, governance.bodies.1.function",
        ),
        ("governance:\n  bodies:\n    - {id: SG, name: X, function: piloting, seats: many}\n", "a whole number"),
        (
            "governance:\n  risks:\n    - {id: G1, text: A}\n",
            "Line 2, governance.risks: this tells of the intervention GOV",
        ),
        ("service_on_demand:\n  cost_eur: {a: [5, 4]}\n", "Line 1, service_on_demand: the highest amount"),
        ("policy_timeline:\n  - {name: A, from: 2010, to: 2005}\n", "Line 2, policy_timeline.1: it ends before"),
        ("meta: {when: .inf}\n", "Line 1: this number is too large"),
        ("meta: {1: a}\n", "Line 1: a key must be a text"),
        ("meta: !!python/object:os.system {}\n", "Line 1: the tag"),
        ('meta: {a: "\\0"}\n', "Line 1: a sign in this text"),
        ("a: &a [x]\nb: *a\n", "Line 2: aliases"),
        ("challenges: [", "line"),
        ("challenges: []\nchallenges: []\n", "line 2"),
        ("[" * 5000, "cannot be read"),
        ("- x\n", "no keys"),
        ("  \n# nothing\n", "empty"),
        (b"challenges: \xe9t\xe9", "UTF-8"),
        (b"PK\x03\x04\x00\x00", "not a text file"),
        ("x" * 1_000_001, "split it"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text: str | bytes, said: str) -> None:
    with pytest.raises(ValidationError) as fault:
        read_case(text)
    assert said in " ".join(fault.value.messages)


def test_commas_without_quotes_do_not_cut_a_text() -> None:
    assert read_case("challenges:\n  - {id: C1, text: Firms, clusters and others, 2019}\n  - {id: C2, text: B}\n") == {
        "challenges": [{"id": "C1", "text": "Firms, clusters and others, 2019"}, {"id": "C2", "text": "B"}]
    }
    with pytest.raises(ValidationError, match="Line 2: “lost” has no value"):
        read_case("challenges:\n  - {lost, id: C1, text: A}\n")


def test_a_fault_on_the_way_changes_nothing() -> None:
    strategy = cast_piloting.strategy()
    case = read_case("challenges:\n- {id: C1, text: A}\nelements:\n- {id: P1, kind: decision, text: B}\n")
    with pytest.raises(ValidationError, match="no kind of element"):
        import_case(actor=None, strategy=strategy, case=case, language="en")
    assert not Node.objects.exists()


def test_a_second_import_brings_new_dates_and_keeps_the_first_plan() -> None:
    strategy = cast_piloting.strategy()
    plan = "action_plan:\n  other:\n    - {{id: A1, action: X, start: 2020-01, end: {end}}}\n"
    for end in ("2020-05", "2020-07"):
        import_case(actor=None, strategy=strategy, case=read_case(plan.format(end=end)), language="en")
    action = Action.objects.get(strategy=strategy)
    assert (action.end_as_stated, action.end.isoformat(), action.baseline_end.isoformat()) == (
        "2020-07", "2020-07-31", "2020-05-31"
    )  # fmt: skip
    assert action.replannings.get().old_end == "2020-05"


@pytest.mark.parametrize(("code", "language"), [("SOD-E1", "en"), ("SOD-E1", "fr"), ("XV1", "en"), ("XO1", "fr")])
def test_a_title_of_an_authors_own_goes_out_and_comes_back(code: str, language: str) -> None:
    strategy = cast_piloting.strategy()
    import_case(actor=None, strategy=strategy, case=wallonia(), language="en")
    node = Node.objects.get(space=draft_of(strategy).space, code=code)
    node.title = node.title | {language: "In words of our own"}
    node.save()
    out = exported(draft_of(strategy), language)
    assert out["titles"][code] == "In words of our own"
    again = import_case(actor=None, strategy=strategy, case=out, language=language)
    node.refresh_from_db()
    assert (again["created"], node.title[language]) == (0, "In words of our own")
