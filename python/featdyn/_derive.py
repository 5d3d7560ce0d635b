"""What follows from the assumptions, as formulas and as functions."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, Mapping

import numpy as np

from . import _core
from ._missing import needed
from ._settings import Settings, as_settings
from ._values import InputError, WrongType


class NumpyStep:
    """One exact step of gradient descent, (A, G) -> (A', G'), in plain NumPy: `print(step.source)`.

    Called with A (neurons x patches) and G (neurons x neurons); K, the patches' weights and labels are those of the
    settings' data unless they are given by name. `step.loss(A, G)` is the loss there.
    """

    def __init__(self, source: str, settings: Settings):
        self.source = source
        self._settings = settings
        self._space: dict[str, Any] = {}
        exec(compile(source, "<featdyn.derive(...).numpy()>", "exec"), self._space)

    @cached_property
    def _data(self) -> dict:
        inputs = _core.inputs(self._settings._core)
        names = ("K", "c") if self._settings["network.objective"] == "diffusion" else ("K", "y", "incidence", "signs")
        return {name: inputs[name] for name in names}

    def __call__(self, A: np.ndarray, G: np.ndarray, **data: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        A, G, hidden = self._checked(A, G, data)
        A, G = self._space["step"](A, G, **{**self._data, **data})
        return np.delete(A, 1, axis=1) if hidden else A, G

    def loss(self, A: np.ndarray, G: np.ndarray, **data: np.ndarray) -> float:
        A, G, _ = self._checked(A, G, data)
        return float(self._space["loss"](A, G, **{**self._data, **data}))

    def _checked(self, A: Any, G: Any, data: Mapping[str, Any]) -> tuple[np.ndarray, np.ndarray, bool]:
        """A with the column of -mu, which runs do not show beside that of mu (antipodal signals), G, and whether it was added."""
        for name in set(data) - set(self._data):
            raise WrongType(f"{name}: read an argument of that name, allowed: A, G, {', '.join(self._data)}")
        A, G = np.asarray(A), np.asarray(G)
        hidden = "K" not in data and self._settings.get("data.signals") == "antipodal" and A.ndim == 2 and A.shape[1] + 1 == len(self._data["K"])
        if hidden:
            A = np.insert(A, 1, -A[:, 0], axis=1)
        patches = len({**self._data, **data}["K"])
        for name, array, shape, allowed in (("A", A, (*A.shape[:1], patches), f"neurons x {patches} patches"),
                                            ("G", G, A.shape[:1] * 2, "neurons x neurons, as many as A has rows")):  # fmt: skip
            if array.shape != shape or array.ndim != 2 or array.dtype.kind not in "iuf":
                raise InputError(f"{name}: read an array of {array.dtype} of the shape {array.shape}, allowed: real numbers, {allowed}")
        return A, G, hidden

    def __repr__(self) -> str:
        return self.source


class Derivation:
    """Loss, gradient, one step and the flow, derived.

    kappa, tau, phi     SymPy expressions in a_r, a_s, v_r, v_s, c_rs: E[sigma(z_r) sigma(z_s)], E[sigma'(z_r)],
                        E[sigma(z_r)] (denoisers, and classifiers on inputs with noise, with polynomial activations)
    sigma               the activation in z
    text(), latex()     one definition a line; a document
    json()              dict: definitions, identities that were proved, loss, gradient, step, flow
    sympy()             dict of SymPy expressions: kernels and their derivatives, loss, P, Q (grad W = Q W + P X),
                        A_next, G_next, dA_dt, dG_dt as sums over IndexedBase symbols A, G, K
    numpy()             a function (A, G) -> (A', G')
    """

    def __init__(self, settings: Settings):
        self.settings = settings
        self._text = _core.derive(settings._core, "text")  # refuses what cannot be derived

    def text(self) -> str:
        return self._text

    def latex(self) -> str:
        return _core.derive(self.settings._core, "latex")

    def json(self) -> dict:
        return json.loads(_core.derive(self.settings._core, "json"))

    def numpy(self) -> NumpyStep:
        return NumpyStep(_core.derive(self.settings._core, "numpy"), self.settings)

    @cached_property
    def _symbols(self) -> dict[str, Any]:
        sympy = needed("sympy", "Derivation.sympy()")
        space: dict[str, Any] = {}
        exec(compile(self.sympy_source(), "<featdyn.derive(...).sympy()>", "exec"), space)
        return {name: value for name, value in space.items()
                if isinstance(value, sympy.Basic) and not isinstance(value, (sympy.Symbol, sympy.IndexedBase))
                and getattr(sympy, name, None) is not value}  # fmt: skip

    def sympy_source(self) -> str:
        """The Python source that defines them."""
        return _core.derive(self.settings._core, "sympy")

    def sympy(self) -> dict[str, Any]:
        return dict(self._symbols)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        symbols = self._symbols
        if name in symbols:
            return symbols[name]
        raise AttributeError(f"a derivation of these settings has no {name!r}, it has {', '.join(symbols)}")

    def __dir__(self):
        return [*super().__dir__(), *self._symbols]

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(self._text)}</pre>"


def derive(settings: Any, *, overrides: Mapping[str, Any] | None = None) -> Derivation:
    """The expected loss, its gradient, one step and the flow, derived from the assumptions of the settings.

    settings, overrides: as in run()
    """
    return Derivation(as_settings(settings, overrides))
