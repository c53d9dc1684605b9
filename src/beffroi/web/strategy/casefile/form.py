"""The form of a case file, version 1: what is read, checked and published as JSON Schema. An unknown key is refused.

Facts about Django stay out of here: the schema in `docs/reference/case-file.schema.json` is written from these classes.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from beffroi.web.strategy.casefile.form_measured import Indicator, Measured, Rule
from beffroi.web.strategy.casefile.form_words import (
    Amount,
    Code,
    Day,
    Form,
    Free,
    Function,
    Long,
    Text,
    Texts,
    Year,
)

FORM = "beffroi-strategy/1"
LANGUAGES = ("en", "fr")


class Instrument(Form):
    """What a plan acts with."""

    name: Text
    run_by: Annotated[Text, Field(max_length=200)] | None = None
    for_whom: Text | None = None
    money: Text | None = None
    amount_eur: Amount | None = None
    source: Annotated[Text, Field(max_length=500)] | None = None


class Plan(Form):
    """An earlier or neighbouring plan; without an id it is known by its place."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9-]+$")] | None = None
    name: Text
    first: Year | None = Field(None, alias="from")
    last: Year | None = Field(None, alias="to")
    aim: Text | None = None
    source: Annotated[Text, Field(max_length=500)] | None = None
    instruments: list[Instrument] = []

    @model_validator(mode="after")
    def _in_order(self) -> "Plan":
        if self.first and self.last and self.last < self.first:
            raise PydanticCustomError("years", "it ends before it starts")
        return self


class Factor(Form):
    """A line of the SWOT; without an id it is known by its place."""

    id: Code | None = None
    text: Text
    source: Text | None = None


class Swot(Form):
    """The four fields."""

    strengths: list[Factor] = []
    weaknesses: list[Factor] = []
    opportunities: list[Factor] = []
    threats: list[Factor] = []


class Fact(Form):
    """A line of the PEST analysis; without an id it is known by its place."""

    id: Code | None = None
    heading: Literal["political", "economic", "socio_cultural", "technological"]
    text: Text
    source: Text | None = None


class Challenge(Form):
    """A challenge."""

    id: Code
    text: Text


class Driver(Challenge):
    """What causes challenges, or other drivers."""

    causes: list[Code] = []


class Impact(Challenge):
    """What follows from challenges, or from other impacts."""

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
    benefits: Texts = []
    effort: Text | None = None
    rules: Texts = []
    steps: Texts = []
    conditions: Text | None = None
    extensions: Texts = []


class Body(Form):
    """A body of the strategy: seats are named one by one (`members`) or only counted (`seats`)."""

    id: Code
    name: Text
    function: Function
    seats: Annotated[int, Field(ge=0, le=200)] | None = None
    members: Texts = []
    fte: Annotated[int | float, Field(ge=0, le=999)] | None = None
    full_time: bool | None = None
    host: Text | None = None
    profile: Text | None = None
    leadership: Text | None = None
    duty: Text | None = None
    condition: Text | None = None
    candidate: Text | None = None


class Cost(Form):
    """A cost, from the lowest to the highest amount in euro."""

    item: Text
    low: Amount
    high: Amount
    recurring: bool = True
    owner: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Cost":
        if self.high < self.low:
            raise PydanticCustomError("amounts", "the highest amount is below the lowest")
        return self


class Risk(Challenge):
    """A risk, and what is done about it."""

    mitigation: Text | None = None


class OtherRisk(Risk):
    """A risk of other interventions than GOV and SOD, or of none."""

    threatens: list[Code] = []


class Governance(Form):
    """What the case tells of the intervention GOV."""

    bodies: list[Body] = []
    helix: Texts = []
    rules: Texts = []
    steps: Texts = []
    benefits: Texts = []
    effort: Text | None = None
    cost_eur_per_year: list[Cost] = []
    risks: list[Risk] = []


class Services(Form):
    """What the case tells of the intervention SOD."""

    cluster_kinds: Free = {}
    caveat: Text | None = None
    steps: Texts = []
    choice_of_service: Text | None = None
    price_rules: Texts = []
    conditions: Text | None = None
    assessment: Texts = []
    extensions: Texts = []
    benefits: Texts = []
    cost_eur: dict[str, Annotated[list[Amount], Field(min_length=2, max_length=2)]] = {}
    risks: list[Risk] = []

    @model_validator(mode="after")
    def _in_order(self) -> "Services":
        if any(high < low for low, high in self.cost_eur.values()):
            raise PydanticCustomError("amounts", "the highest amount is below the lowest")
        return self


class Elsewhere(Form):
    """Other dates of an action, and where they are stated."""

    start: Day | None = None
    end: Day | None = None
    where: Text


class Action(Form):
    """An action of the plan; dates may contradict each other, which the plan check says."""

    id: Code
    action: Text
    start: Day | None = None
    end: Day | None = None
    owners: Texts = []
    consulted: Texts = []
    optional: Texts = []
    after: list[Code] = []
    milestone: bool = False
    stated_elsewhere: list[Elsewhere] = []


class Result(Form):
    """A step of the results chain; `of` names interventions and objectives, `after_actions` actions that lead to it."""

    id: Code
    kind: Literal["input", "output", "outcome", "impact"]
    text: Text
    needed: Text | None = None
    available: Text | None = None
    assumptions: Texts = []
    of: list[Code] = []
    after_actions: list[Code] = []
    leads_to: list[Code] = []


class Element(Form):
    """An element that no other section holds: a priority area, a niche, a consultation, a cost of another intervention.

    `details` are the fields of its kind.
    """

    id: Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9-]+$")]
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$", max_length=40)]
    text: Text
    details: Free = {}


class Link(Form):
    """A link that no other section states: `kind`, from the reason to what follows from it."""

    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$", max_length=40)]
    source: Annotated[str, Field(alias="from", min_length=1, max_length=20)]
    target: Annotated[str, Field(alias="to", min_length=1, max_length=20)]
    details: Free = {}


class Case(Form):
    """The whole file; a section whose entries are free is kept as it is written."""

    form: Literal["beffroi-strategy/1"] = Field("beffroi-strategy/1", alias="schema")
    language: Literal["en", "fr"] | None = None
    meta: Free = {}
    pilot_regions: list[Free] = []
    published_values: list[Free] = []
    published_relations: Texts = []
    composite_dimensions: Texts = []
    typology: list[Free] = []
    observatory_scope: Free = {}
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
    governance: Governance = Governance()
    service_on_demand: Services = Services()
    action_plan: dict[Code, list[Action]] = {}
    known_inconsistencies: dict[str, Texts] = {}
    risks: list[OtherRisk] = []
    results: list[Result] = []
    indicators: list[Indicator] = []
    value_rules: list[Rule] = []
    measurements: list[Measured] = []
    elements: list[Element] = []
    links: list[Link] = []
    longer_texts: dict[str, Long] = {}
    """Code of an element → what it says beyond its title."""
    titles: dict[str, Text] = {}
    """Code of an element → its title, where its section writes none or another one."""


def schema() -> dict[str, Any]:
    """The form as JSON Schema."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": FORM, **Case.model_json_schema()}
