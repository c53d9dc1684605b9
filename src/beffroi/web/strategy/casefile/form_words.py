"""Of what the form of a case file is made: texts, codes, days, numbers, and entries that hold nothing unnamed."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints
from pydantic_core import PydanticCustomError

from beffroi.analytics.errors import InputError
from beffroi.analytics.planning.dates import parse_date


def _a_day(given: str | int) -> str | int:
    try:
        parse_date(given)
    except InputError:
        raise PydanticCustomError("no_date", "not a date: YYYY, YYYY-MM or YYYY-MM-DD") from None
    return given


Text = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=8000, pattern=r"\S")]
Long = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=40_000, pattern=r"\S")]
"""What an element says beyond its title; one that took over duplicates says more than the form of an element takes."""
Code = Annotated[str, StringConstraints(min_length=1, max_length=12, pattern=r"^[A-Za-z0-9-]+$")]
Written = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{1,2}(-\d{1,2})?)?$")]
Day = Annotated[Written | Annotated[int, Field(ge=1945, le=2100)], AfterValidator(_a_day)]
Year = Annotated[int, Field(ge=1945, le=2100)]
Amount = Annotated[int | float, Field(ge=0, le=1e12)]
Whole = Annotated[int, Field(ge=0, le=1_000_000)]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Number = Annotated[int | float, Field(ge=-1e13, le=1e13)]
Named = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=80, pattern=r"\S")]
Texts = list[Text]
Free = dict[str, JsonValue]
"""An entry that is kept as it is written."""
Function = Literal["piloting", "monitoring_evaluation", "evaluation"]
Method = Literal["working_session", "interviews", "survey", "review_meeting", "desk_research"]


class Form(BaseModel):
    """Nothing beside what is named."""

    model_config = ConfigDict(extra="forbid", strict=True)
