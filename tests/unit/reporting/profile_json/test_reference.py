"""The page on profile.json tells the whole form and nothing else."""

import re
from pathlib import Path

import pytest

from beffroi.reporting.profile import model

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "profile-json.md"
HEADINGS = {"Profile": "The profile", "StarTotal": "Star total", "RankInterval": "Rank interval"}
MODELS = sorted(
    (
        found
        for found in vars(model).values()
        if isinstance(found, type) and issubclass(found, model.Record) and found is not model.Record
    ),
    key=lambda found: found.__name__,
)


def documented(heading: str) -> list[str]:
    """Fields of the table under a heading, in their order."""
    section = re.search(
        rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    return [] if section is None else re.findall(r"^\| `(\w+)` \|", section.group(1), re.MULTILINE)


@pytest.mark.parametrize("form", MODELS, ids=lambda form: form.__name__)
def test_every_field_of_a_part_is_documented_under_its_heading_and_in_its_order(form: type[model.Record]) -> None:
    assert documented(HEADINGS.get(form.__name__, form.__name__)) == list(form.model_fields)


def test_every_heading_is_a_part_of_the_model() -> None:
    headings = set(re.findall(r"^## (.+)$", PAGE.read_text("utf-8"), re.MULTILINE))
    assert headings == {HEADINGS.get(form.__name__, form.__name__) for form in MODELS}
