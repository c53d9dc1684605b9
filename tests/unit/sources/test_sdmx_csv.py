"""SDMX-CSV in both versions, and everything that only looks like it."""

import pytest

from beffroi.analytics.errors import InputError
from beffroi.sources.observations import IncompleteError, NotReadyError
from beffroi.sources.sdmx_csv import parse_sdmx_csv

TWO = """\
STRUCTURE,STRUCTURE_ID,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS
dataflow,ESTAT:NAMA_10R_3GDP(1.0),A,EUR_HAB,BE3,2022,33000,p,
dataflow,ESTAT:NAMA_10R_3GDP(1.0),A,EUR_HAB,BE1,2022,:,z,
"""


def test_version_1_is_read_with_values_flags_and_the_last_update(sbs: bytes) -> None:
    found = parse_sdmx_csv(sbs, "sbs")
    assert found.updated == "2024-03-15T11:00:00"
    assert found.cells.columns == ["freq", "nace_r2", "indic_sb", "geo", "time", "value", "flag"]
    assert found.cells["value"].to_list() == [29871.0, None, 250000.0, 46011.0]
    assert found.cells["flag"].to_list() == ["", "c", "", "de"]


def test_version_2_is_read_and_has_no_last_update() -> None:
    found = parse_sdmx_csv(TWO.encode(), "gdp")
    assert found.updated == ""
    assert found.cells.rows() == [
        ("A", "EUR_HAB", "BE3", "2022", 33000.0, "p"),
        ("A", "EUR_HAB", "BE1", "2022", None, "z"),
    ]


def test_windows_line_ends_and_a_byte_order_mark_make_no_difference(sbs: bytes) -> None:
    other = b"\xef\xbb\xbf" + sbs.replace(b"\n", b"\r\n")
    assert parse_sdmx_csv(other, "sbs").cells.equals(parse_sdmx_csv(sbs, "sbs").cells)


def test_no_cut_before_the_last_cell_of_a_line_ever_becomes_figures(sbs: bytes) -> None:
    whole = parse_sdmx_csv(sbs, "sbs").cells
    for length in range(len(sbs) - 1):
        if sbs[:length].rpartition(b"\n")[2].count(b",") == 9:
            continue  # a cut inside the last cell can be told by the length of the answer only
        try:
            cells = parse_sdmx_csv(sbs[:length], "sbs").cells
        except (IncompleteError, InputError):
            continue
        assert cells.equals(whole.head(cells.height)), length


@pytest.mark.parametrize("length", [0, 5, 40, 150, 200])
def test_a_cut_answer_is_called_incomplete(sbs: bytes, length: int) -> None:
    with pytest.raises(IncompleteError):
        parse_sdmx_csv(sbs[:length], "sbs")


def test_a_header_without_rows_is_an_empty_dataset(sbs: bytes) -> None:
    assert parse_sdmx_csv(sbs.partition(b"\n")[0] + b"\n", "sbs").cells.height == 0


@pytest.mark.parametrize("said", [b"\x1b[31m15/03/24 11:00:00", b"15.03.24", b"", b"32/03/24 11:00:00"])
def test_a_last_update_that_is_no_date_makes_the_vintage_unknown(sbs: bytes, said: bytes) -> None:
    found = parse_sdmx_csv(sbs.replace(b"15/03/24 11:00:00", said), "sbs")
    assert found.updated == ""
    assert found.cells.equals(parse_sdmx_csv(sbs, "sbs").cells)


def test_a_queued_answer_is_not_ready() -> None:
    body = b"<Footer><Message><Text>The request has been submitted and is queued</Text></Message></Footer>"
    with pytest.raises(NotReadyError, match="queued"):
        parse_sdmx_csv(body, "sbs")


@pytest.mark.parametrize("body", [b"<html>sorry</html>", b"{}", b"year,value\n2015,1\n"])
def test_something_else_is_refused(body: bytes) -> None:
    with pytest.raises(InputError, match="no SDMX-CSV table"):
        parse_sdmx_csv(body, "sbs")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"29871", b"many", "observation 1: 'many' is not a number"),
        (b"29871", b"inf", "observation 1: 'inf' is not a number"),
        (b",geo,", b",place,", "column 'geo' is absent"),
        (b"V16110,BE32,2015,29871", b"V16110,,2015,29871", "column 'geo' has an empty cell"),
        (b"C,V16110,BE32,2015,29871,,", b"C,V16110,BE32,2015,29871,,,,,", "no well-formed SDMX-CSV"),
    ],
)
def test_a_damaged_answer_is_refused_with_the_place(sbs: bytes, old: bytes, new: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse_sdmx_csv(sbs.replace(old, new, 1), "sbs")
