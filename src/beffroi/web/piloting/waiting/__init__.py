"""What waits in piloting, and whether it is on track: bodies and meetings, the roadmap, risks, money, communication."""

from beffroi.web.piloting.waiting import ahead, bodies, flows, meetings, money, risks, roadmap

__all__ = ["ahead", "bodies", "flows", "meetings", "money", "risks", "roadmap"]
