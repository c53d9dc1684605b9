"""Bank files for tests, written as the banks write them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

ACCOUNT = "BE71096123456769"
DAY = date(2026, 11, 27)
Row = tuple[str, str, str]
"""Amount, communication or words, counterparty."""


def camt(rows: Sequence[Row], account: str = ACCOUNT, currency: str = "EUR") -> bytes:
    """A CAMT.053 statement."""
    entries = "".join(
        f"""<Ntry><Amt Ccy="{currency}">{abs(Decimal(amount))}</Amt>
        <CdtDbtInd>{"CRDT" if Decimal(amount) > 0 else "DBIT"}</CdtDbtInd><Sts>BOOK</Sts>
        <BookgDt><Dt>{DAY}</Dt></BookgDt><AcctSvcrRef>R{number}-{said}</AcctSvcrRef>
        <NtryDtls><TxDtls><RltdPties><Dbtr><Nm>{who}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>{said}</Ustrd></RmtInf>
        </TxDtls></NtryDtls></Ntry>"""
        for number, (amount, said, who) in enumerate(rows)
    )
    return f"""<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
    <Stmt><Acct><Id><IBAN>{account}</IBAN></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>""".encode()


def _record(*parts: tuple[int, str]) -> str:
    """A line of 128 signs, with what stands at which place."""
    line = [" "] * 128
    for place, said in parts:
        line[place : place + len(said)] = said
    return "".join(line[:128])


def _amount(amount: Decimal, signs: int = 16) -> str:
    return f"{'1' if amount < 0 else '0'}{int(abs(amount) * 1000):0{signs - 1}d}"


def coda(rows: Sequence[Row], account: str = ACCOUNT, currency: str = "EUR") -> bytes:
    """A CODA file, version 2."""
    day, held = f"{DAY:%d%m%y}", f"{account:34}{currency}"
    lines = [_record((0, "00000"), (5, day), (11, "096"), (60, "GKCCBEBB"), (71, "00403091220"), (127, "2"))]
    lines.append(_record((0, "12001"), (5, held), (42, _amount(Decimal(0))), (58, day), (125, "001")))
    for number, (amount, said, who) in enumerate(rows, start=1):
        digits = said.strip("+").replace("/", "")
        words = f"1101{digits}" if len(digits) == 12 and digits.isdigit() else f"0{said}"
        place = f"{number:04d}0000"
        lines.append(
            _record((0, f"21{place}"), (10, f"REF{number}"), (31, _amount(Decimal(amount))), (47, day),
                    (53, "00150000"), (61, words[:54]), (115, day), (121, "001"))
        )  # fmt: skip
        lines.append(_record((0, f"22{place}")))
        lines.append(_record((0, f"23{place}"), (10, f"BE68539007547034{'':18}EUR"), (47, who[:35])))
    amounts = [Decimal(amount) for amount, _said, _who in rows]
    lines.append(_record((0, "8001"), (4, held), (41, _amount(sum(amounts, Decimal(0)))), (57, day)))
    out, came = (sum((abs(one) for one in amounts if (one > 0) is is_in), Decimal(0)) for is_in in (False, True))
    lines.append(
        _record((0, "9"), (16, f"{len(lines) - 1:06d}"), (22, _amount(out, 15)), (37, _amount(came, 15)), (127, "2"))
    )
    return "\n".join(lines).encode("windows-1252")
