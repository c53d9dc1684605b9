"""What a reporter's program reads and sends."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from beffroi.web.core.api import Answer, Asked, Problem

MOST_ANSWERS = 1000


def _is_text(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("null_character", "no text")
    return text


Text = Annotated[str, Field(max_length=500), AfterValidator(_is_text)]
Number = Annotated[Decimal, Field(description="A number, or as a text where every digit counts: 12.5 or '12.5'.")]
State = Literal["draft", "submitted", "returned", "validated", "published"]
Word = Literal["open", "begun", "returned", "sent", "validated", "published", "empty"]


class RequestOut(Answer):
    """What one reporter is asked for in a period, and how far it has come."""

    key: UUID
    address: str = Field(description="The page on which the same is answered.")
    strategy: str
    reporter: str
    first_month: str
    last_month: str
    period: Literal["open", "closed", "locked"]
    due_on: date
    state: Word
    asked: int = Field(description="How many values are asked for.")
    answered: int = Field(description="How many of them have been sent.")


class DoubtOut(Answer):
    """What is doubtful: an error cannot be right, a warning needs an explanation."""

    part: str = Field(description="Name of a part; empty for the whole.")
    weight: Literal["error", "warning"]
    detail: str


class FileOut(Answer):
    """An evidence file."""

    key: UUID
    name: str
    size: int
    sha256: str


class Published(Answer):
    """What was published last before the month."""

    month: str
    value: float


class ValueOut(Answer):
    """One value that is asked for; numbers are texts, to the last digit."""

    key: UUID
    code: str
    name: str
    month: str
    unit: str
    part_names: list[str]
    levels: list[str] = Field(description="Of a rubric: its levels from 1; the value is the number of one.")
    state: State
    is_writable: bool
    is_correction: bool
    returned_because: str
    value: str | None
    parts: dict[str, str]
    note: str
    explanation: str
    nothing: str
    reason: str
    published: Published | None
    doubts: list[DoubtOut]
    files: list[FileOut]


class RequestDetail(RequestOut):
    """A request with its values; `edition` says in short what they say now."""

    edition: str
    values: list[ValueOut]


class AnswerIn(Asked):
    """What is said of one value; it takes the place of what was said before."""

    key: UUID = Field(description="The key of the value, as the request gives it.")
    value: Number | None = Field(None, description="The whole, or the number of a level of the rubric.")
    parts: dict[str, Number] = Field({}, description="By name of the part.", max_length=200)
    note: Text = ""
    explanation: Text = Field("", description="Where a value is unlikely: why it is right.")
    nothing: Text = Field("", description="Why there is nothing to report.")
    reason: Text = Field("", description="Of a correction: why.")


class AnswersIn(Asked):
    """What is said of some values; kept as a draft, or sent for good."""

    answers: list[AnswerIn] = Field(min_length=1, max_length=MOST_ANSWERS)
    send: bool = Field(False, description="Send for good; a draft is not checked.")
    edition: str = Field("", max_length=32, description="The edition that was read: refused if it is another by now.")


class ProblemAt(Answer):
    """What stands against sending a value."""

    key: UUID
    code: str
    part: str
    field: Literal["value", "explanation", "reason"]
    detail: str


class Problems(Problem):
    """Nothing was kept: everything that stands against it, value by value."""

    problems: list[ProblemAt] = []
