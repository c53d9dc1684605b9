"""What a paper on the logic says, in words ready to be printed."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Text:
    """Words with the language that they are in."""

    said: str
    lang: str


@dataclass(frozen=True)
class Entry:
    """An element of an outline: how it hangs on the one above (`words`), what it is, and what hangs on it."""

    kind: str
    code: str
    title: Text
    words: str = ""
    note: str = ""
    below: "tuple[Entry, ...]" = ()


@dataclass(frozen=True)
class Drawing:
    """A drawing as SVG with its size in pixels, how it is called, and what it leaves out."""

    svg: str
    width: float
    height: float
    title: str
    note: str = ""


@dataclass(frozen=True)
class Tree:
    """One tree: its outline and its drawing, else the sentence that says that it is empty."""

    title: str
    entries: tuple[Entry, ...]
    drawing: Drawing | None = None
    empty: str = ""


@dataclass(frozen=True)
class Line:
    """A line about an intervention: its label, and one text or several."""

    label: str
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Intervention:
    """What is done: benefits, effort, costs and risks, each a line."""

    code: str
    title: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class LogicPaper:
    """All of it: the trees one after the other, then the interventions."""

    lang: str
    title: str
    kicker: str
    lead: str
    byline: tuple[str, ...]
    trees: tuple[Tree, ...]
    heading: str
    """Above the interventions."""
    sentence: str
    interventions: tuple[Intervention, ...]
    footer: str
    page_of: str
    """With `{page}` and `{pages}`."""

    def as_data(self) -> dict[str, Any]:
        """Plain values, as the template reads them."""
        return asdict(self)
