"""The multivariate audit of an index: whether its parts measure what the index says, and what really moves it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.association import correlation_matrix, cronbach_alpha
from beffroi.analytics.composite.audit_words import AGAINST, HEADS, SAME, THEN
from beffroi.analytics.composite.chain import Made, run_steps
from beffroi.analytics.composite.components import components
from beffroi.analytics.composite.influence import standings, without_each
from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.moments import skewness_kurtosis
from beffroi.analytics.composite.nodes import all_nodes
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.steps import Weigh
from beffroi.analytics.composite.weigh import weigh
from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message, Number

Floats = NDArray[np.float64]

REDUNDANT, WEAK, RELIABLE = 0.92, 0.3, 0.7
"""Correlation of twins, correlation below which a part hardly belongs, and alpha of a consistent group."""


class Table(NamedTuple):
    """A table of the audit: what it answers, its columns, and its rows."""

    id: str
    title: str
    says: str
    columns: list[str]
    rows: list[list[str | float | int | None]]


class Matrix(NamedTuple):
    """Correlations of the indicators on their common scale, node by node; None where they cannot be had."""

    indicators: list[str]
    correlations: list[list[float | None]]


class Audit(NamedTuple):
    """The audit of an index; its words are messages, so that they can be said in another language."""

    title: str
    units: int
    indicators: int
    steps: list[str]
    tables: list[Table]
    matrix: Matrix


class _Seen(NamedTuple):
    """What the tables are made of: the data, the weights, and every column of the index."""

    spec: IndexSpec
    made: Made
    weights: dict[str, float]
    columns: dict[str, Floats]

    def stacked(self, names: Sequence[str]) -> Floats:
        return np.column_stack([self.columns[name] for name in names])


def audit(spec: IndexSpec, readings: Readings, unit: str | None = None) -> Audit:
    """Audit an index on its data.

    Parameters
    ----------
    spec : IndexSpec
    readings : Readings
        as `read` gives them.
    unit : str, optional
        whose strengths and weaknesses are to be listed.

    Returns
    -------
    Audit
        tables on the data, correlations within groups and across them, reliability, components, weights as given and as
        they act, the index without each part, and the unit.

    Raises
    ------
    InputError
        as building the index does, and if there is no such unit.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, sections 1.4 and 1.7. OECD Publishing.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}]}''', "example")
    >>> given = Readings(["x", "y", "z"], np.array([[1.0, 3.0], [2.0, 0.0], [3.0, 1.0]]), np.ones(3, dtype=bool))
    >>> [table.id for table in audit(spec, given).tables]
    ['data', 'pairs', 'belonging', 'reliability', 'weights', 'without']
    """
    made = run_steps(spec, readings)
    found = weigh(spec, made.normalised, next((step.weigh for step in spec.chain if step.weigh), Weigh()))
    within = made.normalised.kept(made.normalised.reference)
    columns = {item.id: within.values[:, at] for at, item in enumerate(spec.indicators)}
    columns |= {name: node.scores for name, node in all_nodes(spec, within, found.weights).items()}
    seen = _Seen(spec, made, found.weights, {name: one for name, one in columns.items() if not np.isnan(one).all()})
    tables = [_data(seen), _pairs(seen), _belonging(seen), _reliability(seen), _weights(seen), _without(seen)]
    tables += [_unit(seen, unit)] if unit is not None else []
    steps = [step.name for step in spec.chain]
    return Audit(spec.title.en, len(within.units), len(spec.indicators), steps, tables, _matrix(seen))


def _matrix(seen: _Seen) -> Matrix:
    """Indicators beside those of the same node."""
    names = [child for _, children in _groups(seen) for child in children if child in seen.spec.leaves]
    found = correlation_matrix(seen.stacked(names)) if names else np.empty((0, 0))
    return Matrix(names, [[_number(value) for value in row] for row in found])


def _data(seen: _Seen) -> Table:
    """Each indicator as it was read, and its shape when it came to treatment."""
    values = seen.made.read.values[seen.made.read.reference]
    skew, kurtosis = skewness_kurtosis(seen.made.imputed.values[seen.made.imputed.reference])
    treated = seen.made.notes.get("treated", {})
    rows: list[list[str | float | int | None]] = []
    for at, item in enumerate(seen.spec.indicators):
        known = values[:, at][~np.isnan(values[:, at])]
        ends = [float(known.min()), float(np.median(known)), float(known.max())] if known.size else [None] * 3
        missing = 1 - known.size / len(values)
        done = treated[item.id][-1] if item.id in treated else None
        how = "" if done is None else _treatment(done)
        rows.append([item.id, missing, *ends, _number(skew[at]), _number(kurtosis[at]), how])
    gaps = sum(1 for row in rows if isinstance(row[1], float) and row[1] > 0)
    says = Message(
        "{gaps} of {count} indicators have gaps; {treated} were treated for outliers.",
        gaps=gaps,
        count=len(rows),
        treated=len(treated),
    )
    return Table("data", Message("The data"), says, HEADS["data"], rows)


def _treatment(done: dict[str, Any]) -> str:
    moved = done["moved_high"] + done["moved_low"]
    how = THEN.get(done["then"], Message("{count} drawn in", count=moved))
    return how if done["passes"] else Message("{how}, still far from normal", how=how)


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _groups(seen: _Seen) -> list[tuple[str, list[str]]]:
    """Nodes with those of their children that are measured."""
    found = [(node.id, [child for child in node.children if child in seen.columns]) for node in seen.spec.tree]
    return [(name, children) for name, children in found if children]


def _pairs(seen: _Seen) -> Table:
    """Pairs within a node that tell the same, or run against each other."""
    rows: list[list[str | float | int | None]] = []
    for name, children in _groups(seen):
        matrix = correlation_matrix(seen.stacked(children))
        for at, other in zip(*np.triu_indices(len(children), 1), strict=True):
            value = float(matrix[at, other])
            if value >= REDUNDANT or value < 0:
                flag = SAME if value > 0 else AGAINST
                rows.append([name, children[at], children[other], value, flag])
    rows.sort(key=lambda row: -abs(float(row[3] or 0)))
    same = sum(1 for row in rows if row[4] == SAME)
    says = Message(
        "{same} pairs within a node correlate at {limit} or more and count one fact twice; {against} correlate below "
        "zero, so that one takes back what the other gives.",
        same=same,
        limit=Number(REDUNDANT),
        against=len(rows) - same,
    )
    return Table("pairs", Message("Within nodes"), says, HEADS["pairs"], rows)


def _belonging(seen: _Seen) -> Table:
    """Whether each part goes with its own node more than with the others."""
    parents = {child: node.id for node in seen.spec.tree for child in node.children}
    rows: list[list[str | float | int | None]] = []
    for name in (name for name in seen.columns if name in parents and parents[name] in seen.columns):
        level = seen.spec.heights[parents[name]]
        peers = [other for other in seen.columns if seen.spec.heights[other] == level and other in seen.spec.nodes]
        found = correlation_matrix(seen.columns[name][:, None], seen.stacked([*peers, seen.spec.total]))[0]
        own = float(found[peers.index(parents[name])])
        others = {peer: float(found[at]) for at, peer in enumerate(peers) if peer != parents[name]}
        best = max(others, key=lambda peer: others[peer] if not np.isnan(others[peer]) else -2.0, default=None)
        flag = Message("negative") if own < 0 else Message("weak") if own < WEAK else ""
        if not flag and best is not None and others[best] > own:
            flag = Message("nearer to {node}", node=best)
        rows.append([name, parents[name], _number(own), _number(float(found[-1])), flag])
    odd = sum(1 for row in rows if row[4])
    says = Message(
        "{odd} of {count} parts correlate weakly, negatively, or more with another node than with their own.",
        odd=odd,
        count=len(rows),
    )
    return Table("belonging", Message("Across nodes"), says, HEADS["belonging"], rows)


def _reliability(seen: _Seen) -> Table:
    """Cronbach's alpha and the first component of each node with two children or more."""
    rows: list[list[str | float | int | None]] = []
    for name, children in _groups(seen):
        if len(children) < 2:
            continue
        values = seen.stacked(children)
        alpha = cronbach_alpha(values)
        try:
            found = components(values)
            first, many = float(found.shares[0]), int((found.variances > 1).sum())
        except InputError:
            first, many = None, None
        rows.append(
            [name, len(children), _number(alpha), first, many, "" if alpha >= RELIABLE else Message("several facets")]
        )
    kept = sum(1 for row in rows if not row[5])
    says = Message(
        "{kept} of {count} nodes reach an alpha of {limit}; the others gather several facets rather than one.",
        kept=kept,
        count=len(rows),
        limit=Number(RELIABLE),
    )
    return Table("reliability", Message("Reliability and components"), says, HEADS["reliability"], rows)


def _weights(seen: _Seen) -> Table:
    """The weight of each indicator in the total as declared, and how much of the total it goes with."""
    shares = {seen.spec.total: 1.0}
    for node in reversed(list(seen.spec.bottom_up())):
        known = [child for child in node.children if child in seen.columns]
        whole = sum(seen.weights[child] for child in known)
        if node.id in shares and whole:
            shares |= {child: shares[node.id] * seen.weights[child] / whole for child in known}
    names = [item.id for item in seen.spec.indicators if item.id in shares]
    found = correlation_matrix(seen.stacked(names), seen.columns[seen.spec.total][:, None])[:, 0]
    positive = np.where(found > 0, found, 0.0)
    whole = float(positive.sum()) or 1.0
    rows: list[list[str | float | int | None]] = [
        [name, shares[name], float(share) / whole, _number(float(value))]
        for name, share, value in zip(names, positive, found, strict=True)
    ]
    rows.sort(key=lambda row: -float(row[1] or 0))
    silent = sum(1 for value in found if not value > 0)
    says = Message(
        "{silent} of {count} indicators have a weight and no positive correlation with the total.",
        silent=silent,
        count=len(names),
    )
    return Table("weights", Message("Weights as declared and as they act"), says, HEADS["weights"], rows)


def _without(seen: _Seen) -> Table:
    """The ranks without each indicator."""
    found = without_each(seen.spec, seen.made, seen.weights)
    rows: list[list[str | float | int | None]] = [
        [part.part, part.mean_shift, int(part.largest_shift), part.unit if part.largest_shift else ""] for part in found
    ]
    says = Message("No indicator can be left out.")
    if found:
        says = Message(
            "Without {part}, units move {ranks} ranks on average, the most of all.",
            part=found[0].part,
            ranks=Number(f"{found[0].mean_shift:.2f}"),
        )
    return Table("without", Message("Without one indicator"), says, HEADS["without"], rows)


def _unit(seen: _Seen, unit: str) -> Table:
    """The five best and the five worst indicators of a unit."""
    found = standings(seen.spec, seen.made, unit)
    ends = found[:5] + [one for one in found[-5:] if one not in found[:5]]
    rows: list[list[str | float | int | None]] = [
        [one.indicator, one.parent, one.rank, one.value, Message("strength") if at < 5 else Message("weakness")]
        for at, one in enumerate(ends)
    ]
    says = Message(
        "Where {unit} ranks best, and where worst, of {count} indicators that it reports.", unit=unit, count=len(found)
    )
    return Table("unit", Message("Strengths and weaknesses of {unit}", unit=unit), says, HEADS["unit"], rows)
