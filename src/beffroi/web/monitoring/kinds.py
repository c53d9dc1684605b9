"""The results chain in the graph: inputs, outputs, outcomes, impact; activities are the actions of the roadmap.

It belongs to the living work of a strategy. Co-managers and the M&E unit write the chain together; what is measured
is for the M&E unit alone.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.chain.kinds import Field, LinkKind, NodeKind, link_kind, node_kind

CHAIN, MEASURES = "monitoring.change_chain", "monitoring.change_indicators"
PROPOSE = "monitoring.propose_mitigation"
ASSUMPTIONS = Field(
    "assumptions", _("Assumptions"), "texts",
    help=_("What has to hold so that it leads to what follows; one a line."),
)  # fmt: skip

for _kind in (
    NodeKind("input", _("input"), _("inputs"), CHAIN, "IN", (
        Field("needed", _("Needed"), help=_("Such as 2.5 full-time posts, or 60 000 euro a year.")),
        Field("available", _("Available")),
        ASSUMPTIONS,
    )),
    NodeKind("output", _("output"), _("outputs"), CHAIN, "OP", (ASSUMPTIONS,)),
    NodeKind("outcome", _("outcome"), _("outcomes"), CHAIN, "OC", (ASSUMPTIONS,)),
    NodeKind("impact", pgettext_lazy("results", "impact"), pgettext_lazy("results", "impacts"), CHAIN, "IM", (
        ASSUMPTIONS,
    )),
    NodeKind("indicator", _("indicator"), _("indicators"), MEASURES, "M", stays=True),
    NodeKind("mitigation", _("mitigation"), _("mitigations"), PROPOSE, "MG", stays=True),
):  # fmt: skip
    node_kind(_kind)

link_kind(
    LinkKind(
        "expects", frozenset({"intervention", "specific_objective", "global_objective"}),
        frozenset({"input", "output", "outcome", "impact"}), _("is meant to bring about"), _("is a result of"), CHAIN,
    )
)  # fmt: skip
link_kind(
    LinkKind(
        "results_in", frozenset({"input", "action", "output", "outcome", "impact"}),
        frozenset({"action", "output", "outcome", "impact"}), pgettext_lazy("results", "leads to"), _("results from"),
        CHAIN,
    )
)  # fmt: skip
link_kind(
    LinkKind(
        "measured_by", frozenset({"input", "action", "output", "outcome", "impact"}), frozenset({"indicator"}),
        _("is measured by"), pgettext_lazy("verb", "measures"), MEASURES,
    )
)  # fmt: skip
link_kind(
    LinkKind(
        "mitigated_by", frozenset({"input", "action", "output", "outcome", "impact", "indicator"}),
        frozenset({"mitigation"}), _("is to be mended by"), _("is to mend"), PROPOSE,
    )
)  # fmt: skip
link_kind(
    LinkKind(
        "decided_by", frozenset({"mitigation"}), frozenset({"decision"}), pgettext_lazy("mitigation", "is decided by"),
        pgettext_lazy("mitigation", "decides on"), "monitoring.decide_mitigation",
    )
)  # fmt: skip
