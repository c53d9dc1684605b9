"""Reasons are plain, short, and safe to print."""

from beffroi.sources.refusals import LONGEST, not_ready, reason


def test_a_reason_is_one_line_without_control_characters() -> None:
    body = b'{"error": {"label": "first\\n\\u001b[31msecond"}}'
    assert reason(body) == "first [31msecond"


def test_a_long_reason_is_cut_and_shows_it() -> None:
    said = reason(b'{"error": [{"label": "' + b"a" * 1000 + b'"}]}')
    assert len(said) == LONGEST
    assert said.endswith("…")


def test_the_text_of_an_sdmx_message_is_found() -> None:
    body = (
        b'<m:Error><m:ErrorMessage code="100"><c:Text xml:lang="en">No results &amp; no data</c:Text></m:ErrorMessage>'
    )
    assert reason(body) == "No results & no data"


def test_what_is_no_message_gives_no_reason() -> None:
    assert [reason(body) for body in (b"", b"[1, 2]", b'{"error": 5}', b"\xff\xfe", b"plain")] == [""] * 5


def test_a_queued_extraction_is_not_ready() -> None:
    assert not_ready("Your query has been submitted")
    assert not not_ready("No results found")
