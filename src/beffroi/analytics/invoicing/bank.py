"""Bank files as movements: CODA (Febelfin, version 2) and CAMT.053 (ISO 20022), read with care.

Bytes in, movements out; nothing outside the file is ever asked for. Each movement has a key that it has again in
another file of its kind which tells of it, so that what was read once is not read twice.
"""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from coda import CODA
from lxml import etree

from beffroi.analytics.errors import InputError
from beffroi.analytics.invoicing.references import read_communication
from beffroi.analytics.messages import Message

MOST_BYTES = 5 * 1024 * 1024
MOST_MOVEMENTS = 20_000
STRUCTURED = {"101", "102"}
"""Kinds of a CODA communication that are a structured communication of a credit transfer."""


@dataclass(frozen=True)
class Movement:
    """Money that came into an account (or left it, then negative)."""

    account: str
    booked_on: date
    amount: Decimal
    counterparty: str = ""
    counterparty_account: str = ""
    communication: str = ""
    """Twelve digits, if it carries a structured communication whose check digits hold."""
    words: str = ""
    reference: str = ""
    nth: int = 1
    """Of movements that are alike in all of this, which."""
    kind: str = ""
    """Of the file that tells of it: `coda` or `camt`."""

    @property
    def key(self) -> str:
        """The same for the same movement, whichever file of one kind tells of it; for the other kind see `twins`."""
        said = (
            self.account, self.booked_on.isoformat(), f"{self.amount:.2f}", self.counterparty_account,
            self.communication, self.words, self.reference, str(self.nth),
        )  # fmt: skip
        return sha256("\n".join(said).encode()).hexdigest()


def read_bank_file(name: str, content: bytes) -> list[Movement]:
    """The movements of a bank file, whichever of the two kinds it is.

    Parameters
    ----------
    name : str
        as it is named in a refusal.
    content : bytes

    Returns
    -------
    list of Movement

    Raises
    ------
    InputError
        if it is too large, of neither kind, damaged, or not in euro.

    Examples
    --------
    >>> read_bank_file("statement.txt", b"hello")
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: statement.txt: this is neither CODA nor CAMT.053; export one of them at ...

    """
    if len(content) > MOST_BYTES:
        raise InputError(Message("{name}: the file is larger than 5 MB; export a shorter period.", name=name))
    start = content.lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"<"):
        found = list(_camt(name, start))
    elif start.startswith(b"0000"):
        found = _coda(name, start)
    else:
        said = "{name}: this is neither CODA nor CAMT.053; export one of them at the bank."
        raise InputError(Message(said, name=name))
    if len(found) > MOST_MOVEMENTS:
        raise InputError(Message("{name}: more than 20,000 movements; export a shorter period.", name=name))
    return _numbered(found)


def _numbered(found: Sequence[Movement]) -> list[Movement]:
    seen: Counter[str] = Counter()
    numbered = []
    for one in found:
        seen[one.key] += 1
        numbered.append(replace(one, nth=seen[one.key]))
    return numbered


def _coda(name: str, content: bytes) -> list[Movement]:
    try:
        statements = CODA(io.StringIO(content.decode("windows-1252"), newline=None)).statements
        if any(one.number_records is None for one in statements):
            raise ValueError("the last record is missing")
        currencies = {statement.account_currency for statement in statements}
        found = [_of_coda(one, move) for one in statements for each in one.moves for move in _parts(each)]
    except (AssertionError, ValueError, LookupError, AttributeError, TypeError, ArithmeticError):
        raise InputError(
            Message("{name}: this CODA file is damaged or cut off; export it again at the bank.", name=name)
        ) from None
    if not currencies <= {"", "EUR"}:
        raise InputError(Message("{name}: the account is not in euro; only euro is taken.", name=name))
    return found


def _parts(move: Any) -> list[Any]:
    """What a total of the bank consists of, where the file tells it to the cent; else the movement itself."""
    details = [one for one in move.moves if one.amount is not None]
    return details if details and sum(one.amount for one in details) == move.amount else [move]


