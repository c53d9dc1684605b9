"""The official business rules of e-invoices: fetched into a folder with their checksums, never shipped, run where a
processor of XSLT 2 is installed.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from lxml import etree

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.sources.exchange import NoAnswer, exchange

CHECKSUMS = "checksums.json"
MOST_BYTES = 20 * 1024 * 1024
SECONDS = 60
PROCESSOR = "saxonche"
REPORT = {"svrl": "http://purl.oclc.org/dsdl/svrl"}


@dataclass(frozen=True)
class Broken:
    """A rule that an invoice breaks."""

    rule: str
    is_fatal: bool
    words: str


def fetch_rules(addresses: Sequence[str], folder: Path) -> dict[str, str]:
    """Fetch style sheets into a folder, all or none, with their addresses and checksums; gives name → checksum."""
    found = {_name(address): _fetched(address) for address in addresses}
    if len(found) != len(addresses):
        raise InputError("Two addresses end in one file name; fetch files of different names.")
    sums = {name: sha256(content).hexdigest() for name, content in found.items()}
    told = {name: {"from": address, "sha256": sums[name]} for name, address in zip(found, addresses, strict=True)}
    listed = json.dumps(told, indent=2, sort_keys=True).encode() + b"\n"
    write_files(folder, {**found, CHECKSUMS: listed})
    return sums


def _name(address: str) -> str:
    parts = urlsplit(address)
    name = PurePosixPath(parts.path).name
    is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if not (parts.scheme == "https" or is_here) or not name.endswith((".xsl", ".xslt")):
        raise InputError(f"{address}: this is no style sheet; give an https address that ends in .xsl or .xslt.")
    return name


def _fetched(address: str) -> bytes:
    try:
        answer = exchange("GET", address, follow=True, seconds=SECONDS)
        fault = "" if answer.status == 200 else f"HTTP {answer.status}"
    except NoAnswer as error:
        fault = str(error)
    if fault:
        raise InputError(f"{address}: cannot be fetched ({fault}); check it, or try later.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(answer.content[:MOST_BYTES], parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or etree.QName(root).localname not in {"stylesheet", "transform"}:
        raise InputError(f"{address}: what came is no style sheet; check the address.")
    return answer.content


def checked_rules(folder: Path) -> list[Path]:
    """The style sheets of a folder; refused if one is not what was fetched. None were fetched: an empty list."""
    if not (folder / CHECKSUMS).is_file():
        return []
    told = json.loads((folder / CHECKSUMS).read_text(encoding="utf-8"))
    for name, one in told.items():
        path = folder / name
        if not path.is_file() or sha256(path.read_bytes()).hexdigest() != one["sha256"]:
            raise InputError(f"{path}: this is not what was fetched; fetch the rules again.")
    return [folder / name for name in sorted(told)]


def can_run() -> bool:
    """Whether a processor is installed."""
    return find_spec(PROCESSOR) is not None


def broken_rules(content: bytes, rules: Sequence[Path]) -> list[Broken]:
    """The rules that an invoice breaks, in the order of the report.

    Raises
    ------
    InputError
        if no processor is installed.

    """
    if not can_run():
        raise InputError(f"The rules are run by {PROCESSOR}; install it (pip install {PROCESSOR}), then check again.")
    found = list[Broken]()
    with import_module(PROCESSOR).PySaxonProcessor(license=False) as processor:
        for path in rules:
            sheet = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(path))
            node = processor.parse_xml(xml_text=content.decode("utf-8"))
            found += _broken(sheet.transform_to_string(xdm_node=node))
    return found


def _broken(report: str) -> list[Broken]:
    root = etree.fromstring(report.encode())
    return [
        Broken(one.get("id", ""), one.get("flag", "fatal") != "warning", " ".join("".join(one.itertext()).split()))
        for one in root.iterfind(".//svrl:failed-assert", REPORT)
    ]
