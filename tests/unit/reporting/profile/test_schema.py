"""The published JSON Schema is the model's own."""

import json
from pathlib import Path

from beffroi.reporting.profile.model import Profile

SCHEMA = Path(__file__).resolve().parents[4] / "docs" / "reference" / "profile.schema.json"


def test_the_published_schema_is_that_of_the_model() -> None:
    text = SCHEMA.read_text(encoding="utf-8")
    assert text == json.dumps(Profile.model_json_schema(), indent=2, ensure_ascii=False) + "\n", (
        "the model has changed: write its model_json_schema() to docs/reference/profile.schema.json again"
    )
