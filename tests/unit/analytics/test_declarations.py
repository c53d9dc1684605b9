"""YAML that somebody wrote."""

import pytest

from beffroi.analytics.declarations import line_of, parse_yaml
from beffroi.analytics.errors import InputError


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: [1\n", "mine.yaml, line 2: this is not YAML, "),
        ("a: 2020-13-45\n", "mine.yaml: this YAML cannot be read"),
        ("[" * 20_000, "mine.yaml: this YAML cannot be read"),
        ("a: 1\nb: {c: 1, c: 2}\n", "mine.yaml, line 2: the key 'c' stands twice; keep one"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        parse_yaml(text, "mine.yaml")


def test_an_empty_text_holds_nothing_and_has_one_line() -> None:
    root, content = parse_yaml("# nothing\n", "mine.yaml")
    assert (root, content, line_of(root, ("a",))) == (None, None, 1)
