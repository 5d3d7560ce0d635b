"""Observables of a user's own: functions of a recorded state."""

from __future__ import annotations

from typing import Any, Callable

import numpy as np

from ._values import InputError, WrongType, shown

observables: dict[str, Callable] = {}
_columns = ("step", "time", "loss", "signal_max", "signal_mean", "noise_max", "noise_mean", "ratio",
            "weight_norm_sq_mean", "gradient_norm", "converged")  # fmt: skip


def observable(name: str, indices: tuple = ()) -> Callable:
    """Gives runs a quantity of a user's own: a column of `Run.frame()` and `Run.observe(name)`.

    >>> @fd.observable("top")
    ... def top(A, G, K):
    ...     return np.linalg.eigvalsh(G)[-1]

    The function is called once per recorded step with A (neurons x patches), G (neurons x neurons) and K
    (patches x patches), read-only arrays. indices: () for a number; names of its axes, such as ("r",) for one a
    neuron, ("p",) for one a patch: then it returns an array, whose columns are top[0], top[1], ...
    """
    if not isinstance(name, str) or not name.isidentifier() or name in _columns:
        raise InputError(f"observable: read {name!r}, allowed: a name that is no column of trajectory.csv")
    if not isinstance(indices, (tuple, list)):
        raise WrongType(f"indices: read {shown(indices)}, allowed: a tuple of names, () for a number")

    def register(function: Callable) -> Callable:
        if not callable(function):
            raise WrongType(f"observable: read {shown(function)}, allowed: a function of (A, G, K)")
        function.__featdyn_indices__ = tuple(indices)
        observables[name] = function
        return function

    return register


def values(name: str, A: np.ndarray, G: np.ndarray, K: np.ndarray) -> np.ndarray:
    """Of every record: records x the observable's axes."""
    if name not in observables:
        raise InputError(f"observable: unknown, read {name!r}, allowed: {', '.join(observables) or 'one that was made by featdyn.observable'}")
    function = observables[name]
    axes = len(function.__featdyn_indices__)
    rows = [np.asarray(function(A[k], G[k], K)) for k in range(len(A))]
    for row in rows:
        if row.ndim != axes:
            raise InputError(f"observable {name}: read an array of {row.ndim} axes, allowed: {axes}, as its indices {function.__featdyn_indices__} say")
    return np.stack(rows) if rows else np.empty((0,) * (axes + 1))


def read_only(array: np.ndarray) -> np.ndarray:
    view = array.view()
    view.flags.writeable = False
    return view
