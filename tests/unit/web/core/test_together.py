"""Queries read in one statement give what they give one by one."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Count, Q, Sum, TextField, Value
from django.db.models.functions import ExtractYear
from django.utils.functional import lazy
from tests.unit.web import cast_piloting

from beffroi.web.chain.models import Link, Node
from beffroi.web.core import compiled
from beffroi.web.core import together as module
from beffroi.web.core.together import hand_over, read, read_each, together
from beffroi.web.piloting.models import Action, Body, LedgerEntry, Meeting, Term

pytestmark = pytest.mark.django_db


def queries() -> list[Any]:
    """Queries of every form that pages use."""
    return [
        Body.objects.select_related("strategy", "strategy__living", "host").annotate(many=Count("seats")),
        Term.objects.select_related("person", "organisation", "seat__body__strategy").order_by("starts"),
        Meeting.objects.filter(Q(starts_at__year__gte=2000)).select_related("body").order_by("starts_at"),
        Action.objects.annotate(times=Count("replannings", distinct=True)).order_by("-end", "pk"),
        Node.objects.filter(title__en__isnull=False).select_related("item", "space").order_by("-pk"),
        Link.objects.values_list("kind", "source", "target").order_by("pk"),
        Node.objects.values_list("item__key", flat=True).order_by("pk"),
        LedgerEntry.objects.order_by().values("item", "kind", year=ExtractYear("on")).annotate(total=Sum("amount"))
        .order_by("total"),
        LedgerEntry.objects.select_related("source", "item").order_by("pk"),
        Body.objects.filter(pk__in=[]),
    ]  # fmt: skip


def plain(rows: list[Any]) -> list[Any]:
    """Rows with all that they hold, also of what was read beside them."""
    return [_values(row) if hasattr(row, "_meta") else row for row in rows]


def _values(row: Any, depth: int = 3) -> dict[str, Any]:
    held = {name: value for name, value in vars(row).items() if name != "_state"}
    beside = row._state.fields_cache.items() if depth else ()
    return held | {f"{name}*": of and _values(of, depth - 1) for name, of in beside}


@pytest.fixture
def _held() -> None:
    body = cast_piloting.body()
    cast_piloting.term(body)
    cast_piloting.meeting(body)
    cast_piloting.held(body)
    first = cast_piloting.action('Recruit ‘the’ "best" – éà', start=date(2021, 1, 1), end=date(2021, 3, 1))
    cast_piloting.action("Later", after=first, start=date(2022, 1, 1), end=date(2022, 3, 1))
    cast_piloting.amount(amount="1234567.89")
    cast_piloting.amount(amount="0.10")


@pytest.mark.usefixtures("_held")
def test_rows_are_the_same_as_those_that_are_asked_for_one_by_one(django_assert_num_queries: Any) -> None:
    alone = [plain(list(one)) for one in queries()]
    assert sum(bool(rows) for rows in alone) == len(alone) - 1
    with django_assert_num_queries(1), together(*queries()):
        found = [plain(read(one)) for one in queries()]
    assert found == alone
    assert [[type(value) for value in row.values()] for row in found[3]] == [
        [type(value) for value in row.values()] for row in alone[3]
    ]


@pytest.mark.usefixtures("_held")
def test_what_was_not_read_together_is_asked_for(django_assert_num_queries: Any) -> None:
    bodies, ended = Body.objects.order_by("pk"), Body.objects.filter(ended_on__isnull=False)
    with together(bodies):
        with django_assert_num_queries(1):
            assert len(read(bodies)) == 1
        with django_assert_num_queries(0), together(bodies):
            assert read(bodies) == [Body.objects.none().model(pk=one.pk) for one in read(bodies)]
        with django_assert_num_queries(1):
            assert read(ended) == []
        with django_assert_num_queries(1), together(bodies, ended):
            assert read(ended) == []
    with django_assert_num_queries(1):
        assert len(read(bodies)) == 1


@pytest.mark.usefixtures("_held")
def test_an_answer_in_the_same_words_is_not_understood_anew_and_readers_do_not_meet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "LARGE", 1)
    made = []
    whole = compiled.Compiled.rows
    monkeypatch.setattr(compiled.Compiled, "rows", lambda one, lines: made.extend(lines) or whole(one, lines))

    def seen() -> list[Any]:
        with together(*queries()):
            return [read(one) for one in queries()]

    alone = [plain(list(one)) for one in queries()]
    first = seen()
    many = len(made)
    first[4][0].code, first[4][0].item.kind = "changed", "changed"
    assert [plain(rows) for rows in seen()] == alone
    assert len(made) == many > 0
    Node.objects.filter(pk=first[4][0].pk).update(code="N9")
    assert seen()[4][0].code == "N9"
    assert many < len(made) < 2 * many, "only rows that changed"


@pytest.mark.usefixtures("_held")
def test_what_is_made_of_a_row_is_made_anew_for_the_row_that_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE", 1)
    codes = Node.objects.order_by("pk").values_list("code", "pk")
    calls = []

    def said(row: Any) -> str:
        calls.append(row)
        return "/".join(map(str, row))

    def seen() -> list[str]:
        with together(codes):
            return read_each(codes, said)

    assert seen() == seen() == ["/".join(map(str, row)) for row in codes]
    assert len(calls) == len(codes) > 1
    changed = Node.objects.latest("pk").pk
    Node.objects.filter(pk=changed).update(code="N9")
    assert seen()[-1] == f"N9/{changed}"
    assert len(calls) == len(codes) + 1


@pytest.mark.usefixtures("_held")
def test_what_is_handed_over_can_still_be_asked_for_in_part(django_assert_num_queries: Any) -> None:
    strategies = list(Body.objects.select_related("strategy").order_by("pk"))
    meetings = list(Meeting.objects.order_by("pk"))
    hand_over(strategies, "meetings", meetings, "body_id")
    with django_assert_num_queries(0):
        assert [list(one.meetings.all()) for one in strategies] == [meetings]
    assert not strategies[0].meetings.all().filter(pk=-1).exists()
    assert strategies[0].meetings.all().exclude(pk=-1).count() == len(meetings)
    strategies[0].meetings.update(body=Body.objects.create(strategy=strategies[0].strategy, code="other"))
    assert not strategies[0].meetings.all().exclude(pk=-1).exists()


def test_a_query_that_cannot_be_written_down_is_put_into_sql_each_time() -> None:
    asked = Body.objects.annotate(said=Value(lazy(lambda: "said", str)(), TextField())).values_list("said", flat=True)
    with together(asked):
        assert read(asked) == list(asked) == []
