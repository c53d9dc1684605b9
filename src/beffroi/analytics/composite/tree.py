"""What makes a declared tree unusable, and where in the spec it stands."""

from collections.abc import Iterator

from beffroi.analytics.composite.model import IndexSpec, NodeSpec
from beffroi.analytics.composite.step_faults import Fault, Place, step_faults
from beffroi.analytics.composite.uncertain_faults import uncertain_faults

__all__ = ["Fault", "Place", "faults", "measurable"]


def faults(spec: IndexSpec) -> Iterator[Fault]:
    """What is wrong with a spec, worst first; nothing where it can be computed.

    Later checks suppose that the earlier ones found nothing, so only the first fault is certain.

    Parameters
    ----------
    spec : IndexSpec

    Yields
    ------
    Fault

    Examples
    --------
    >>> from beffroi.analytics.composite.model import IndexSpec
    >>> tree = [{"id": "total", "label": {"en": "Total"}, "children": ["a", "b"]}]
    >>> spec = IndexSpec(id="x", title={"en": "X"}, indicators=[{"id": "a"}], tree=tree)
    >>> next(faults(spec))
    Fault(place=('tree', 0, 'children', 1), problem="'b' is declared nowhere; declare it as an indicator or a node.")
    """
    yield from _repeated_ids(spec)
    yield from _children(spec)
    yield from _orphans(spec)
    yield from _cycle(spec)
    yield from _tops(spec)
    yield from _weights(spec)
    yield from step_faults(spec)
    yield from uncertain_faults(spec)


def _repeated_ids(spec: IndexSpec) -> Iterator[Fault]:
    places: list[tuple[str, Place]] = [(item.id, ("indicators", at, "id")) for at, item in enumerate(spec.indicators)]
    places += [(node.id, ("tree", at, "id")) for at, node in enumerate(spec.tree)]
    seen: set[str] = set()
    for name, place in places:
        if name in seen:
            yield Fault(place, f"the id '{name}' stands twice; rename one.")
        if name == spec.unit:
            yield Fault(place, f"the id '{name}' is also the column of the units; rename it.")
        seen.add(name)


def _children(spec: IndexSpec) -> Iterator[Fault]:
    parents: dict[str, str] = {}
    for at, node in enumerate(spec.tree):
        if not node.children and node.missing is None:
            yield Fault(("tree", at), f"node '{node.id}' has no children; add some, or say under 'missing' why.")
        if node.children and node.missing is not None:
            yield Fault(("tree", at, "missing"), f"node '{node.id}' is declared missing and has children; keep one.")
        for position, child in enumerate(node.children):
            place: Place = ("tree", at, "children", position)
            if child not in spec.leaves and child not in spec.nodes:
                yield Fault(place, f"'{child}' is declared nowhere; declare it as an indicator or a node.")
            if child in parents:
                yield Fault(place, f"'{child}' is a child of both '{parents[child]}' and '{node.id}'; keep one.")
            parents[child] = node.id


def _orphans(spec: IndexSpec) -> Iterator[Fault]:
    kept = {child for node in spec.tree for child in node.children}
    for at, item in enumerate(spec.indicators):
        if item.id not in kept:
            yield Fault(("indicators", at), f"indicator '{item.id}' is in no node; put it in one, or drop it.")


def _cycle(spec: IndexSpec) -> Iterator[Fault]:
    computable = {node.id for node in spec.bottom_up()}
    stuck = {node.id: at for at, node in enumerate(spec.tree) if node.id not in computable}
    if not stuck:
        return
    # Every stuck node has a stuck child, so walking down from any of them must come round.
    path = [next(iter(stuck))]
    while (below := next(child for child in spec.nodes[path[-1]].children if child in stuck)) not in path:
        path.append(below)
    ring = [*path[path.index(below) :], below]
    yield Fault(
        ("tree", stuck[below], "children"),
        f"the tree has a cycle, {' → '.join(ring)}; a node cannot be above itself, take one of these links out.",
    )


def _tops(spec: IndexSpec) -> Iterator[Fault]:
    kept = {child for node in spec.tree for child in node.children}
    tops = [(at, node.id) for at, node in enumerate(spec.tree) if node.id not in kept]
    if len(tops) > 1:
        names = " and ".join(f"'{name}'" for _, name in tops)
        yield Fault(("tree", tops[1][0]), f"{names} are all at the top; put them under one total.")


def _weights(spec: IndexSpec) -> Iterator[Fault]:
    weighed: list[tuple[str, float, Place]] = [
        *((item.id, item.weight, ("indicators", at, "weight")) for at, item in enumerate(spec.indicators)),
        *((node.id, node.weight, ("tree", at, "weight")) for at, node in enumerate(spec.tree)),
    ]
    for name, weight, place in weighed:
        if weight < 0:
            yield Fault(place, f"the weight of '{name}' is negative; weights are zero or more.")
    known = measurable(spec)
    for at, node in enumerate(spec.tree):
        weights = [spec.weight(child) for child in node.children if child in known]
        if weights and sum(weights) == 0:
            yield Fault(("tree", at), f"the weights under node '{node.id}' sum to zero; give a child some weight.")


def measurable(spec: IndexSpec) -> set[str]:
    """Indicators, and the nodes above at least one of them: all but what is declared missing.

    Parameters
    ----------
    spec : IndexSpec

    Returns
    -------
    set of str
        ids.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import load_spec
    >>> spec = load_spec("industrial-change")
    >>> [name for name in spec.dimensions if name not in measurable(spec)]
    ['internationalisation', 'entrepreneurship']
    """
    known = set(spec.leaves)
    for node in spec.bottom_up():
        if _has(node, known):
            known.add(node.id)
    return known


def _has(node: NodeSpec, known: set[str]) -> bool:
    return any(child in known for child in node.children)
