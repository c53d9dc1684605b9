"""What the living work of a strategy is made of, as far as piloting owns it."""

from django.utils.translation import gettext_lazy as _

from beffroi.web.chain.kinds import LinkKind, NodeKind, link_kind, node_kind

node_kind(NodeKind("action", _("action"), _("actions"), "piloting.change_roadmap", "A"))
node_kind(NodeKind("decision", _("decision"), _("decisions"), "piloting.decide", "X"))
node_kind(NodeKind("risk", _("risk"), _("risks"), "piloting.change_risks", "R"))
node_kind(NodeKind("issue", _("issue"), _("issues"), "piloting.change_risks", "Q"))


def _link(name: str, sources: str, targets: str, down: object, up: object, permission: str, **more: object) -> None:
    kind = LinkKind(name, frozenset(sources.split()), frozenset(targets.split()), down, up, permission, **more)  # type: ignore[arg-type]
    link_kind(kind)


_link("carried_out_by", "intervention", "action", _("is carried out by"), _("carries out"), "piloting.change_roadmap")
_link("precedes", "action", "action", _("comes before"), _("comes after"), "piloting.change_roadmap", walks_up=False)
_link("decided", "decision", "action", _("decided"), _("was decided by"), "piloting.decide")
_link("threatened_by", "intervention", "risk", _("is threatened by"), _("threatens"), "piloting.change_risks")
_link("became", "risk", "issue", _("became"), _("was"), "piloting.change_risks")
_link("met_by", "risk issue", "action", _("is met by"), _("meets"), "piloting.change_risks")
