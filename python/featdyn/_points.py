"""Stationary points."""

from __future__ import annotations

import json
from typing import Any, Mapping

import numpy as np

from . import _core
from ._settings import as_count, as_settings, as_threads


class StationaryPoint:
    """A stationary point of the denoiser's expected loss.

    ratio      (low, high): between which the ratio signal / noise lies; both the same double where nothing is certified
    certified  whether existence was proved, in a box of half width `radius`
    stable     True, False, or None where the Hessian is too large to ask
    branch     "simplex", "equal", "equal in span" or "trained"
    A, G       neurons x patches, neurons x neurons
    loss, residual, reached, data   the loss; |grad L|; how many training runs ended here; all that stationary.json says
    """

    def __init__(self, data: dict, A: np.ndarray, G: np.ndarray):
        self.data, self.A, self.G = data, A, G
        value = float("nan") if data["ratio"] is None else data["ratio"]
        self.ratio: tuple[float, float] = tuple(data["ratio_interval"]) if data["certified"] else (value, value)
        self.certified: bool = data["certified"]
        self.stable: bool | None = data["stable"]
        self.branch: str = data["kind"]
        self.radius: float | None = data["radius"]
        self.loss, self.residual, self.reached = data["loss"], data["residual"], data["reached_by_training"]

    def __repr__(self) -> str:
        return (f"<featdyn.StationaryPoint {self.branch}: ratio {self.ratio[0]:.6g}, loss {self.loss:.6g}, "
                f"{'certified' if self.certified else 'not certified'}, stable: {self.stable}>")  # fmt: skip


def stationary(settings: Any, *, overrides: Mapping[str, Any] | None = None, starts: int = 8, steps: int | None = None,
               seed: int | None = None, threads: int | None = None) -> list[StationaryPoint]:  # fmt: skip
    """Stationary points of a tied denoiser's expected loss, lowest loss first.

    starts: training runs from further seeds, and from flipped signs, each
    settings, overrides, steps, seed, threads: as in run()
    """
    own = as_settings(settings, overrides, seed, steps)
    found = _core.stationary(own._core, as_count("starts", starts), as_threads(threads))
    return [StationaryPoint(json.loads(text), A, G) for text, A, G in found]
