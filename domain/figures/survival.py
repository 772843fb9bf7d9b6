"""How long something lasts of which some has not ended yet (Kaplan and Meier, JASA 1958)."""

from collections.abc import Sequence

_ROUNDING = 1e-9
"""The survival function is a product of fractions: half of it may be computed a trifle over a half."""


def median_survival(lasted: Sequence[tuple[int, bool]]) -> float | None:
    """The first time by which, by the estimate, at most half goes on; None where it does not come to that.

    Each with how long it lasted, and whether it ended then or still ran (censored). What still ran at a time was at risk of ending at it.

    >>> median_survival([(10, True), (20, True), (30, False), (40, True)])
    20.0
    """
    if not any(ended for _, ended in lasted):
        return None
    from scipy.stats import CensoredData, ecdf  # type: ignore[import-untyped]  # here: see `load`

    times = [time for time, _ in lasted]
    surviving = ecdf(CensoredData.right_censored(times, [not ended for _, ended in lasted])).sf
    halved = surviving.quantiles[surviving.probabilities <= 0.5 + _ROUNDING]
    return float(halved[0]) if len(halved) else None


def load() -> None:
    """Loads what the estimate is made with, which takes a second: who answers others does so before they ask; commands never need it."""
    import scipy.stats  # type: ignore[import-untyped]  # noqa: F401
