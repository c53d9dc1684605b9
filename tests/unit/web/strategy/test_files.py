"""A strategy comes in as a file after a look at what it changes, and goes out for whoever reads it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from tests.unit.web import cast, cast_piloting

from beffroi.web.chain.models import Link, Node
from beffroi.web.strategy.actions import publish_version
from beffroi.web.strategy.casefile import as_yaml, exported, import_case, preview, read_case
from beffroi.web.strategy.casefile.form import schema
from beffroi.web.strategy.models import Strategy
from beffroi.web.strategy.queries import draft_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[4]
CASE = """
challenges:
  - {id: C1, text: Growth}
drivers:
  - {id: D1, text: No leadership, causes: [C1]}
action_plan:
  other:
    - {id: A1, action: Begin, start: 2020-01, end: 2020-05, owners: [SPW]}
"""


@pytest.fixture
def strategy() -> Strategy:
    return cast_piloting.strategy()


def states(strategy: Strategy, text: str, language: str = "en") -> dict[str, str]:
    found = preview(actor=None, strategy=strategy, case=read_case(text), language=language)
    return {line.code: line.state for line in found.lines}


def test_a_preview_says_what_becomes_of_each_entry_and_writes_nothing(strategy: Strategy) -> None:
    assert states(strategy, CASE) == {"C1": "added", "D1": "added", "A1": "added"}
    assert not Node.objects.exists() and not Link.objects.exists()
    import_case(actor=None, strategy=strategy, case=read_case(CASE), language="en")
    changed = CASE.replace("Growth", "Less growth").replace("2020-05", "2020-07")
    assert states(strategy, changed) == {"C1": "changed", "D1": "left", "A1": "changed"}
    assert set(states(strategy, CASE, "fr").values()) == {"changed"}


def test_a_co_manager_brings_back_what_only_others_may_write_as_long_as_it_is_unchanged(
    client: Client, strategy: Strategy
) -> None:
    case = (
        CASE
        + """
results:
  - {id: OC1, kind: outcome, text: Firms grow}
indicators:
  - {id: M1, name: Firms, unit: firms, measures: OC1}
"""
    )
    import_case(actor=None, strategy=strategy, case=read_case(case), language="en")
    draft = draft_of(strategy)
    assert draft is not None
    whole = as_yaml(draft, "en", with_living=True)
    client.force_login(cast.co_manager())

    def sent(text: str) -> Any:
        file = SimpleUploadedFile("case.yaml", text.encode())
        return client.post(f"/strategy/{strategy.slug}/import/", {"file": file, "language": "en"})

    assert {line.state for line in sent(whole).context["preview"].lines} == {"left"}
    refused = sent(whole.replace("name: Firms", "name: Other firms"))
    assert (refused.status_code, Node.objects.filter(title__en="Other firms").count()) == (400, 0)
    assert "You may not add or change this here: indicators." in str(refused.context["form"].errors["file"])


def test_a_co_manager_looks_first_and_then_imports(client: Client, strategy: Strategy) -> None:
    client.force_login(cast.co_manager())
    page = f"/strategy/{strategy.slug}/import/"
    sent = {"file": SimpleUploadedFile("case.yaml", CASE.encode()), "language": "en"}
    seen = client.post(page, sent)
    assert "To be added: 3." in seen.content.decode() and not Node.objects.exists()
    shown = {name: seen.context[name] for name in ("text", "language")} | {"seen": seen.context["preview"].seen}
    assert client.post(f"{page}confirm/", shown).status_code == 302
    assert sorted(Node.objects.values_list("code", flat=True)) == ["A1", "C1", "D1"]
    again = client.post(f"{page}confirm/", shown, follow=True)
    assert "Somebody changed the strategy meanwhile" in again.content.decode()


def test_faults_stand_at_the_file_with_their_lines(client: Client, strategy: Strategy) -> None:
    client.force_login(cast.co_manager())
    sent = {"file": SimpleUploadedFile("case.yaml", b"challenges:\n  - {id: C1}\n  - {text: B}\n"), "language": "en"}
    answer = client.post(f"/strategy/{strategy.slug}/import/", sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Line 2, challenges.1.text: it is missing" in page and "Line 3, challenges.2.id: it is missing" in page


def test_an_export_names_form_and_language_and_comes_in_again(client: Client, strategy: Strategy) -> None:
    import_case(actor=None, strategy=strategy, case=read_case(CASE), language="en")
    client.force_login(cast.co_manager())
    answer = client.get(f"/strategy/{strategy.slug}/export.yaml?language=fr")
    text = answer.content.decode()
    assert answer["Content-Disposition"].endswith(f'{strategy.slug}-1.fr.yaml"')
    assert "schema: beffroi-strategy/1\nlanguage: fr\n" in text and "C1" in text.splitlines()[1]
    assert client.get(f"/strategy/{strategy.slug}/export.yaml?language=de").status_code == 404
    case = read_case(client.get(f"/strategy/{strategy.slug}/export.yaml?language=en").content)
    assert set(states(strategy, client.get(f"/strategy/{strategy.slug}/export.yaml?language=en").content)) == {
        "C1", "D1", "A1"
    }  # fmt: skip
    assert {name: case[name] for name in read_case(CASE)} == exported(draft_of(strategy), "en")


def test_who_reads_only_what_is_published_gets_it_without_the_living_work(client: Client, strategy: Strategy) -> None:
    case = CASE + "governance:\n  bodies:\n    - {id: SG, name: Steering Group, function: piloting}\n"
    import_case(actor=None, strategy=strategy, case=read_case(case), language="en")
    assert client.get(f"/strategy/{strategy.slug}/export.yaml").status_code == 404
    publish_version(actor=None, version=draft_of(strategy))
    written = read_case(client.get(f"/strategy/{strategy.slug}/export.yaml").content)
    assert written["challenges"] and written.keys().isdisjoint({"action_plan", "governance", "risks"})


def test_the_command_imports_or_only_says_what_it_would(strategy: Strategy, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    call_command("import_case", str(path), strategy=strategy.slug, dry_run=True)
    assert "3 would be added" in capsys.readouterr().out and not Node.objects.exists()
    call_command("import_case", str(path), strategy=strategy.slug)
    assert Node.objects.count() == 3
    with pytest.raises(CommandError, match="no strategy 'other'"):
        call_command("import_case", str(path), strategy="other")
    path.write_text("challenges: x", encoding="utf-8")
    with pytest.raises(CommandError, match=r"case.yaml: Line 1, challenges: a list is wanted"):
        call_command("import_case", str(path), strategy=strategy.slug)


def test_the_published_schema_is_that_of_the_form() -> None:
    published = json.loads((ROOT / "docs" / "reference" / "case-file.schema.json").read_text(encoding="utf-8"))
    assert published == schema(), "the form has changed: write schema() to docs/reference/case-file.schema.json again"
