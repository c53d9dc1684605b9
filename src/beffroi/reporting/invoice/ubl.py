"""An invoice or credit note as UBL 2.1, in the customisation Peppol BIS Billing 3.0."""

from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from beffroi.analytics.invoicing.arithmetic import Line, Tax
from beffroi.analytics.invoicing.references import KBO, written
from beffroi.reporting.invoice.model import Document, Party

INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CREDIT_NOTE = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CUSTOMISATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
CURRENCY = "EUR"
REASON_CODES = {"AE": "VATEX-EU-AE", "O": "VATEX-EU-O"}
CREDIT_TRANSFER, ONE = "30", "C62"


def write_ubl(document: Document) -> bytes:
    """Write an invoice or credit note.

    Parameters
    ----------
    document : Document
        both parties with an endpoint; a credit note names what it corrects.

    Returns
    -------
    bytes
        XML in UTF-8; the same document always gives the same bytes.

    Raises
    ------
    ValueError
        if a party has no endpoint: nobody could deliver the file.

    """
    if document.seller.endpoint is None or document.buyer.endpoint is None:
        raise ValueError("both parties need an endpoint in the network")
    is_credit = document.corrects is not None
    space = CREDIT_NOTE if is_credit else INVOICE
    root = etree.Element(
        f"{{{space}}}{'CreditNote' if is_credit else 'Invoice'}", nsmap={None: space, "cac": CAC, "cbc": CBC}
    )
    _head(root, document, is_credit=is_credit)
    _party(_group(_group(root, "AccountingSupplierParty"), "Party"), document.seller, document)
    _party(_group(_group(root, "AccountingCustomerParty"), "Party"), document.buyer, document)
    _say(_group(root, "Delivery"), "ActualDeliveryDate", document.supplied_on)
    _payment(root, document)
    _totals(root, document)
    for number, line in enumerate(document.lines, start=1):
        _line(root, number, line, is_credit=is_credit)
    written_out: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written_out


def _head(root: Any, document: Document, *, is_credit: bool) -> None:
    _say(root, "CustomizationID", CUSTOMISATION)
    _say(root, "ProfileID", PROFILE)
    _say(root, "ID", document.number)
    _say(root, "IssueDate", document.issued_on)
    if is_credit:
        _say(root, "CreditNoteTypeCode", "381")
    else:
        _say(root, "DueDate", document.due_on)
        _say(root, "InvoiceTypeCode", "380")
    if document.note:
        _say(root, "Note", document.note)
    _say(root, "DocumentCurrencyCode", CURRENCY)
    _say(root, "BuyerReference", document.buyer_reference)
    if document.corrects:
        number, day = document.corrects
        reference = _group(_group(root, "BillingReference"), "InvoiceDocumentReference")
        _say(reference, "ID", number)
        _say(reference, "IssueDate", day)


def _party(at: Any, party: Party, document: Document) -> None:
    scheme, number = party.endpoint or ("", "")
    _say(at, "EndpointID", number, schemeID=scheme)
    _say(_group(at, "PartyName"), "Name", party.name)
    address = _group(at, "PostalAddress")
    for name, said in (("StreetName", party.street), ("CityName", party.city), ("PostalZone", party.postcode)):
        if said:
            _say(address, name, said)
    _say(_group(address, "Country"), "IdentificationCode", party.country)
    is_outside = any(line.category == "O" for line in document.lines)
    if party.vat_number and not is_outside:
        tax = _group(at, "PartyTaxScheme")
        _say(tax, "CompanyID", party.vat_number)
        _say(_group(tax, "TaxScheme"), "ID", "VAT")
    legal = _group(at, "PartyLegalEntity")
    _say(legal, "RegistrationName", party.name)
    if party.number:
        _say(legal, "CompanyID", party.number, **({"schemeID": KBO} if party.country == "BE" else {}))
    if party.email:
        _say(_group(at, "Contact"), "ElectronicMail", party.email)


def _payment(root: Any, document: Document) -> None:
    if document.account and document.corrects is None:
        means = _group(root, "PaymentMeans")
        _say(means, "PaymentMeansCode", CREDIT_TRANSFER)
        if document.communication:
            _say(means, "PaymentID", written(document.communication))
        account = _group(means, "PayeeFinancialAccount")
        _say(account, "ID", document.account)
        _say(account, "Name", document.seller.name)
        if document.bic:
            _say(_group(account, "FinancialInstitutionBranch"), "ID", document.bic)
    if document.terms:
        _say(_group(root, "PaymentTerms"), "Note", document.terms)


def _totals(root: Any, document: Document) -> None:
    sums = document.sums
    total = _group(root, "TaxTotal")
    _money(total, "TaxAmount", sums.tax)
    for one in sums.taxes:
        part = _group(total, "TaxSubtotal")
        _money(part, "TaxableAmount", one.net)
        _money(part, "TaxAmount", one.tax)
        _category(_group(part, "TaxCategory"), one)
    money = _group(root, "LegalMonetaryTotal")
    _money(money, "LineExtensionAmount", sums.net)
    _money(money, "TaxExclusiveAmount", sums.net)
    _money(money, "TaxInclusiveAmount", sums.gross)
    _money(money, "PayableAmount", sums.gross)


def _category(at: Any, tax: Tax | Line, *, with_reason: bool = True) -> None:
    _say(at, "ID", tax.category)
    if tax.category != "O":
        _say(at, "Percent", f"{tax.rate.normalize():f}")
    if with_reason and tax.category in {"E", "AE", "O"}:
        if code := REASON_CODES.get(tax.category):
            _say(at, "TaxExemptionReasonCode", code)
        _say(at, "TaxExemptionReason", tax.reason)
    _say(_group(at, "TaxScheme"), "ID", "VAT")


def _line(root: Any, number: int, line: Line, *, is_credit: bool) -> None:
    at = _group(root, "CreditNoteLine" if is_credit else "InvoiceLine")
    _say(at, "ID", str(number))
    _say(at, "CreditedQuantity" if is_credit else "InvoicedQuantity", f"{line.quantity.normalize():f}", unitCode=ONE)
    _money(at, "LineExtensionAmount", line.net)
    item = _group(at, "Item")
    _say(item, "Name", line.words)
    _category(_group(item, "ClassifiedTaxCategory"), line, with_reason=False)
    _money(_group(at, "Price"), "PriceAmount", line.price)


def _group(at: Any, name: str) -> Any:
    return etree.SubElement(at, f"{{{CAC}}}{name}")


def _say(at: Any, name: str, said: str | date, **attributes: str) -> None:
    one = etree.SubElement(at, f"{{{CBC}}}{name}", attributes)
    one.text = said.isoformat() if isinstance(said, date) else said


def _money(at: Any, name: str, amount: Decimal) -> None:
    _say(at, name, f"{amount:.2f}", currencyID=CURRENCY)
