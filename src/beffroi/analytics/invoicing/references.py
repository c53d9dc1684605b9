"""What a payment and an e-invoice are known by: structured communication, EPC payment code, Peppol participant."""

from decimal import Decimal

from stdnum import iban
from stdnum.be import ogm_vcs, vat
from stdnum.exceptions import ValidationError

KBO = "0208"
"""The scheme of Belgian enterprise numbers in the Peppol network."""
VAT_SCHEMES = {
    "AT": "9914", "BE": "9925", "BG": "9926", "CY": "9928", "CZ": "9929", "DE": "9930", "EE": "9931", "ES": "9920",
    "FR": "9957", "GB": "9932", "GR": "9933", "HR": "9934", "HU": "9910", "IE": "9935", "IT": "0211", "LT": "9937",
    "LU": "9938", "LV": "9939", "MT": "9943", "NL": "9944", "PL": "9945", "PT": "9946", "RO": "9947", "SI": "9949",
    "SK": "9950",
}  # fmt: skip
"""Country → the scheme under which its VAT numbers are participants (Electronic Address Scheme code list)."""
MOST_EPC = Decimal("999999999.99")


def communication(number: int) -> str:
    """The twelve digits of a structured communication: ten of a number, two that check them (97 where modulo is 0).

    Parameters
    ----------
    number : int
        of at most ten digits.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        if it has more digits, or is negative.

    Examples
    --------
    >>> communication(108068171), communication(97)
    ('010806817183', '000000009797')

    """
    ten = f"{number:010d}"
    if number < 0 or len(ten) != 10:
        raise ValueError("a structured communication has ten digits")
    return ten + str(ogm_vcs.calc_check_digits(ten))


def written(digits: str) -> str:
    """A structured communication as it is printed.

    >>> written("010806817183")
    '+++010/8068/17183+++'
    """
    return f"+++{ogm_vcs.format(digits)}+++"


def read_communication(text: str) -> str:
    """The twelve digits that a text is, with or without its plusses, stars and slashes; empty if their check fails.

    >>> read_communication("+++010/8068/17183+++"), read_communication("***010/8068/17183***")
    ('010806817183', '010806817183')
    >>> read_communication("+++010/8068/17180+++"), read_communication("invoice 12")
    ('', '')
    """
    digits = text.strip().translate(str.maketrans("", "", "+*/ "))
    return digits if len(digits) == 12 and digits.isascii() and ogm_vcs.is_valid(digits) else ""


def enterprise_number(text: str) -> str:
    """The ten digits of a Belgian enterprise number, beginning with 0 or 1; empty if it cannot be one.

    >>> enterprise_number("BE 0403.091.220"), enterprise_number("1000.000.021"), enterprise_number("0403.091.221")
    ('0403091220', '1000000021', '')
    """
    try:
        digits = str(vat.validate(text))
    except ValidationError:
        return ""
    return digits if digits[0] in "01" else ""


def participant(country: str, number: str) -> tuple[str, str] | None:
    """Scheme and number under which a firm is found in the Peppol network; None if that cannot be told.

    Parameters
    ----------
    country : str
        two letters.
    number : str
        enterprise number in Belgium, VAT number elsewhere, however it is written.

    Returns
    -------
    tuple of str and str, or None

    Examples
    --------
    >>> participant("BE", "0403.091.220"), participant("FR", "FR 40303265045"), participant("BE", "none")
    (('0208', '0403091220'), ('9957', 'FR40303265045'), None)

    """
    if country == "BE":
        digits = enterprise_number(number)
        return (KBO, digits) if digits else None
    bare = "".join(sign for sign in number.upper() if sign.isalnum())
    scheme = VAT_SCHEMES.get(country)
    return (scheme, bare if bare.startswith(country) else country + bare) if scheme and bare else None


def account_number(text: str) -> str:
    """An IBAN in its one form; empty if it cannot be one. Codes of banks come and go, so they are not looked up.

    >>> account_number("BE68 5390 0754 7034"), account_number("BE68 5390 0754 7035")
    ('BE68539007547034', '')
    """
    try:
        return str(iban.validate(text, check_country=False))
    except ValidationError:
        return ""


def payment_code(*, name: str, account: str, bic: str, amount: Decimal, reference: str) -> str:
    """The text of an EPC payment code (EPC069-12, version 2): what a banking app reads from the picture.

    A Belgian structured communication is no ISO 11649 reference, so it stands in the unstructured line, as Belgian
    banks read it.

    Parameters
    ----------
    name : str
        of who is paid.
    account : str
        IBAN.
    bic : str
        may be empty.
    amount : Decimal
        in euro.
    reference : str
        what the payment says.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        if a code cannot ask for such an amount.

    Examples
    --------
    >>> print(payment_code(name="GreenWin", account="BE68539007547034", bic="", amount=Decimal("121"),
    ...     reference="+++010/8068/17183+++"))
    BCD
    002
    1
    SCT
    <BLANKLINE>
    GreenWin
    BE68539007547034
    EUR121.00
    <BLANKLINE>
    <BLANKLINE>
    +++010/8068/17183+++

    """
    if not Decimal("0.01") <= amount <= MOST_EPC:
        raise ValueError("a payment code takes from one cent to a thousand million euro")
    return "\n".join(
        ("BCD", "002", "1", "SCT", bic, name.strip()[:70], account, f"EUR{amount:.2f}", "", "", reference[:140])
    )
