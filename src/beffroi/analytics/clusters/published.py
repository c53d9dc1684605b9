"""Stars and types that a document printed on data that are not public: a layer of its own, never mixed with ours."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from beffroi.analytics.clusters.declared import load_declared

SHIPPED = "published-2019"


class PublishedRegion(BaseModel):
    """A region as printed: its type, and its coordinates where they were printed."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    code: str
    type: int
    stars: float | None = None
    index: float | None = None


class PublishedLayer(BaseModel):
    """All printed regions with the thresholds that divide them and their source."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: str
    stars_line: float
    index_lines: list[float]
    regions: list[PublishedRegion]


@cache
def load_published() -> PublishedLayer:
    """The layer shipped with Beffroi.

    Returns
    -------
    PublishedLayer
        stars are counts, the index runs from 0 to 1; None where the source prints no number.

    Examples
    --------
    >>> load_published().regions[0]
    PublishedRegion(code='BE31', type=3, stars=40.0, index=0.751)
    """
    return load_declared(PublishedLayer, SHIPPED, (SHIPPED,), "a published layer")
