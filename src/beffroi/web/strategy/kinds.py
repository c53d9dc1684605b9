"""What a version of a strategy is made of: kinds of elements and of links between them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.chain.kinds import Field, LinkKind, NodeKind, link_kind, node_kind

WRITE = "strategy.change_version"

PEST = (
    ("political", _("Political")),
    ("economic", _("Economic")),
    ("socio_cultural", _("Socio-cultural")),
    ("technological", _("Technological")),
)
SWOT = (
    ("strength", _("Strength")),
    ("weakness", _("Weakness")),
    ("opportunity", _("Opportunity")),
    ("threat", _("Threat")),
)
BOARDS = {"pest": PEST, "swot": SWOT}
"""The analyses of the context, and the headings of each."""
HELICES = ("industry", "education_and_research", "government", "civil_society")
"""Fields of a consultation that say how many were reached of each helix."""
PAIRINGS = (
    ("so", _("Use strengths to take opportunities")),
    ("wo", _("Overcome weaknesses by taking opportunities")),
    ("st", _("Use strengths to counter threats")),
    ("wt", _("Reduce weaknesses to avoid threats")),
)
METHODS = (
    ("working_session", _("Working session")),
    ("interviews", _("Interviews")),
    ("survey", _("Survey")),
    ("review_meeting", _("Review meeting")),
    ("desk_research", _("Desk research")),
)

for _kind in (
    NodeKind("consultation", _("consultation"), _("consultations"), WRITE, "K", (
        Field("method", _("Method"), "choice", METHODS, required=True),
        Field("held_on", _("Day"), "date"),
        Field("reached", _("People reached"), "whole"),
        Field("industry", _("of them from industry"), "whole"),
        Field("education_and_research", _("of them from education and research"), "whole"),
        Field("government", _("of them from government"), "whole"),
        Field("civil_society", _("of them from civil society"), "whole"),
    )),
    NodeKind("factor", _("factor"), _("factors"), WRITE, "F", (
        Field("board", _("Analysis"), "choice", (("swot", _("SWOT")), ("pest", _("PEST"))), required=True),
        Field("heading", _("Heading"), "choice", (*SWOT, *PEST), required=True),
        Field("source", _("Source"), "text"),
    )),
    NodeKind("direction", _("strategic direction"), _("strategic directions"), WRITE, "T", (
        Field("pairing", _("Pairing"), "choice", PAIRINGS, required=True),
        Field("state", _("State"), "choice", (("accepted", _("accepted")), ("declined", _("declined")))),
    )),
    NodeKind("challenge", _("challenge"), _("challenges"), WRITE, "C"),
    NodeKind("driver", pgettext_lazy("problem tree", "driver"), pgettext_lazy("problem tree", "drivers"), WRITE, "D"),
    NodeKind("effect", pgettext_lazy("problem tree", "effect"), pgettext_lazy("problem tree", "effects"), WRITE, "I"),
    NodeKind("global_objective", _("global objective"), _("global objectives"), WRITE, "G"),
    NodeKind("specific_objective", _("specific objective"), _("specific objectives"), WRITE, "O"),
    NodeKind("priority_area", _("priority area"), _("priority areas"), WRITE, "P"),
    NodeKind("niche", _("niche"), _("niches"), WRITE, "N"),
    NodeKind("intervention", _("intervention"), _("interventions"), WRITE, "H", (
        Field("benefits", _("Benefits"), "texts"),
        Field("effort", _("Effort"), "text"),
        Field("facts", _("Facts"), "texts"),
        Field("rules", _("Rules"), "texts"),
        Field("steps", _("Steps"), "texts"),
        Field("conditions", _("Conditions"), "text"),
        Field("extensions", _("Later extensions"), "texts"),
    )),
    NodeKind("cost", _("cost"), _("costs"), WRITE, "E", (
        Field("low", _("Lowest (euro)"), "amount", required=True),
        Field("high", _("Highest (euro)"), "amount", required=True),
        Field("recurring", _("Every year"), "flag"),
        Field("owner", _("Who pays"), "line"),
    )),
    NodeKind("reference", _("reference"), _("references"), WRITE),
):  # fmt: skip
    node_kind(_kind)


def _link(name: str, sources: str, targets: str, down: object, up: object, **more: object) -> None:
    kind = LinkKind(name, frozenset(sources.split()), frozenset(targets.split()), down, up, WRITE, **more)  # type: ignore[arg-type]
    link_kind(kind)


_link("heard_in", "consultation", "factor challenge driver effect", _("brought up"), _("was brought up in"))
_link("grounds", "factor direction", "challenge driver", _("grounds"), _("is drawn from"))
_link("pairs", "factor", "direction", _("points to"), _("pairs"))
_link("causes", "driver", "challenge driver", pgettext_lazy("verb", "causes"), _("is caused by"))
_link("leads_to", "challenge effect", "effect", _("leads to"), _("is an effect of"))
_link("answered_by", "challenge", "specific_objective", _("is answered by"), _("answers"))
_link("mirrored_by", "effect", "global_objective", _("is turned round by"), _("turns round"))
_link("broken_down", "global_objective", "specific_objective", _("is reached by"), _("contributes to"))
_link(
    "served_by", "specific_objective", "intervention", _("is served by"), _("serves"),
    fields=(Field("certainty", _("Certainty"), "choice", (("now", _("now")), ("may_later", _("may later")))),),
)  # fmt: skip
_link("directs", "direction", "specific_objective intervention priority_area", _("directs"), _("follows the direction"))
_link("focuses", "specific_objective challenge", "priority_area", _("has its focus in"), _("is a focus of"))
_link("holds", "priority_area", "niche", _("holds"), _("belongs to"))
_link("acts_in", "priority_area niche", "intervention", _("is acted on by"), _("acts in"))
_link("costs", "intervention", "cost", pgettext_lazy("verb", "costs"), _("is a cost of"))
