"""What somebody recorded: designs to be run again, and sets of weights beside a spec."""

from pathlib import Path

import numpy as np
import polars as pl

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.uncertain import Uncertainty
from beffroi.analytics.composite.uncertain_faults import weight_set_faults
from beffroi.analytics.errors import InputError
from beffroi.analytics.tables import read_table
from beffroi.analytics.uncertainty.design import Design, checked
from beffroi.analytics.uncertainty.factors import Column, columns_of

LINE = "\0line"
BESIDE = ("run", "block", "base")


def read_design(path: Path, spec: IndexSpec) -> Design:
    """A design from a CSV file: one row a run, one column an input, as `design.csv` has it.

    A choice between alternatives stands as the number of the alternative from 1. The columns run, block and base may be
    there; columns that begin with `u_`, which COINr writes for its random numbers, are not read.

    Parameters
    ----------
    path : Path
    spec : IndexSpec
        with the section uncertainty.

    Returns
    -------
    Design

    Raises
    ------
    InputError
        with file, line and column: a column that is absent or no input, a value that the input does not have.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}],
    ...                       uncertainty: {inputs: [{id: out, leave_out: [b]}]}}''', "example")
    >>> with TemporaryDirectory() as folder:
    ...     _ = (path := Path(folder, "design.csv")).write_text("run,out\\n1,1\\n2,2\\n")
    ...     read_design(path, spec).values.ravel().tolist()
    [1.0, 2.0]
    """
    columns = columns_of(spec)
    names = [column.name for column in columns]
    table = read_table(
        path,
        required=names,
        numeric=[*names, "base"],
        others="text",
        wanted_by=f"an input of spec {spec.id}",
        line_column=LINE,
    )
    _check_known(path, table, names)
    return _design(path, table, columns)


def _design(path: Path, table: pl.DataFrame, columns: list[Column]) -> Design:
    block = [cell or "" for cell in table["block"]] if "block" in table.columns else [""] * len(table)
    base = table["base"].fill_null(-1).to_numpy() if "base" in table.columns else np.full(len(table), -1)
    if "block" in table.columns and "base" not in table.columns:
        raise InputError(f"{path}, line 1: column 'base' is absent beside block; add it, or take block out.")
    values = table.select(pl.col([column.name for column in columns]).fill_null(float("nan"))).to_numpy()
    places = [f"{path}, line {line}" for line in table[LINE]]
    return checked(columns, values, block, base.astype(np.int64), places)


def _check_known(path: Path, table: pl.DataFrame, names: list[str]) -> None:
    for name in table.columns:
        if name not in (*names, *BESIDE, LINE) and not name.startswith("u_"):
            raise InputError(
                f"{path}, line 1: column '{name}' is no input of the spec, whose columns are {', '.join(names)}; take "
                "it out, or declare the input."
            )


def design_table(design: Design) -> pl.DataFrame:
    """A design as the table that `read_design` reads.

    Parameters
    ----------
    design : Design

    Returns
    -------
    polars.DataFrame

    Examples
    --------
    >>> design_table(Design([], np.zeros((2, 0)), ["A", ""], np.array([0, -1]))).rows()
    [(1, 'A', 0), (2, '', None)]
    """
    columns: dict[str, pl.Series] = {
        "run": pl.Series(range(1, len(design) + 1)),
        "block": pl.Series(design.block, dtype=pl.String),
        "base": pl.Series([None if at < 0 else at for at in design.base.tolist()], dtype=pl.Int64),
    }
    for at, column in enumerate(design.columns):
        whole = column.holds in ("number", "out", "seed")
        columns[column.name] = pl.Series(design.values[:, at]).cast(pl.Int64 if whole else pl.Float64)
    return pl.DataFrame(columns)


def with_weight_files(spec: IndexSpec, folder: Path) -> IndexSpec:
    """The spec with the sets of weights that its inputs name as files read in.

    A file has the columns rep, iCode and Weight, as the noisy weights of COINr do: the number of the set, an id, and
    its weight; what a set does not name keeps the weight of the spec.

    Parameters
    ----------
    spec : IndexSpec
    folder : Path
        where the files are, that of the spec.

    Returns
    -------
    IndexSpec

    Raises
    ------
    InputError
        with the file: no such file, a column that is absent, an id that is none, weights that sum to zero.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import load_spec
    >>> spec = load_spec("industrial-change")
    >>> with_weight_files(spec, Path(".")) is spec
    True
    """
    inputs = [] if spec.uncertainty is None else list(spec.uncertainty.inputs)
    if all(item.weight_file is None for item in inputs):
        return spec
    for at, item in enumerate(inputs):
        if item.weight_file is not None:
            sets = _sets(folder / item.weight_file, spec)
            inputs[at] = item.model_copy(update={"weight_file": None, "weight_sets": sets})
    fields = {name: getattr(spec, name) for name in spec.model_fields_set}
    return IndexSpec.model_validate(fields | {"uncertainty": Uncertainty(inputs=inputs)})


def _sets(path: Path, spec: IndexSpec) -> list[dict[str, float]]:
    table = read_table(
        path, required=["rep", "iCode", "Weight"], numeric=["rep"], non_negative=["Weight"], key=["rep", "iCode"],
        others="text", line_column=LINE,
    )  # fmt: skip
    empty = table.filter(pl.col("Weight").is_null())
    if len(empty):
        raise InputError(f"{path}, line {empty[LINE][0]}, column Weight: the cell is empty; write a weight.")
    parts = table.sort("rep", maintain_order=True).partition_by("rep", maintain_order=True)
    sets = [dict(zip(part["iCode"], part["Weight"], strict=True)) for part in parts]
    if len(sets) < 2:
        raise InputError(f"{path}: there is one set of weights, so there is no choice; add sets with other numbers.")
    fault = next(weight_set_faults(spec, sets, ()), None)
    if fault is not None:
        line = parts[int(fault.place[0])][LINE][0]
        raise InputError(f"{path}, set beginning in line {line}: {fault.problem}")
    return sets
