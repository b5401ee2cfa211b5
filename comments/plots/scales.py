"""The figures that stand beside a plot: round ones, few of them, from nothing to more than the most."""

from math import ceil, floor, log10

# What a step may be, times a power of ten.
_STEPS = (1, 2, 2.5, 5, 10)


def round_steps(most: float, *, about: int = 4, whole: bool = True) -> list[float]:
    """From 0 up to the first round figure that is not below `most`, in about as many steps; at least [0, 1].

    `whole`: what is counted has no halves.
    """
    if most <= 0:
        return [0, 1]
    rough = most / about
    power = 10.0 ** floor(log10(rough))
    step = next(step * power for step in _STEPS if step * power >= rough * 0.999)
    if whole:
        step = max(1, ceil(step))
    count = max(1, ceil(most / step - 1e-9))
    return [step * number for number in range(count + 1)]


def spread(count: int, at_most: int) -> range:
    """Positions for labels below `count` points, evenly apart, the first among them, no more than `at_most`."""
    return range(0, count, max(1, ceil(count / at_most)))
