"""Every entry of the Walloon case, as it was handed over, has a home: after an import the export gives it back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.unit.web import cast_piloting

from beffroi.web.strategy.casefile import exported, import_case, read_case
from beffroi.web.strategy.casefile.reading import Loader
from beffroi.web.strategy.queries import draft_of

CASE = Path(__file__).resolve().parents[2].parent / "shared" / "case" / "wallonia.yaml"
pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not CASE.exists(), reason="needs ../shared/case")]


def mended(value: Any) -> Any:
    """A text whose commas were not quoted inside { } is split into keys without values: it is put together again."""
    if isinstance(value, list):
        return [mended(one) for one in value]
    if not isinstance(value, dict):
        return value
    whole: dict[str, Any] = {}
    for key, one in value.items():
        if one is None and whole:
            last = next(reversed(whole))
            whole[last] = f"{whole[last]}, {key}"
        else:
            whole[key] = mended(one)
    return whole


def entries(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each single value, with where it stands."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from entries(one, f"{path}.{key}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from entries(one, f"{path}[{number}]")
    else:
        yield path, value


def test_every_entry_has_a_home() -> None:
    handed = mended(yaml.load(CASE.read_text(encoding="utf-8"), Loader=Loader))  # noqa: S506 - a safe loader
    strategy = cast_piloting.strategy()
    case = read_case(CASE.read_bytes())
    import_case(actor=None, strategy=strategy, case=case, language="en")
    found = dict(entries(exported(draft_of(strategy), "en")))
    wanted = list(entries(handed))
    assert len(wanted) > 500
    assert [path for path, value in wanted if found.get(path) != value] == []
