"""Observables of a user's own: functions of a state."""

from __future__ import annotations

from typing import Callable

import numpy as np

from . import _core
from ._values import InputError, WrongType, shown

observables: dict[str, Callable] = {}
_columns = ("step", "time", "loss", "signal_max", "signal_mean", "noise_max", "noise_mean", "ratio",
            "weight_norm_sq_mean", "gradient_norm", "converged")  # fmt: skip


def observable(name: str, indices: tuple = ()) -> Callable:
    """Gives runs and theorems a quantity of a user's own: a column of `Run.frame()`, `Run.observe(name)`, and a name in
    the theorem language, with its indices and a step.

    >>> @fd.observable("top", indices=())
    ... def top(A, G, K):
    ...     return np.linalg.eigvalsh(G)[-1]
    >>> fd.Theorem(conclude=["top(end) <= C top(0)"], constants={"C": "fit"})     # doctest: +SKIP

    The function is called once per recorded step (of a theorem: once per step that is looked at), perhaps from several
    threads, with A (neurons x patches), G (neurons x neurons) and K (patches x patches), read-only arrays.
    indices: () for a number; else the letters of the one or two axes of the array that it returns: "r", "s" neurons,
    "p" patches, "i" samples, "j" classes. With ("r",) its columns are top[0], top[1], ..., and a theorem says top[r](k),
    of a classifier top[j,r](k). A second function of the same name replaces the first.
    """
    if not isinstance(name, str):
        raise WrongType(f"observable: read {shown(name)}, allowed: a name as a text, as in @featdyn.observable('top')")
    if not name.isidentifier() or name in _columns:
        raise InputError(f"observable: read {name!r}, allowed: letters, digits and _ that are no column of trajectory.csv")
    if isinstance(indices, str) or not isinstance(indices, (tuple, list)) or not all(isinstance(each, str) for each in indices):
        raise WrongType(f"indices: read {shown(indices)}, allowed: a tuple of letters such as ('r',), () for a number")

    def register(function: Callable) -> Callable:
        if not callable(function):
            raise WrongType(f"observable: read {shown(function)}, allowed: a function of (A, G, K)")
        _core.set_observable(name, list(indices), "", _Called(name, tuple(indices), function))
        observables[name] = _Called(name, tuple(indices), function)
        return function

    return register


class _Called:
    """The function, whose result is looked at."""

    def __init__(self, name: str, indices: tuple, function: Callable):
        self.name, self.indices, self.function = name, indices, function

    def __call__(self, A: np.ndarray, G: np.ndarray, K: np.ndarray) -> np.ndarray:
        found = np.asarray(self.function(A, G, K))
        if found.dtype.kind not in "buif":
            raise WrongType(f"observable {self.name}: read {found.dtype} values, allowed: real numbers")
        if found.ndim != len(self.indices):
            raise InputError(f"observable {self.name}: read an array of {found.ndim} axes, allowed: {len(self.indices)}, as its indices {self.indices} say")
        return np.asarray(found, dtype=np.float64, order="C")


def to_library(name: str, called: _Called, version: str) -> None:
    _core.set_observable(name, list(called.indices), version, called)
    observables.setdefault(name, called)


def values(name: str, A: np.ndarray, G: np.ndarray, K: np.ndarray) -> np.ndarray:
    """Of every record: records x the observable's axes."""
    if name not in observables:
        raise InputError(f"observable: unknown, read {name!r}, allowed: {', '.join(observables) or 'one that was made by featdyn.observable'}")
    rows = [observables[name](A[k], G[k], K) for k in range(len(A))]
    shapes = {row.shape for row in rows}
    if len(shapes) > 1:
        raise InputError(f"observable {name}: read arrays of the shapes {sorted(shapes)}, allowed: one shape at all steps")
    return np.stack(rows) if rows else np.empty((0,) * (len(observables[name].indices) + 1))


def read_only(array: np.ndarray) -> np.ndarray:
    view = array.view()
    view.flags.writeable = False
    return view
