"""The form of a case file, version 1; a key that it does not know is refused."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=12, pattern=r"^[A-Za-z0-9-]+$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Year = Annotated[int, Field(ge=1945, le=2100)]
Texts = list[Text]


class Form(BaseModel):
    """Nothing beside what is named."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Plan(Form):
    """An earlier or neighbouring plan."""

    name: Text
    first: Year | None = Field(None, alias="from")
    last: Year | None = Field(None, alias="to")
    aim: Text | None = None


class Factor(Form):
    """A line of the SWOT."""

    text: Text
    source: Text


class Swot(Form):
    """The four fields."""

    strengths: list[Factor] = []
    weaknesses: list[Factor] = []
    opportunities: list[Factor] = []
    threats: list[Factor] = []


class Fact(Form):
    """A line of the PEST analysis."""

    heading: Literal["political", "economic", "socio_cultural", "technological"]
    text: Text


class Challenge(Form):
    """A challenge."""

    id: Code
    text: Text


class Driver(Challenge):
    """What causes challenges."""

    causes: list[Code] = []


class Impact(Form):
    """What follows from challenges."""

    id: Code
    text: Text
    reasons: list[Code] = Field([], alias="from")


class Objective(Challenge):
    """What answers challenges."""

    answers: list[Code] = []


class Intervention(Form):
    """What serves objectives."""

    id: Code
    name: Text
    serves: list[Code] = []
    may_later_serve: list[Code] = []
    facts: Texts = []


class Case(Form):
    """The whole file; sections of which the form is a list of free entries are kept as they are written."""

    form: Literal["beffroi-strategy/1"] = Field("beffroi-strategy/1", alias="schema")
    language: Literal["en", "fr"] | None = None
    meta: dict[str, Any] = {}
    pilot_regions: list[dict[str, Any]] = []
    published_values: list[dict[str, Any]] = []
    published_relations: Texts = []
    composite_dimensions: Texts = []
    typology: list[dict[str, Any]] = []
    observatory_scope: dict[str, Any] = {}
    observatory_products: Texts = []
    policy_timeline: list[Plan] = []
    swot: Swot = Swot()
    pest_headings: Texts = []
    pest_facts: list[Fact] = []
    challenges: list[Challenge] = []
    drivers: list[Driver] = []
    impacts: list[Impact] = []
    global_objective: Text | None = None
    specific_objectives: list[Objective] = []
    interventions: list[Intervention] = []
    governance: dict[str, Any] = {}
    service_on_demand: dict[str, Any] = {}
    action_plan: dict[str, list[dict[str, Any]]] = {}
    known_inconsistencies: dict[str, Texts] = {}
