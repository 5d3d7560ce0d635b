"""The same run by several methods."""

from __future__ import annotations

import json
from typing import Any, Mapping, Sequence

import numpy as np

from . import _core
from ._missing import needed, read_exactly
from ._settings import Settings, as_count, as_settings, as_threads
from ._values import WrongType, require_axes, require_no_overrides, shown


class Comparison:
    """Several methods from the same data and weights.

    holds     whether every verdict of the error budget is "holds" or "not-applicable"
    verdict   "holds", "fails" or "undecided"
    budget    list of dicts: cause, size, expected, verdict, detail
    differences  list of dicts: quantity, reference, other, largest, digits_agreed, worst_step, ...
    runs      dict by method of dicts of the columns of trajectory.csv
    summary   dict: what comparison.json says
    """

    def __init__(self, raw: dict, settings: Settings):
        self.summary: dict = json.loads(raw["json"])
        self.settings = settings
        self.runs: dict[str, dict[str, np.ndarray]] = raw["runs"]
        self._csv = raw["csv"]

    verdict = property(lambda self: self.summary["verdict"])
    holds = property(lambda self: self.summary["verdict"] == "holds")
    budget = property(lambda self: self.summary["budget"])
    differences = property(lambda self: self.summary["differences"])

    def frame(self):
        """pandas.DataFrame: per record the largest difference of each quantity to the first method."""
        return read_exactly(needed("pandas", "Comparison.frame()"), self._csv, comment="#")

    def plot(self, ax=None):
        """Mean overlaps of all methods against the step; a Matplotlib axes."""
        pyplot = needed("matplotlib.pyplot", "Comparison.plot()")
        require_axes(ax)
        ax = ax if ax is not None else pyplot.subplots()[1]
        for k, (method, columns) in enumerate(self.runs.items()):
            for name, colour in (("signal_mean", "tab:blue"), ("noise_mean", "tab:orange")):
                if not np.all(np.isnan(columns[name])):
                    ax.plot(columns["step"], columns[name], color=colour, linestyle=("-", "--", ":", "-.")[k % 4],
                            label=f"{name.split('_')[0]}, {method}")  # fmt: skip
        ax.set(xlabel="step", ylabel="mean |overlap|", yscale="log")
        ax.legend()
        return ax

    def __repr__(self) -> str:
        return f"<featdyn.Comparison of {', '.join(self.runs)}: {self.verdict}>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(f"<tr><td>{escape(line['cause'])}</td><td>{line['verdict']}</td><td>{escape(line['detail'])}</td></tr>" for line in self.budget)
        return f"<p>{escape(repr(self)[1:-1])}</p><table>{rows}</table>"


def compare(settings: Any, methods: Sequence[str] | None = None, *, overrides: Mapping[str, Any] | None = None,
            digits: int | None = None, seed: int | None = None, steps: int | None = None,
            threads: int | None = None) -> Comparison:  # fmt: skip
    """Runs several methods from the same data and weights and judges their differences.

    methods: two or more, an exact one first (default: recurrence, network, and ode where there is a gradient flow)
    digits: also judges the double recurrence against one of so many digits
    settings, overrides, seed, steps, threads: as in run()
    """
    require_no_overrides("methods", methods)
    own = as_settings(settings, overrides, seed, steps)
    if methods is not None and (not isinstance(methods, (list, tuple)) or not all(isinstance(each, str) for each in methods)):
        raise WrongType(f"methods: read {shown(methods)}, allowed: a list of names such as ['recurrence', 'network']")
    number = as_count("digits", 17 if digits is None else digits)
    return Comparison(_core.compare(own._core, list(methods or ()), number, as_threads(threads)), own)
