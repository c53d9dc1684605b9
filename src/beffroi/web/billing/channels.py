"""How an invoice leaves: into a folder that another program empties, or to an access point of the Peppol network."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol
from uuid import UUID

from django.conf import settings

from beffroi.sources.exchange import Answer, NoAnswer, exchange

LONGEST = 200


class TryAgain(Exception):
    """It may work later: nobody answered, or the other side is busy."""


class Refused(Exception):
    """It will not work later either; the reason in the words of the other side."""


@dataclass(frozen=True)
class Receipt:
    """What the channel said: by which name it knows the file, and whether it has arrived."""

    name: str
    state: Literal["in_flight", "delivered"]


@dataclass(frozen=True)
class Letter:
    """What is sent: the key of the transmission, the number of the invoice, and its file."""

    key: UUID
    number: str
    content: bytes


class Channel(Protocol):
    """What delivers files of invoices."""

    @property
    def name(self) -> str:
        """How transmissions call it."""
        ...

    def send(self, letter: Letter) -> Receipt:
        """Hand a file over; handed over again under one key, it is delivered once."""
        ...

    def ask(self, receipt: str) -> Receipt:
        """How a file stands that was handed over."""
        ...


@dataclass(frozen=True)
class Folder:
    """A folder; a file appears in it whole or not at all, and again under the same name."""

    path: Path
    name: str = "folder"

    def send(self, letter: Letter) -> Receipt:
        """Write the file."""
        target = self.path / f"{letter.number}.xml"
        part = self.path / f".{letter.number}.{letter.key.hex}.part"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            part.write_bytes(letter.content)
            part.replace(target)
        except OSError as error:
            raise TryAgain(type(error).__name__) from None
        return Receipt(target.name, "delivered")

    def ask(self, receipt: str) -> Receipt:
        """What is in the folder has arrived."""
        return Receipt(receipt, "delivered")


@dataclass(frozen=True)
class AccessPoint:
    """An access point over HTTP: `POST /documents` takes a file, `GET /documents/<id>` says how it stands."""

    url: str
    token: str
    name: str = "access_point"

    def send(self, letter: Letter) -> Receipt:
        """Hand the file over; the key of the transmission makes a second time harmless."""
        headers = {"Content-Type": "application/xml", "Idempotency-Key": str(letter.key)}
        return self._asked("POST", "/documents", headers, letter.content)

    def ask(self, receipt: str) -> Receipt:
        """How a file stands."""
        return self._asked("GET", f"/documents/{receipt}", {}, None)

    def _asked(self, method: str, path: str, headers: dict[str, str], content: bytes | None) -> Receipt:
        secret = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            answer = exchange(method, self.url.rstrip("/") + path, headers=headers | secret, content=content)
        except NoAnswer as error:
            raise TryAgain(str(error)) from None
        if answer.status >= 500 or answer.status in {408, 425, 429}:
            raise TryAgain(f"HTTP {answer.status}")
        said = _read(answer)
        if answer.status >= 400 or said.get("status") == "failed":
            raise Refused(str(said.get("reason") or f"HTTP {answer.status}")[:LONGEST])
        name, status = str(said.get("id", ""))[:LONGEST], said.get("status")
        if not name or "/" in name:
            raise TryAgain("no receipt")
        return Receipt(name, "delivered" if status == "delivered" else "in_flight")


def _read(answer: Answer) -> dict[str, object]:
    try:
        said = json.loads(answer.content)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def channel() -> Channel:
    """The channel of this site: the access point that its settings name, else the folder."""
    if settings.ACCESS_POINT_URL:
        return AccessPoint(settings.ACCESS_POINT_URL, settings.ACCESS_POINT_TOKEN)
    return Folder(Path(settings.INVOICE_FOLDER))