def _of_coda(statement: Any, move: Any) -> Movement:
    said = str(move.communication or "").strip()
    structured = read_communication(said[:12]) if move.communication_type in STRUCTURED else ""
    place = f"{statement.old_sequence or ''}/{move.sequence or ''}{move.detail_sequence or ''}"
    reference = f"{place}/{str(move.bank_reference or '').strip()}"
    return Movement(
        account=str(statement.account).strip(), booked_on=move.entry_date, amount=Decimal(move.amount),
        counterparty=str(move.counterparty_name or "").strip(),
        counterparty_account=str(move.counterparty_account or "").strip(),
        communication=structured or read_communication(said), words="" if structured else " ".join(said.split()),
        reference=reference, kind="coda",
    )  # fmt: skip


def _camt(name: str, content: bytes) -> Iterator[Movement]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise InputError(Message("{name}: this XML is damaged; export it again at the bank.", name=name)) from None
    if root.getroottree().docinfo.doctype:
        raise InputError(Message("{name}: a bank file declares no document type; export it again.", name=name))
    space = etree.QName(root).namespace or ""
    if "camt.053" not in space:
        raise InputError(Message("{name}: this XML is no CAMT.053 statement; export one at the bank.", name=name))
    for statement in root.iterfind(".//{*}Stmt"):
        account = _text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id")
        for entry in statement.iterfind("{*}Ntry"):
            yield from _of_entry(name, account, entry)


def _of_entry(name: str, account: str, entry: Any) -> Iterator[Movement]:
    if _text(entry, "Sts") not in {"BOOK", ""} and _text(entry, "Sts/Cd") != "BOOK":
        return
    details = entry.findall("{*}NtryDtls/{*}TxDtls")
    several = len(details) > 1
    for number, detail in enumerate(details or [entry], start=1):
        amount = (_amount(name, detail) if several else None) or _amount(name, entry)
        if amount is None:
            raise InputError(Message("{name}: a movement has no amount; export the file again.", name=name))
        booked = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm")[:10] or _text(entry, "ValDt/Dt")
        try:
            day = date.fromisoformat(booked)
        except ValueError:
            raise InputError(Message("{name}: a movement has no day; export the file again.", name=name)) from None
        leaves = _text(entry, "CdtDbtInd") == "DBIT"
        yield _movement(account, day, -amount if leaves else amount, entry, detail, number if several else 0)


def _movement(account: str, day: date, amount: Decimal, entry: Any, detail: Any, number: int) -> Movement:
    other = "Cdtr" if amount < 0 else "Dbtr"
    words = " ".join(text for part in detail.iterfind(".//{*}RmtInf/{*}Ustrd") if (text := (part.text or "").strip()))
    structured = read_communication(_text(detail, "RmtInf/Strd/CdtrRefInf/Ref")) or read_communication(words)
    reference = _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef") or _text(detail, "Refs/AcctSvcrRef")
    return Movement(
        account=account, booked_on=day, amount=amount,
        counterparty=_text(detail, f"RltdPties/{other}/Nm") or _text(detail, f"RltdPties/{other}/Pty/Nm"),
        counterparty_account=_text(detail, f"RltdPties/{other}Acct/Id/IBAN"),
        communication=structured, words="" if structured else words[:500],
        reference=f"{reference}/{number}" if number else reference, kind="camt",
    )  # fmt: skip


def _amount(name: str, of: Any) -> Decimal | None:
    found = of.find("{*}Amt")
    if found is None:
        found = of.find("{*}AmtDtls/{*}TxAmt/{*}Amt")
    if found is None:
        return None
    if found.get("Ccy", "EUR") != "EUR":
        raise InputError(Message("{name}: a movement is not in euro; only euro is taken.", name=name))
    try:
        amount = Decimal((found.text or "").strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or amount >= Decimal(10) ** 11:
        raise InputError(Message("{name}: an amount is no number; export the file again.", name=name))
    return amount


def _text(of: Any, path: str) -> str:
    found = of.find("/".join(f"{{*}}{part}" for part in path.split("/")))
    return "" if found is None else (found.text or "").strip()
