"""The lines that docs/how-to/python.md shows, as they stand there, one after the other."""

import os
import pathlib
import re

import numpy as np
import pytest

import featdyn as fd

page = pathlib.Path(os.environ["FEATDYN_SOURCE"], "docs/how-to/python.md").read_text(encoding="utf-8")
block = next(part for part in re.findall(r"```python\n(.*?)```", page, re.S) if "fd.smallest_constant" in part)


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """The names after the block has run, in an empty folder."""
    import matplotlib

    matplotlib.use("Agg")
    folder, space, here = tmp_path_factory.mktemp("contract"), {"np": np}, os.getcwd()
    os.chdir(folder)
    try:
        exec(compile("import featdyn as fd, numpy as np, matplotlib.pyplot as plt; ax = plt.subplots()[1]\n" + block, "python.md", "exec"), space)
        yield space
    finally:
        os.chdir(here)
        from featdyn._observables import observables

        observables.clear()


def test_the_block_has_every_function():
    assert {name for name in fd.__all__ if name.islower()} <= set(re.findall(r"fd\.(\w+)", page)) | {"claims", "methods", "templates"}


def test_settings_and_run(said):
    s, r = said["s"], said["r"]
    assert s["data.signal_norm"] == 15 and s["network.width"] == 20
    records, m, N = len(r.steps), 20, 32
    assert r.A.dtype == r.G.dtype == np.float64 and r.A.shape == (records, m, N) and r.G.shape == (records, m, m)
    assert all(each.shape == (records,) for each in (r.steps, r.times, r.loss, r.ratio))
    assert r.signal.shape == (records, m, 2) and r.noise.shape == (records, m, 30)
    assert r.X.shape == (30, 2, 1000) and r.y.shape == (30,) and r.W0.shape == (m, 1000)
    assert r.status == "finished" and isinstance(r.summary, dict) and r.settings == s
    assert {"step", "time", "loss", "ratio", "converged", "top"} <= set(r.frame())
    assert said["ax"].get_xlabel() == "step"


def test_compare_and_derive(said):
    import sympy

    c, d = said["c"], said["d"]
    assert c.holds is True and len(c.frame()) > 0
    symbols = set(sympy.symbols("a_r a_s v_r v_s c_rs"))
    assert d.kappa.free_symbols == symbols and d.tau.free_symbols <= symbols and d.phi.free_symbols <= symbols
    assert d.latex().startswith("\\documentclass")


def test_certificate(said):
    cert, r = said["cert"], said["r"]
    assert cert.steps == 50 and os.path.exists(said["path"])
    lower, upper = (np.array(each, dtype=float) for each in (cert.lower, cert.upper))
    at = fd.run(said["s"], steps=50, progress=False).A[-1]
    assert (lower - 1e-13 <= at).all() and (at <= upper + 1e-13).all() and r.A[0].shape == at.shape


def test_sweep(said):
    df = said["df"]
    assert len(df) == 18 and list(df)[:3] == ["data.signal_norm", "network.width", "seed"] and (df.status == "finished").all()
    assert df.n_snr_squared.unique().tolist() == pytest.approx([0.12, 0.75, 3])


def test_findings(said):
    f = said["f"]
    assert f[0].claim == "theorem-3.1.ratio" and f[0].verdict in ("holds", "fails", "undecided", "not-applicable")
    assert os.path.exists("claims/report.html")
    assert said["judged"][0].verdict == "holds"
    least = said["least"]
    low, high = least.interval
    assert low <= least.value <= high < 2


def test_figures(said):
    assert {path.name for path in said["pictures"]} >= {"figure-2.svg"} and all(path.exists() for path in said["pictures"])
