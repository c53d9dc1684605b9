"""The published schema of specs is that of the model."""

import json
from pathlib import Path

from beffroi.analytics.composite.model import IndexSpec

SCHEMA = Path(__file__).resolve().parents[4] / "docs" / "reference" / "index-spec.schema.json"


def test_the_published_schema_is_that_of_the_model() -> None:
    text = SCHEMA.read_text(encoding="utf-8")
    assert text == json.dumps(IndexSpec.model_json_schema(), indent=2, ensure_ascii=False) + "\n", (
        "the model has changed: write its model_json_schema() to docs/reference/index-spec.schema.json again"
    )
