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
        ("challenges:\n  - {id: C1, text: A}\n  - {id: C2, texte: B}\n", "Line 3"),
        ("a: &a [x]\nb: *a\n", "Line 2"),
        ("challenges: [", "line"),
        ("- x\n", "no keys"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as fault:
        read_case(text)
    assert said in " ".join(fault.value.messages)


def test_a_link_to_nothing_changes_nothing() -> None:
    strategy = cast_piloting.strategy()
    case = {"challenges": [{"id": "C1", "text": "A"}], "drivers": [{"id": "D1", "text": "B", "causes": ["C9"]}]}
    with pytest.raises(ValidationError, match="C9"):
        import_case(actor=None, strategy=strategy, case=case, language="en")
    assert not Node.objects.exists()
