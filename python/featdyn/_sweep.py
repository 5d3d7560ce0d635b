"""Grids of runs."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from . import _core
from ._missing import needed, read_exactly
from ._progress import Shown
from ._settings import Settings, as_count, as_settings, as_threads
from ._toml import literal
from ._values import WrongType, as_flag, as_path, require, shown
from ._workers import distribution

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
    settings, method, overrides, seed, steps, threads, progress, overwrite: as in run()
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
    folder = None if out is None else as_path("out", out)
    source = f"featdyn.sweep of {own['data.model']} data"
    if folder is not None:
        core.require_permission(folder, source, as_flag("overwrite", overwrite))
    with Shown(progress, "sweep") as tell:
        core.work_through(folder, as_threads(threads), distribution(executor), tell)
    if folder is not None:
        core.leave(folder, source, bool(overwrite))
    return read_exactly(pandas, core.csv())
