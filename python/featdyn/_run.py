"""One training run."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cached_property
from typing import Any, Mapping

import numpy as np

from . import _core
from ._missing import needed
from ._observables import observables, read_only, values
from ._progress import Shown
from ._settings import Settings, as_count, as_settings, as_threads
from ._values import as_flag, as_number, as_path, as_style, require, require_axes, require_no_overrides

_labels = {"signal_mean": "signal, mean", "signal_max": "signal, max", "noise_mean": "noise, mean",
           "noise_max": "noise, max"}  # fmt: skip


class Run:
    """What a run came to. k counts records, r, s neurons, p distinct patches.

    A       float64, records x neurons x patches: overlaps <w_r, x_p>, the columns of overlaps.npy
    G       float64, records x neurons x neurons: <w_r, w_s>
    steps, times, loss, ratio                    1-D, one a record (ratio: nan where there is none)
    signal, noise                                records x neurons x signals, x noise patches: columns of A
    X, y, W0                                     n x P x d, n, neurons x d: data, labels, initial weights
    K                                            patches x patches: <x_p, x_q>
    status                                       "finished" or "diverged" (a flow that was not followed: "failed")
    converged                                    whether it came to rest
    summary                                      dict: what summary.json says, alpha and beta in it
    settings                                     the complete settings
    """

    def __init__(self, raw: dict, settings: Settings):
        self.A: np.ndarray = raw["A"]
        self.G: np.ndarray = raw["G"]
        self.status: str = raw["status"]
        self.summary: dict = json.loads(raw["summary"])
        self.settings = settings
        self._columns: dict[str, np.ndarray] = raw["columns"]
        self._signal, self._noise = raw["signal"], raw["noise"]

    steps = property(lambda self: self._columns["step"], doc="Steps that were recorded, int64.")
    times = property(lambda self: self._columns["time"], doc="Step times learning rate.")
    loss = property(lambda self: self._columns["loss"], doc="The expected (or training) loss.")
    ratio = property(lambda self: self._columns["ratio"], doc="signal_mean / noise_mean, nan where there is none.")
    gradient_norm = property(lambda self: self._columns["gradient_norm"], doc="Frobenius norm of grad L.")
    converged = property(lambda self: bool(self.summary["converged"]), doc="Whether training came to rest.")
    reason = property(lambda self: self.summary["reason"], doc="Why it did not end as it should, or None.")

    @cached_property
    def signal(self) -> np.ndarray:
        """records x neurons x signals."""
        return self.A[:, :, self._signal]

    @cached_property
    def noise(self) -> np.ndarray:
        """records x neurons x noise patches."""
        return self.A[:, :, self._noise]

    @cached_property
    def _inputs(self) -> dict:
        return _core.inputs(self.settings._core)

    X = property(lambda self: self._inputs["X"], doc="Data, n x P x d.")
    y = property(lambda self: self._inputs["y"], doc="Labels, n; empty where there are none.")
    W0 = property(lambda self: self._inputs["W0"], doc="Initial weights, neurons x d.")

    @cached_property
    def K(self) -> np.ndarray:
        """patches x patches, those of A."""
        K = _core.products(self.settings._core)["K"]
        hidden = len(K) > self.A.shape[2]  # -mu, beside mu, of antipodal signals
        return np.delete(np.delete(K, 1, axis=0), 1, axis=1) if hidden else K

    def observe(self, name: str) -> np.ndarray:
        """An observable that `featdyn.observable` made: records x its axes."""
        return values(name, read_only(self.A), read_only(self.G), read_only(self.K))

    def frame(self):
        """pandas.DataFrame: the columns of trajectory.csv, then observables of one's own."""
        pandas = needed("pandas", "Run.frame()")
        columns: dict[str, Any] = dict(self._columns)
        for name in observables:
            found = self.observe(name)
            if found.ndim == 1:
                columns[name] = found
                continue
            for place in np.ndindex(found.shape[1:]):
                columns[f"{name}[{','.join(map(str, place))}]"] = found[(slice(None), *place)]
        return pandas.DataFrame(columns)

    def plot(self, ax=None):
        """Mean and largest overlaps against the step; a Matplotlib axes."""
        pyplot = needed("matplotlib.pyplot", "Run.plot()")
        require_axes(ax)
        ax = ax if ax is not None else pyplot.subplots()[1]
        for name, label in _labels.items():
            if not np.all(np.isnan(self._columns[name])):
                colour = "tab:blue" if name.startswith("signal") else "tab:orange"
                ax.plot(self.steps, self._columns[name], color=colour, label=label,
                        linestyle="-" if name.endswith("mean") else ":")  # fmt: skip
        ax.set(xlabel="step", ylabel="|overlap|", yscale="log",
               xscale="symlog" if self.settings["training.record_every"] == "log" else "linear")  # fmt: skip
        ax.legend()
        return ax

    def __len__(self) -> int:
        return len(self.steps)

    def __repr__(self) -> str:
        if not len(self):
            return f"<featdyn.Run by {self.summary['method']}: {self.status}, no record>"
        return (f"<featdyn.Run by {self.summary['method']}: {self.status} at step {self.summary['last_step']}, "
                f"{len(self)} records, loss {self.loss[-1]:.6g}, ratio {self.ratio[-1]:.6g}>")  # fmt: skip

    def _repr_html_(self) -> str:
        from html import escape

        head = f"<p>{escape(repr(self)[1:-1])}</p>"
        try:
            return head + self.frame().iloc[[0, -1]].to_html(index=False) if len(self) else head
        except ImportError:
            return head


