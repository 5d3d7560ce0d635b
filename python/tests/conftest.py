import os
import subprocess

import pytest

import featdyn as fd


@pytest.fixture
def small():
    """A tiny denoiser, recorded at every step."""
    return fd.settings("figure-2-low", {"data.dimension": 60, "data.samples": 6, "network.width": 4,
                                        "init.std": 0.05, "training.steps": 40, "training.record_every": 1})  # fmt: skip


@pytest.fixture
def tiny_classifier():
    return fd.settings("classification", {"data.dimension": 60, "data.samples": 6, "network.width": 3,
                                          "init.std": 0.05, "training.steps": 30, "training.record_every": 1})  # fmt: skip


@pytest.fixture
def program():
    """The program, run with words; its standard output."""

    def run(*words, code=0, cwd=None):
        done = subprocess.run([os.environ.get("FEATDYN_PROGRAM", "featdyn"), *map(str, words)], capture_output=True, text=True, cwd=cwd)
        assert code is None or done.returncode == code, done.stderr
        return done.stdout

    return run
