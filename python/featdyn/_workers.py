"""Runs by anybody's workers: any concurrent.futures.Executor."""

from __future__ import annotations

import re
import uuid
from concurrent.futures import FIRST_COMPLETED, wait
from typing import Any, Callable, NamedTuple

from . import _core
from ._observables import observables, to_library
from ._settings import settings
from ._values import WrongType, shown

Row = "tuple[str, list[float]]"


class TheoremTask(NamedTuple):
    """A theorem as workers are told of it; `token` names one judgement of it."""

    token: str
    text: str
    name: str
    folder: str
    overrides: list
    seed: Any
    settings: Any
    full: bool
    own: dict  # observables by name
    attack: bool = False

    def theorem(self):
        return _core.TheoremText(self.text, self.name, self.folder)

    def judging(self):
        return _core.Judging(self.overrides, self.seed, self.settings, self.full, self.attack)


def theorem_task(text: str, name: str, folder: str, overrides: list, seed: Any, settings: Any, full: bool, attack: bool) -> TheoremTask:
    own = {name: function for name, function in observables.items() if re.search(rf"\b{name}\b", text)}
    return TheoremTask(uuid.uuid4().hex, text, name, folder, overrides, seed, settings, full, own, attack)


def tell_observables(task: TheoremTask) -> None:
    """Makes the library know the functions, under a version of their own: no run by other functions is remembered."""
    for name, function in task.own.items():
        to_library(name, function, task.token)


_told: list[str] = []


def measure_end_values(method: str, toml: str, key: str) -> Row:
    """One run of a sweep, on whatever machine."""
    return _core.measure_end_values(method, settings(toml)._core, key)


def measure_theorem(task: TheoremTask, recipe: str, toml: str, key: str) -> Row:
    """One run of a theorem, on whatever machine."""
    if task.token not in _told:
        tell_observables(task)
        _told[:] = [*_told[-7:], task.token]
    return _core.measure_theorem(task.token, task.theorem(), task.judging(), recipe, settings(toml)._core, key)


def distribution(executor: Any, task: TheoremTask | None = None) -> Callable | None:
    """What the library calls with all that is to be run; rows are delivered as they come."""
    if executor is None:
        return None
    if not callable(getattr(executor, "submit", None)):
        raise WrongType(f"executor: read {shown(executor)}, allowed: a concurrent.futures.Executor, such as ProcessPoolExecutor(4)")

    def distribute(tasks: list, deliver: Callable) -> None:
        if task is None:
            waiting = {executor.submit(measure_end_values, *rest): point for point, *rest in tasks}
        else:
            waiting = {executor.submit(measure_theorem, task, *rest): point for point, *rest in tasks}
        try:
            while waiting:
                for future in _done(waiting):
                    deliver(waiting.pop(future), *future.result())
                if _core.is_asked_to_stop():
                    raise KeyboardInterrupt
        except BaseException:
            for future in waiting:
                future.cancel()
            raise

    return distribute


def _done(waiting: dict) -> list:
    """Those that have come, at most a tenth of a second later; of futures that are not the standard ones, too."""
    try:
        return list(wait(waiting, timeout=0.1, return_when=FIRST_COMPLETED).done)
    except (AttributeError, TypeError):
        return [future for future in waiting if future.done()] or [next(iter(waiting))]