def run(settings: Any, method: str = "recurrence", *, digits: int | None = None, overrides: Mapping[str, Any] | None = None,
        seed: int | None = None, steps: int | None = None, threads: int | None = None, progress: Any = True,
        out: Any = None, overwrite: bool = False, plots: bool = True, arrays: bool = True,
        integrator: str | None = None, tolerance: Any = None, ratio_limit: Any = None, style: str = "default") -> Run:  # fmt: skip
    """Trains once and returns a Run; the numbers are the program's, to the last bit.

    settings: settings, or what `featdyn.settings` takes; overrides, seed (of data and weights) and steps replace its own
    method: "recurrence", "ode", "network", "network-mc" or "decomposition" (featdyn.methods())
    digits: significant digits of the arithmetic (17, a double); arrays are float64 at any
    threads: how many threads (all cores); progress: True, False, or a function (done, total)
    out: a folder: leaves there what `featdyn run` leaves (plots, arrays: whether pictures and overlaps.npy, gram.npy
        too); results of other settings there are refused unless overwrite; style: of the pictures, "default" or "paper"
    integrator, tolerance: of "ode"; ratio_limit: also reports when the ratio comes within 1 % of it

    A run that leaves the finite numbers is no exception: its status is "diverged" and its summary says why.
    Ctrl-C raises KeyboardInterrupt. Raises InputError (a ValueError) for what is not allowed.
    """
    require_no_overrides("method", method)
    own = as_settings(settings, overrides, seed, steps)
    require("method", method, "a text, one of " + ", ".join(name for name, _ in _core.methods()), str)
    number = as_count("digits", 17 if digits is None else digits)
    for name, value in (("integrator", integrator), ("tolerance", tolerance)):
        if value is not None:
            require(name, value, "a text" if name == "integrator" else "1e-15 to 1e-3, as a number or a text", str, *(() if name == "integrator" else (int, float, Decimal)))
    if ratio_limit is not None:
        as_number("ratio_limit", ratio_limit, "a number above 0, as a number or a text", 0, 1e300)
    more = {"out": None if out is None else as_path("out", out), "overwrite": as_flag("overwrite", overwrite), "plots": as_flag("plots", plots),
            "arrays": as_flag("arrays", arrays), "style": as_style(style), "integrator": integrator,
            "tolerance": None if tolerance is None else str(tolerance),
            "ratio_limit": None if ratio_limit is None else str(ratio_limit)}  # fmt: skip
    with Shown(progress, method) as tell:
        raw = _core.run(own._core, method, number, as_threads(threads), tell, more)
    return Run(raw, own)
