"""What makes the declared uncertainty of a spec unusable, and where it stands: found before anything is computed."""

from collections.abc import Iterator, Mapping, Sequence

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.overrides import KINDS
from beffroi.analytics.composite.step_faults import PANEL, Fault, Place
from beffroi.analytics.composite.uncertain import UncertainInput
from beffroi.analytics.composite.variants import varied
from beffroi.analytics.errors import InputError

RESERVED = ("run", "block", "base", "A", "B")
WHOLE = ("winsorise_max", "periods", "level", "seed")


def uncertain_faults(spec: IndexSpec) -> Iterator[Fault]:
    """What is wrong with the uncertain inputs of a spec whose tree and steps are sound.

    Parameters
    ----------
    spec : IndexSpec

    Yields
    ------
    Fault

    Examples
    --------
    >>> from beffroi.analytics.composite.model import IndexSpec
    >>> tree = [{"id": "total", "label": {"en": "Total"}, "children": ["a"]}]
    >>> asked = {"inputs": [{"id": "weights", "noise": {3: 0.25}}]}
    >>> spec = IndexSpec(id="x", title={"en": "X"}, indicators=[{"id": "a"}], tree=tree, uncertainty=asked)
    >>> next(uncertain_faults(spec)).problem
    'nothing below the total stands at level 3; choose 1 to 1.'
    """
    if spec.uncertainty is None:
        return
    seen: set[str] = set()
    for at, item in enumerate(spec.uncertainty.inputs):
        place: Place = ("uncertainty", "inputs", at)
        if item.id in seen or item.id in RESERVED or item.id.startswith("u_"):
            yield Fault((*place, "id"), f"the id '{item.id}' stands twice or is a word of designs; rename the input.")
        seen.add(item.id)
        yield from _changes(spec, item, place)
        yield from _weights(spec, item, place)
        if item.imputation is not None:
            yield from _imputation(spec, place)


def _changes(spec: IndexSpec, item: UncertainInput, place: Place) -> Iterator[Fault]:
    """Each alternative by itself must give a spec that can be run."""
    if item.parameter is not None:
        step, _, key = item.parameter.partition(".")
        if step not in KINDS or key not in KINDS[step].model_fields:
            known = ", ".join(f"{name}.{field}" for name in KINDS for field in KINDS[name].model_fields)
            yield Fault((*place, "parameter"), f"'{item.parameter}' is no parameter; there are {known}.")
            return
        if item.values is None and key in WHOLE:
            yield Fault((*place, "parameter"), f"{item.parameter} is a whole number; list its values in 'values'.")
            return
    names = spec.columns_of_numbers
    for number, change in enumerate(item.changes()):
        within: Place = (*place, "alternatives", number) if item.alternatives is not None else place
        try:
            made = varied(spec, change)
        except InputError as error:
            yield Fault(within, f"alternative {number + 1} of '{item.id}' cannot be run: {error}")
            continue
        if unread := [name for name in made.columns_of_numbers if name not in names]:
            yield Fault(
                within,
                f"alternative {number + 1} of '{item.id}' divides by '{unread[0]}'; name it as the denominator of an "
                "indicator and let the spec have the step denominate.",
            )


def _weights(spec: IndexSpec, item: UncertainInput, place: Place) -> Iterator[Fault]:
    top = spec.heights[spec.total]
    for level in item.noise or ():
        if level >= top:
            yield Fault((*place, "noise"), f"nothing below the total stands at level {level}; choose 1 to {top - 1}.")
    yield from weight_set_faults(spec, item.weight_sets or [], (*place, "weight_sets"))
    parts = set(spec.heights) - {spec.total}
    for at, name in enumerate(item.leave_out or ()):
        if name not in parts:
            yield Fault((*place, "leave_out", at), f"'{name}' is no indicator or node below the total; mend the id.")
    if item.leave_out is not None and len(set(item.leave_out)) < len(item.leave_out):
        yield Fault((*place, "leave_out"), f"an id of leave_out of '{item.id}' stands twice; keep one.")


def weight_set_faults(spec: IndexSpec, sets: Sequence[Mapping[str, float]], place: Place) -> Iterator[Fault]:
    """What is wrong with sets of weights.

    Parameters
    ----------
    spec : IndexSpec
    sets : sequence of mappings
        weights by id; what a set does not name keeps the weight of the spec.
    place : tuple
        where they stand.

    Yields
    ------
    Fault

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import load_spec
    >>> next(weight_set_faults(load_spec("industrial-change"), [{"speed": 1.0}], ("sets",))).problem
    "'speed' is no indicator or node below the total; mend the id."
    """
    parts = set(spec.heights) - {spec.total}
    for at, weights in enumerate(sets):
        for name in (name for name in weights if name not in parts):
            yield Fault((*place, at), f"'{name}' is no indicator or node below the total; mend the id.")
        weighed = {name: weights.get(name, spec.weight(name)) for name in parts}
        for node in spec.tree:
            if node.children and not any(weighed[child] > 0 for child in node.children):
                yield Fault((*place, at), f"the weights under node '{node.id}' sum to zero; give a child some.")


def _imputation(spec: IndexSpec, place: Place) -> Iterator[Fault]:
    steps = [step.impute for step in spec.chain if step.impute is not None]
    if not steps or steps[0].method == "none":
        yield Fault((*place, "imputation"), "no step imputes, so there is nothing to draw; add the step, or drop this.")
    elif steps[0].method in PANEL or steps[0].axis == "row":
        yield Fault(
            (*place, "imputation"), "only what is filled in from other units can be drawn; impute by mean or median."
        )
