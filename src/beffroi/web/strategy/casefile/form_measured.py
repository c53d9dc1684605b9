"""The part of the form of a case file that says what is measured: indicators, rules between them, measurements."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from beffroi.web.strategy.casefile.form_words import Code, Form, Month, Named, Number, Text, Texts


class Reached(Form):
    """A value in a month."""

    at: Month
    value: Number


class Reporter(Form):
    """An organisation that is entered on the site: by its number, or by its exact name where it has none."""

    name: Annotated[Text, Field(max_length=200)]
    number: Annotated[Text, Field(max_length=20)] | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None


class Committed(Form):
    """What an indicator was committed to until a month."""

    label: Annotated[Text, Field(max_length=120)]
    baseline: Reached
    milestones: list[Reached] = []
    target: Reached
    band: Annotated[int | float, Field(ge=0, le=1)]
    until: Month


class Indicator(Form):
    """What is measured at a step: its sheet, its path and its parts; its definition stands among the longer texts."""

    id: Code
    name: Text
    measures: Code | None = None
    kind: Literal["value", "common", "context", "platform", "qualitative"] = "value"
    common_code: Annotated[Text, Field(max_length=8)] | None = None
    series: Annotated[Text, Field(max_length=80)] | None = None
    region: Annotated[Text, Field(max_length=200)] | None = None
    peers: list[Annotated[Text, Field(max_length=20)]] = []
    counted: Annotated[Text, Field(max_length=30)] | None = None
    unit: Text | None = None
    formula: Text | None = None
    source: Text | None = None
    verification: Text | None = None
    limits: Text | None = None
    polarity: Literal["up", "down"] = "up"
    frequency: Literal["month", "quarter", "half_year", "year"] = "year"
    reporter_body: Code | None = None
    reporter_organisation: Reporter | None = None
    baseline: Reached | None = None
    milestones: list[Reached] = []
    target: Reached | None = None
    band: Annotated[int | float, Field(ge=0, le=1)] = 0.1
    least: Number | None = None
    most: Number | None = None
    earlier_commitments: list[Committed] = []
    rule: Literal["sum", "weighted_mean", "last", "distinct", "none"] = "last"
    breakdown: list[Named] = []
    rubric: Annotated[Texts, Field(max_length=10)] = []
    part_of: Code | None = None
    weight: Annotated[Number, Field(ge=0)] | None = None
    part_weights: dict[Named, Number] = {}
    counts_of: list[Code] = []
    support: Literal["grant", "instrument", "non_financial"] | None = None


class Measured(Form):
    """What was measured in a month, of the whole or of a part; in the file only where it was asked for."""

    indicator: Code
    at: Month
    value: Number
    part: Named | None = None
    note: Annotated[Text, Field(max_length=500)] | None = None


class Rule(Form):
    """What the values of several indicators keep to, such as `M8 <= M7`."""

    formula: Annotated[Text, Field(max_length=200)]
    why: Annotated[Text, Field(max_length=300)] | None = None
    weight: Literal["wrong", "unlikely"] = "unlikely"
