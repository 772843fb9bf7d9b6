"""How often a long-lived process looks for cycles among its objects."""

import gc


def collect_seldom() -> None:
    """To be called when everything is imported and opened.

    Histories that are kept are hundreds of thousands of objects without a cycle. To walk through all of them every few hundred recordings
    took a third of the time of recording. What is there now is never walked through again, and what comes later seldom.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
