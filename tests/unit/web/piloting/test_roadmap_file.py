"""The roadmap leaves as a workbook and comes back changed: shown first, then all of it or nothing."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from tests.unit.web import cast, cast_piloting

from beffroi.analytics.planning.reading import plan_of
from beffroi.analytics.planning.writing import to_csv
from beffroi.web.piloting.actions.roadmap import Share, Wish, change_action
from beffroi.web.piloting.models import Action, Replanning
from beffroi.web.piloting.queries.roadmap import roadmap_of
from beffroi.web.piloting.roadmap_file import FIELDS

START = timezone.localdate


def a_roadmap() -> Action:
    first = cast_piloting.action("Recruit", start=START(), end=START() + timedelta(days=30))
    cast_piloting.action("Begin", after=first, start=START() + timedelta(days=40), end=START() + timedelta(days=50))
    return first


def sent(client: Any, address: str, text: str) -> Any:
    return client.post(address, {"file": SimpleUploadedFile("r.csv", text.encode()), "reason": "Moved in the sheet"})


@pytest.mark.django_db
def test_what_is_taken_away_and_sent_back_changes_nothing() -> None:
    first = a_roadmap()
    client = cast.signed_in(cast.co_manager())
    base = f"/pilot/{first.strategy.slug}/roadmap"
    content = client.get(f"{base}.xlsx").content
    plan = plan_of("r.xlsx", content).plan
    assert plan is not None
    assert [(one.id, one.owners, one.after) for one in plan.actions] == [
        ("A1", ("Body SG",), ()),
        ("A2", ("Body SG",), ("A1",)),
    ]
    file = SimpleUploadedFile("r.xlsx", content)
    page = client.post(f"{base}/import/", {"file": file, "reason": "none"})
    assert "The file changes nothing" in page.content.decode()
    assert "cannot be taken in" not in page.content.decode()


@pytest.mark.django_db
def test_a_file_taken_away_in_one_language_and_sent_back_in_another_changes_only_what_was_changed() -> None:
    one = a_roadmap()
    words = [Share("R", name={"en": "A consultant", "fr": "Un bureau d’études"}), Share("R", body=cast_piloting.body())]
    row = next(row for row in roadmap_of(one.strategy, START()).rows if row.action == one)
    wish = Wish({"en": "Recruit", "fr": "Recruter"}, code="A1", shares=words)
    change_action(
        actor=None, strategy=one.strategy, roadmap_action=one, revision=row.node.revision, wish=wish
    )  # fmt: skip
    client = cast.signed_in(cast.co_manager())
    base = f"/pilot/{one.strategy.slug}/roadmap/import/"
    in_french = "id,action,owners\nA1,Recruter,Un bureau d’études; Body SG\n"
    assert "The file changes nothing" in sent(client, base, in_french).content.decode()
    page = sent(client, base, in_french.replace("Body SG", "SPW"))
    assert [each.fields for each in page.context["differences"]] == [
        {"owners": ("Body SG; A consultant", "A consultant; SPW")}
    ]
    client.post(f"{base}save/", {"held": page.context["held"]})
    after = next(row for row in roadmap_of(one.strategy, START()).rows if row.action == one)
    assert after.node.title == {"en": "Recruit", "fr": "Recruter"}
    assert after.owners == ("A consultant", "SPW")
    with translation.override("fr"):
        assert roadmap_of(one.strategy, START()).plan.by_id["A1"].owners == ("Un bureau d’études", "SPW")


@pytest.mark.django_db
def test_changes_are_shown_and_saved_as_shown() -> None:
    first = a_roadmap()
    client = cast.signed_in(cast.co_manager())
    base = f"/pilot/{first.strategy.slug}/roadmap/import/"
    later = START() + timedelta(days=35)
    text = f"id,action,end,owners,after\nA1,Recruit two,{later},Body SG; SPW,\nA3,Assess,,Body SG,A1\n"
    page = sent(client, base, text)
    told = {one.code: set(one.fields) for one in page.context["differences"]}
    assert told == {"A1": {"name", "end", "owners"}, "A3": {"name", "owners", "after"}}
    assert Action.objects.count() == 2
    assert first.responsibilities.count() == 1
    client.post(f"{base}save/", {"held": page.context["held"]})
    first.refresh_from_db()
    assert (first.end, first.responsibilities.count(), Action.objects.count()) == (later, 2, 3)
    assert Replanning.objects.get().reason == "Moved in the sheet"
    again = client.post(f"{base}save/", {"held": page.context["held"]}, follow=True)
    assert "nothing that the roadmap does not say" in again.content.decode()
    assert client.post(f"{base}save/", {"held": "x"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("absent", FIELDS)
def test_a_column_that_is_absent_changes_nothing_and_that_is_said(absent: str) -> None:
    first = a_roadmap()
    client = cast.signed_in(cast.co_manager())
    base = f"/pilot/{first.strategy.slug}/roadmap"
    rows = list(csv.DictReader(whole_csv(first).splitlines()))
    column = "action" if absent == "name" else absent
    kept = [name for name in rows[0] if name != column]
    out = io.StringIO()
    made = csv.DictWriter(out, kept, extrasaction="ignore")
    made.writeheader()
    made.writerows(rows)
    page = sent(client, f"{base}/import/", out.getvalue())
    assert page.context["is_unchanged"]
    assert page.context["absent"] == [absent]
    assert "The file lacks one column" in page.content.decode()


@pytest.mark.django_db
def test_what_is_saved_leaves_absent_columns_alone_and_an_empty_cell_takes_away() -> None:
    first = a_roadmap()
    client, base = cast.signed_in(cast.co_manager()), f"/pilot/{first.strategy.slug}/roadmap/import/"
    page = sent(client, base, "id,action\nA2,Begin again\n")
    assert {one.code: set(one.fields) for one in page.context["differences"]} == {"A2": {"name"}}
    client.post(f"{base}save/", {"held": page.context["held"]})
    second = Action.objects.exclude(pk=first.pk).get()
    assert second.responsibilities.exists()
    assert second.strategy.living.links.filter(kind="precedes", target=second.item).exists()
    page = sent(client, base, "id,owners,after\nA2,,\n")
    assert {one.code: set(one.fields) for one in page.context["differences"]} == {"A2": {"owners", "after"}}


def whole_csv(first: Action) -> str:
    """The roadmap with every column."""
    return to_csv(roadmap_of(first.strategy, START()).plan)


@pytest.mark.django_db
def test_all_that_stands_against_a_file_is_told_with_row_and_column() -> None:
    first = a_roadmap()
    early = START() - timedelta(days=400)
    text = (
        (
            "Id;Action;Intervention;Start;End;After\nA1;Recruit;H9;;;A2\nA2;Begin;;;"
            f"{early};A1\nA8;;;soon;;\nA9;;;;;A7; A8\n"
        )
        .replace("A7; A8", '"A7, A8"')
        .replace("Intervention", "Group")
    )
    page = sent(cast.signed_in(cast.co_manager()), f"/pilot/{first.strategy.slug}/roadmap/import/", text)
    assert sorted((row, column) for row, column, _words in page.context["mistakes"]) == [
        (2, "After"), (2, "Group"), (3, "After"), (3, "End"), (4, "Start"), (5, "Action"), (5, "After"),
    ]  # fmt: skip
    assert page.context["mistake_count"] == 7
    assert "differences" not in page.context


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id;start\nA1;soon\n", "is no date"),
        ("id;after\nA1;A9\n", "There is no action A9"),
        ("id;start\nA7;2020-01\n", "has no title"),
        ("id;group\nA1;H9\n", "No intervention has the code"),
        ("name;start\nA1;2020-01\n", "column"),
        ("id;after\nA1;A2\n", "rest"),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_nothing_is_saved(text: str, told: str) -> None:
    first = a_roadmap()
    page = sent(cast.signed_in(cast.co_manager()), f"/pilot/{first.strategy.slug}/roadmap/import/", text)
    assert told in page.content.decode() or "circle" in page.content.decode().lower()
    assert "held" not in page.context or not page.context["held"]
    assert Replanning.objects.count() == 0
