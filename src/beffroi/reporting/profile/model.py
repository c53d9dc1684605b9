"""The profile as data: the documented form of `profile.json`, and all that HTML and PDF are made from."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Section = Literal["economy", "technology", "index", "clusters"]


class Record(BaseModel):
    """Base of all parts: nothing unknown, nothing changed after the fact."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(Record):
    """A region, country or user-defined territory."""

    code: str
    name: str


class Region(Place):
    """The region of the profile: its country, the regions it is made of, and what its code means."""

    level: str
    country: Place | None
    parts: list[Place]
    notes: list[str] = []


class Source(Record):
    """Source of a figure; `checksums` maps each table read to its SHA-256."""

    publisher: str
    dataset: str
    licence: str
    vintage: str
    nuts: int
    checksums: dict[str, str]


class Comparator(Record):
    """The value of a peer, the country or the EU for the same indicator and year."""

    code: str
    name: str
    value: float | None
    flag: str = ""
    missing_reason: str | None = None
    coverage: str | None = None


class Trend(Record):
    """Compound annual growth in percent a year between two years."""

    since: int
    until: int
    percent_per_year: float


class Indicator(Record):
    """One indicator of the profile, with everything it is compared with.

    `country` and `eu` repeat the comparators' values as plain numbers. `rank` counts from 1 = best by polarity, ties
    take the lowest rank; `of` is the number of regions that have a value (the region and its peers). `gap` is value
    minus EU in the unit, `ratio` value over EU. `position` is the share of ranked peers that the region is at least as
    good as, 0 to 1. `compared_year` is the year of country, EU and peers: that of the value, or, where the region has
    none, the latest year wanted that the series holds. `short_label` is the name for use inside a sentence.
    """

    id: str
    section: Section
    label: str
    short_label: str
    definition: str
    unit: str
    decimals: int
    polarity: int
    year: int | None
    compared_year: int | None
    value: float | None
    flag: str
    country: float | None
    eu: float | None
    country_detail: Comparator | None
    eu_detail: Comparator | None
    peers: list[Comparator]
    rank: int | None
    of: int
    gap: float | None
    ratio: float | None
    position: float | None
    trend: Trend | None
    source: Source | None
    missing_reason: str | None
    notes: list[str] = []


class Dimension(Record):
    """One dimension of the index of industrial change, 0 (lowest of the reference set) to 1 (highest)."""

    id: str
    label: str
    score: float | None
    eu: float | None
    country: float | None
    rank: int | None
    of: int
    peers: list[Comparator]
    indicators: list[str]
    coverage: str
    missing_reason: str | None


class RankInterval(Record):
    """The rank of a zone among all of the reference set, and where it lies in nine tenths of runs with other choices.

    `inputs` names the choices; how they were declared stands in the spec.
    """

    rank: int
    of: int
    low: float
    median: float
    high: float
    runs: int
    inputs: list[str]


class Composite(Record):
    """The index of industrial change; `zone` is the region of the scoreboard on which it stands.

    `rank` and `of` are among the peers, `interval` is among all zones of the reference set.
    """

    zone: Place | None
    year: int | None
    dimensions: list[Dimension]
    total: float | None
    eu: float | None
    country: float | None
    rank: int | None
    of: int
    peers: list[Comparator]
    coverage: str
    method: str
    source: Source | None
    missing_reason: str | None
    interval: RankInterval | None


class Sector(Record):
    """One sector of the region: persons employed, share of the region's total, location quotient, stars 0 to 3.

    `size`, `specialisation` and `focus` are the three stars, None where the data could not decide. `eu_countries` says
    how many member countries publish the sector, and so stand for the EU in the quotient.
    """

    sector: str
    name: str
    persons: float | None
    share: float | None
    lq: float | None
    eu_countries: int
    stars: int | None
    size: bool | None
    specialisation: bool | None
    focus: bool | None


class StarTotal(Record):
    """Stars of a region or peer: over how many sectors they were counted, how many sectors are missing."""

    code: str
    name: str
    stars: int | None
    sectors_counted: int
    sectors_missing: int
    missing_reason: str | None = None


class Clusters(Record):
    """Cluster portfolio: sectors by NACE division, stars of the region, of its parts and of its peers."""

    sectors: list[Sector]
    stars_total: int | None
    rank: int | None
    of: int
    parts: list[StarTotal]
    peers: list[StarTotal]
    rules: str
    rules_note: str
    coverage: str
    year: int | None
    source: Source | None
    missing_reason: str | None


class Option(Record):
    """One sector by relatedness to what the region does and by complexity; a coordinate is None where unknown.

    `rests_on` are the nearest specialisations of the region, nearest first; `peers` of `peers_reporting` are
    specialised in it.
    """

    sector: str
    name: str
    quadrant: Literal["high_road", "casino", "slow_road", "dead_end"] | None
    specialised: bool
    lq: float | None
    density: float | None
    complexity: float | None
    rests_on: list[str]
    peers: int
    peers_reporting: int


class Diversification(Record):
    """Where the region could diversify, as a signal: its sectors, and the lines that make the quadrants."""

    sectors: list[Option]
    density_line: float | None
    complexity_line: float | None
    year: int | None
    notes: list[str]
    source: Source | None
    missing_reason: str | None


class Point(Record):
    """A region in the plane of cluster stars and total index; a coordinate is None where it is not known."""

    code: str
    name: str
    stars: float | None
    index: float | None
    type: int | None
    reason: str
    of_region: bool


class Layer(Record):
    """One set of points with the thresholds that divide them; `stars_line` and `index_line` may be several."""

    id: Literal["computed", "published"]
    label: str
    note: str
    points: list[Point]
    stars_line: list[float]
    index_line: list[float]


class Typology(Record):
    """Type of the region by stars and index, computed here and as printed in 2019, kept apart."""

    type: int | None
    type_label: str
    reason: str
    rules: str
    computed: Layer
    published: Layer


class Provenance(Record):
    """What regenerates the profile: version, specs with their checksums, tables with vintage and checksum."""

    beffroi: str
    command: str
    figures: str
    specs: dict[str, str]
    tables: dict[str, dict[str, str]]


class Profile(Record):
    """A whole profile. `sentences` holds one sentence a section, drawn from the data by rules."""

    schema_version: Literal[1] = 1
    lang: Literal["en", "fr"]
    year: int | None
    region: Region
    country: Place | None
    eu: Place
    peers: list[Place]
    sentences: dict[str, str]
    indicators: list[Indicator]
    composite: Composite
    clusters: Clusters
    diversification: Diversification
    typology: Typology
    method: list[str]
    revisions: list[str]
    provenance: Provenance
