"""Small archives to test with, good and bad."""

import zipfile
from io import BytesIO

from openpyxl import Workbook


def workbook() -> bytes:
    """A real workbook with one number."""
    book, stream = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = 1
    book.save(stream)
    return stream.getvalue()


def with_part(name: str, content: bytes, packed: bytes | None = None) -> bytes:
    """The workbook with one part more."""
    stream = BytesIO(packed or workbook())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def without_part(name: str) -> bytes:
    """The workbook with one part less."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook())) as whole, zipfile.ZipFile(stream, "w") as archive:
        for part in whole.namelist():
            if part != name:
                archive.writestr(part, whole.read(part))
    return stream.getvalue()


def lying_about_size(content: bytes) -> bytes:
    """The archive whose directory says that every part is tiny."""
    data = bytearray(content)
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 24 : start + 28] = (10).to_bytes(4, "little")
        start += 4
    return bytes(data)
