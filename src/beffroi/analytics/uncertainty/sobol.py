"""Scrambled Sobol sequences: points that fill a cube more evenly than chance does.

Written here, since the library that has them takes two seconds to be imported, more than a thousand runs of an index.
"""

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Words = NDArray[np.uint32]

BITS = 32
DIMENSIONS = 1024
"""Of a sequence; more columns are filled with plain random numbers."""


def sobol_points(count: int, dimensions: int, random: np.random.Generator | None = None) -> Floats:
    """The first points of a Sobol sequence, scrambled by a random linear matrix and a digital shift.

    Parameters
    ----------
    count : int
        a power of two keeps the points balanced.
    dimensions : int
        those beyond 1,024 are plain random numbers, which needs `random`.
    random : numpy.random.Generator, optional
        for the scrambling; default: the sequence as it is, which begins at the origin.

    Returns
    -------
    array, shape (count, dimensions)
        0 to 1, without 1.

    References
    ----------
    Joe, S. and Kuo, F. Y. (2008). Constructing Sobol sequences with better two-dimensional projections. SIAM Journal on
    Scientific Computing 30(5). Matoušek, J. (1998). On the L2-discrepancy for anchored boxes. Journal of Complexity 14.

    Examples
    --------
    >>> sobol_points(4, 3).tolist()
    [[0.0, 0.0, 0.0], [0.5, 0.5, 0.5], [0.75, 0.25, 0.25], [0.25, 0.75, 0.75]]
    """
    even = min(dimensions, DIMENSIONS)
    numbers = direction_numbers()[:even]
    shift = np.zeros(even, dtype=np.uint32)
    if random is not None:
        numbers = _scrambled(numbers, random)
        shift = random.integers(0, 2**BITS, even, dtype=np.uint32)
    index = np.arange(count, dtype=np.uint32)
    gray = index ^ (index >> np.uint32(1))
    words = np.broadcast_to(shift, (count, even)).copy()
    for bit in range(max(count - 1, 0).bit_length()):
        words[(gray >> np.uint32(bit)) & np.uint32(1) == 1] ^= numbers[:, bit]
    made: Floats = words / 2.0**BITS
    if dimensions > even and random is not None:
        made = np.hstack([made, random.random((count, dimensions - even))])
    return made


@cache
def direction_numbers() -> Words:
    """The direction numbers of Joe and Kuo, one row a dimension, one column a bit of the index."""
    text = files("beffroi.analytics.uncertainty").joinpath("data", "joe-kuo.txt").read_text(encoding="ascii")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    made = np.zeros((len(lines), BITS), dtype=np.uint64)
    made[0] = [1] * BITS
    for row, line in zip(made[1:], lines[1:], strict=True):
        polynomial, *first = (int(number) for number in line.split())
        row[:] = _recurrence(polynomial, first)
    return (made << (np.uint64(BITS - 1) - np.arange(BITS, dtype=np.uint64))).astype(np.uint32)


def _recurrence(polynomial: int, first: list[int]) -> list[int]:
    """The numbers m of a dimension: ``m_k = 2 a₁ m_{k−1} ⊕ … ⊕ 2^d m_{k−d} ⊕ m_{k−d}``."""
    degree = len(first)
    numbers = list(first)
    while len(numbers) < BITS:
        new = numbers[-degree] ^ (numbers[-degree] << degree)
        for step in range(1, degree):
            if polynomial >> (degree - step) & 1:
                new ^= numbers[-step] << step
        numbers.append(new)
    return numbers


def _scrambled(numbers: Words, random: np.random.Generator) -> Words:
    """Each dimension's numbers times a random lower triangular matrix of bits."""
    places = np.arange(BITS - 1, -1, -1, dtype=np.uint32)
    bits = (numbers[:, :, None] >> places) & np.uint32(1)  # dimension, number, bit from the first
    mixing = np.tril(random.integers(0, 2, (len(numbers), BITS, BITS), dtype=np.uint8), -1)
    mixing[:, np.arange(BITS), np.arange(BITS)] = 1
    mixed = np.einsum("dnj,dij->dni", bits.astype(np.float32), mixing.astype(np.float32), optimize=True)
    odd = mixed.astype(np.uint32) & np.uint32(1)
    scrambled: Words = (odd << places).sum(axis=2, dtype=np.uint32)
    return scrambled
