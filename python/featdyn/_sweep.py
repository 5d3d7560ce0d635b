"""Grids of runs."""

from __future__ import annotations

import io
import os
from concurrent.futures import as_completed
from pathlib import Path
from typing import Any, Mapping, Sequence

from . import _core
from ._missing import needed
from ._progress import Shown
from ._settings import Settings, as_count, as_settings, as_threads, settings as read
from ._values import WrongType, literal, require, shown

_grids: dict[tuple[str, str], Any] = {}


def _measure(toml: str, method: str, point: int) -> tuple[str, list[float]]:
    """One run of a grid, on whatever machine."""
    if (toml, method) not in _grids:
        _grids.clear()
        _grids[toml, method] = _core.Grid(read(toml)._core, method)
    return _grids[toml, method].measure(point)


def _through_executor(grid: Any, method: str, store: Path | None, executor: Any, tell: Any) -> None:
    """The points that are not remembered, by anybody's workers; rows are remembered as they come."""
    rows: list = [grid.remembered(store, k) if store else None for k in range(grid.count())]
    toml = grid.toml()
    waiting = {executor.submit(_measure, toml, method, k): k for k, row in enumerate(rows) if row is None}
    try:
        for future in _completed(executor, waiting):
            point = waiting[future]
            status, values = future.result()
            rows[point] = (status, list(values))
            if store:
                grid.remember(store, point, rows[point])
            if tell:
                tell(sum(row is not None for row in rows), len(rows))
    except BaseException:
        for future in waiting:
            future.cancel()
        raise
    grid.take(rows)


def _completed(executor: Any, futures: dict):
    """As they are done; of executors whose futures are not the standard ones, in their order."""
    try:
        yield from as_completed(futures)
    except (AttributeError, TypeError):
        yield from futures


def sweep(settings: Any, grid: Mapping[str, Sequence] | None = None, *, seeds: int | None = None, method: str = "recurrence",
          out: Any = None, overrides: Mapping[str, Any] | None = None, seed: int | None = None, steps: int | None = None,
          threads: int | None = None, executor: Any = None, progress: Any = True, overwrite: bool = False):  # fmt: skip
    """Runs a grid of settings and returns a pandas.DataFrame with the columns of sweep.csv, a row a run.

    grid: {"data.signal_norm": [2, 5, 10], "network.width": [10, 20]}: the product of its keys, the last fastest; none:
        the [sweep] of the settings file
    seeds: how many runs each, run k with data.seed + k and init.seed + k
    out: a folder with sweep.csv, settings.toml and the store of finished runs, so that the same call goes on where it
        was stopped; without it nothing is written
    executor: any concurrent.futures.Executor (also dask.distributed's, mpi4py.futures'): the same rows, the same bytes
    """
    pandas = needed("pandas", "featdyn.sweep()")
    more: dict[str, str] = {}
    if grid is not None:
        if not isinstance(grid, Mapping):
            raise WrongType(f"grid: read {shown(grid)}, allowed: a dict of settings and lists of their values")
        for key, values in grid.items():
            require("grid", key, "paths of settings such as 'data.signal_norm'", str)
            if isinstance(values, (str, bytes, Mapping)) or not hasattr(values, "__iter__"):
                raise WrongType(f"grid: {key}: read {shown(values)}, allowed: a list of values")
            more[f"sweep.{key}"] = literal(key, list(values))
    if seeds is not None:
        more["sweep.seeds"] = str(as_count("seeds", seeds))
    require("method", method, "a text, one of " + ", ".join(name for name, _ in _core.methods()), str)
    own = as_settings(settings, overrides, seed, steps)
    base = Settings(own._core.with_overrides([f"{key}={value}" for key, value in more.items()])) if more else own
    core = _core.Grid(base._core, method)
    folder = None if out is None else Path(os.fspath(out))
    store = None if folder is None else folder / "runs.sqlite"
    source = f"featdyn.sweep of {own['data.model']} data"
    if folder is not None:
        core.require_permission(folder, source, bool(overwrite))
    with Shown(progress, "sweep") as tell:
        if executor is not None:
            _through_executor(core, method, store, executor, tell)
        else:
            core.work_through(store, as_threads(threads), tell)
    if folder is not None:
        core.leave(folder, source, bool(overwrite))
    return pandas.read_csv(io.StringIO(core.csv()), float_precision="round_trip")
