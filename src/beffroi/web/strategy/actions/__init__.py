"""Every write of strategies."""

from beffroi.web.strategy.actions.versions import create_strategy, publish_version, start_version

__all__ = ["create_strategy", "publish_version", "start_version"]
