"""The smallest constant with which a theorem holds."""

from __future__ import annotations

import math
from typing import Any, Mapping, NamedTuple

from . import _core
from ._theorem import Theorem
from ._values import WrongType, shown
from ._verify import verify


class Constant(NamedTuple):
    """The smallest constant with which a theorem holds; `float()` of it is the value."""

    value: float  # inf where no constant is large enough: too many runs leave the finite numbers
    low: float  # -inf or inf where runs bound it from one side only: of a statement about all runs
    high: float
    where: str | None
    finding: Any

    interval = property(lambda self: (self.low, self.high))

    def __float__(self) -> float:
        return self.value

    def __repr__(self) -> str:
        return f"<featdyn.Constant {self.value:.6g} in [{self.low:.6g}, {self.high:.6g}], worst at {self.where}>"


def smallest_constant(theorem: Any, constant: str, probability: float | None = None, *, settings: Any = None,
                      scale: str = "quick", overrides: Mapping[str, Any] | None = None, seed: int | None = None,
                      threads: int | None = None, executor: Any = None, progress: Any = True) -> Constant:  # fmt: skip
    """The constant at which a theorem begins to hold with that probability over seeds, with its interval: the smallest, or
    the largest where a larger one asks for more (A >= C B).

    theorem: a Theorem, a file or an id; constant: the name of one of its constants, "C"; settings, scale, overrides, seed,
        threads, executor, progress as in verify()
    """
    own = theorem if isinstance(theorem, Theorem) else Theorem.read(theorem)
    if not isinstance(constant, str) or constant not in own.constants:
        raise WrongType(f"constant: read {shown(constant)}, allowed: the name of one of the theorem's constants: {', '.join(own.constants) or 'it has none'}")
    if probability is not None and (isinstance(probability, bool) or not isinstance(probability, (int, float)) or not 0 < probability <= 1):
        raise WrongType(f"probability: read {shown(probability)}, allowed: above 0, at most 1")
    asked = own.replace(constants={constant: "fit"}, **({} if probability is None else {"probability": probability}))
    finding = verify(asked, settings=settings, scale=scale, overrides=overrides, seed=seed, threads=threads,
                     executor=executor, progress=progress)[0]  # fmt: skip
    found = finding.constants.get(constant)
    if found is None:
        raise _core.NumericalError(f"{constant}: no constant was found: {finding.detail}")
    low, high = found["interval"] or (None, None)
    low, high = float("-inf") if low is None else low, float("inf") if high is None else high
    value = math.inf if found["value"] is None else found["value"]  # no constant is large enough
    return Constant(value, low, high, found["where"], finding)
