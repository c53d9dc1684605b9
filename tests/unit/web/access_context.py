"""Who gets what at the addresses of the context of a strategy: part of the table of access."""

from collections.abc import Callable
from typing import Any

from tests.unit.web.access_roles import EVERYBODY, LEADS, Line, lines


def of_strategy(cast: Any) -> dict[str, Any]:
    return {"slug": cast.strategy().slug}


def pair_of(*names: str) -> Callable[[Any], dict[str, Any]]:
    """Two factors, under the names that an address gives them."""
    return lambda cast: {
        **of_strategy(cast), **{name: node.item.key for name, node in zip(names, cast.strategy().pair, strict=True)}
    }  # fmt: skip


def aside(cast: Any) -> dict[str, Any]:
    return {**of_strategy(cast), "pk": cast.strategy().aside.pk}


def plan(cast: Any) -> dict[str, Any]:
    return {**of_strategy(cast), "code": cast.strategy().instrument.plan.code}


def instrument(cast: Any) -> dict[str, Any]:
    return {**plan(cast), "pk": cast.strategy().instrument.pk}


def proof(cast: Any) -> dict[str, Any]:
    return {**of_strategy(cast), "number": 7, "pk": cast.strategy().proof.pk}


CONTEXT: dict[str, Line] = {
    # Everybody reads the context; those who manage the strategy write in its draft
    **lines("strategy:context strategy:criteria strategy:timeline strategy:policy_map", EVERYBODY, of_strategy),
    **lines("strategy:proof_name", LEADS, lambda cast: {**of_strategy(cast), "number": 7}),
    **lines("strategy:proof_remove", LEADS, proof, method="post", but={"administrator": "404"}),  # gone by then
    **lines("strategy:plan_new", LEADS, of_strategy),
    **lines("strategy:plan strategy:plan_remove strategy:instrument_new", LEADS, plan),
    **lines("strategy:instrument strategy:instrument_remove", LEADS, instrument),
    **lines("strategy:directions", EVERYBODY, of_strategy),
    **lines("strategy:duplicates strategy:direction_pair", LEADS, of_strategy),
    **lines("strategy:merge", LEADS, pair_of("kept", "other")),
    **lines("strategy:different", LEADS, pair_of("one", "other"), method="post"),
    **lines("strategy:direction_accept strategy:direction_decline", LEADS, pair_of("inner", "outer")),
    **lines("strategy:take_up", LEADS, aside, method="post", but={"administrator": "404"}),  # gone by then
}
