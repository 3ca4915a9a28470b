"""How a cost grows with what it is for."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The k of cost = c · size^k that fits best (least squares over the logarithms).

    >>> round(exponent([10, 100, 1000], [3, 30, 300]), 2)
    1.0
    """
    x, y = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    return statistics.linear_regression(x, y).slope
