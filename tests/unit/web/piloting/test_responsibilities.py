"""The matrix of responsibilities: one accountable an action, gaps and doubles told, changed with care."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.web import cast, cast_piloting

from beffroi.web.piloting.actions import share_out
from beffroi.web.piloting.actions.roadmap import Share
from beffroi.web.piloting.models import Responsibility
from beffroi.web.piloting.queries.responsibilities import matrix_of
from beffroi.web.piloting.raci_rules import Share as Held
from beffroi.web.piloting.raci_rules import faults
from beffroi.web.piloting.wording import matrix_words

ACTIONS = ["A1", "A2", "A3"]
shares = st.lists(
    st.builds(Held, st.sampled_from(ACTIONS), st.sampled_from("xyz"), st.sampled_from("RACIO")), max_size=15
)


@given(shares)
def test_what_is_not_told_has_exactly_one_accountable_and_somebody_responsible(held: list[Held]) -> None:
    told = faults(ACTIONS, held)
    for action in ACTIONS:
        accountable = {one.party for one in held if one.action == action and one.part == "A"}
        responsible = [one for one in held if one.action == action and one.part == "R"]
        assert (action not in told) == (len(accountable) == 1 and bool(responsible))


@pytest.mark.django_db
def test_gaps_and_doubles_are_told_and_mended(django_assert_max_num_queries: Any) -> None:
    action = cast_piloting.action("Recruit")
    held = action.strategy
    assert "nobody is accountable: A1" in matrix_words(matrix_of(held))
    for code in ("WG", "ME"):
        Responsibility.objects.create(action=action, part="A", body=cast_piloting.body(code))
    assert "more than one is accountable: A1" in matrix_words(matrix_of(held))
    one, other = cast_piloting.body("SG"), cast_piloting.body("WG")
    with pytest.raises(ValidationError):
        share_out(actor=cast.co_manager(), roadmap_action=action, shares=[Share("A", one), Share("A", other)])
    share_out(actor=cast.co_manager(), roadmap_action=action, shares=[Share("A", one), Share("R", other)])
    with django_assert_max_num_queries(3):
        assert matrix_of(held).faulty == 0
    with pytest.raises(PermissionDenied):
        share_out(actor=cast.m_and_e_officer(), roadmap_action=action, shares=[])


@pytest.mark.django_db
def test_the_form_loses_no_part_that_stands() -> None:
    action = cast_piloting.action("Recruit")
    action.responsibilities.create(part="C", name={"en": "SPW", "fr": "SPW"}, position=7)
    action.responsibilities.create(part="O", name={"en": "SPW"}, position=8)
    rows = list(action.responsibilities.values())
    client = cast.signed_in(cast.co_manager())
    address = f"/pilot/{action.strategy.slug}/responsibilities/{action.item.key}/"
    form = client.get(address).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    assert "CO" in shown.values()
    assert client.post(address, shown).status_code == 302
    assert list(action.responsibilities.values()) == rows


@pytest.mark.django_db
def test_a_co_manager_gives_parts_on_the_page_and_takes_the_matrix_away() -> None:
    action = cast_piloting.action("=Recruit")
    firm = cast.organisation("Atelier du Condroz")
    client = cast.signed_in(cast.co_manager())
    base = f"/pilot/{action.strategy.slug}/responsibilities"
    form = client.get(f"{base}/{action.item.key}/").context["form"]
    body_field = next(name for name in form.fields if name.startswith("party_"))
    half = client.post(f"{base}/{action.item.key}/", {body_field: "AR", "organisation": firm.pk})
    assert half.context["form"].errors.keys() == {"part"}
    client.post(f"{base}/{action.item.key}/", {body_field: "AR", "organisation": firm.pk, "part": "C"})
    assert sorted(one.part for one in action.responsibilities.all()) == ["A", "C", "R"]
    assert client.get(f"{base}/?gaps=1").context["page"].paginator.count == 0
    text = client.get(f"{base}.csv").content.decode()
    assert text.splitlines()[1] == "A1,'=Recruit,AR,C"
