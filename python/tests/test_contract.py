"""What docs/how-to/python.md shows and takes seconds, line by line; the rest is in test_contract_judging.py and its neighbour."""

import inspect
import json
import pathlib
import re

import numpy as np
import pandas
import pytest

import featdyn as fd
from contract import page, session, source, statements  # noqa: F401


@pytest.fixture(scope="module")
def r(session):
    return session.say("r = fd.run(")


def test_every_statement_of_the_page_is_run_by_a_test():
    tests = "".join(path.read_text() for path in sorted(pathlib.Path(__file__).parent.glob("test_contract*.py")))
    beginnings = re.findall(r'say\((?:"([^"]+)"|\'([^\']+)\')\)', tests)
    for statement in statements[3:]:
        assert any(statement.startswith(one or other) for one, other in beginnings), statement


def test_the_page_names_every_function():
    assert {name for name in fd.__all__ if name.islower()} <= set(re.findall(r"fd\.(\w+)", page))


def test_settings(session):
    s = session.names["s"]
    assert s["data.signal_norm"] == 15 and s["network.width"] == 20
    assert fd.settings(str(s)) == fd.settings(s.to_dict()) == s


def test_a_run_is_arrays(session, r):
    records, m, N = len(r.steps), 20, 32
    A, G = session.say("r.A, r.G")
    assert A.dtype == G.dtype == np.float64 and A.shape == (records, m, N) and G.shape == (records, m, m)
    assert all(each.shape == (records,) for each in session.say("r.steps, r.times"))
    signal, noise, X, y, W0 = session.say("r.signal, r.noise, r.X")
    assert signal.shape == (records, m, 2) and noise.shape == (records, m, 30)
    assert X.shape == (30, 2, 1000) and y.shape == (30,) and W0.shape == (m, 1000)
    patches = np.concatenate([[X[y == 1][0, 0], X[y == -1][0, 0]], X[:, 1]])
    assert A[0] == pytest.approx(W0 @ patches.T, abs=1e-12) and np.array_equal(A[:, :, :2], signal)


def test_the_arrays_are_not_copied(r):
    for array in (r.A, r.G):
        assert not array.flags.owndata and array.flags.c_contiguous and r.A is r.A and np.shares_memory(r.A, r.A[0])


def test_frame_summary_status_and_settings(session, r, tmp_path, program):
    frame = session.say("r.frame()")
    summary, status, settings = session.say("r.summary, r.status")
    assert isinstance(frame, pandas.DataFrame) and isinstance(summary, dict) and status == "finished" and settings == session.names["s"]
    (tmp_path / "s.toml").write_text(str(settings))
    program("run", tmp_path / "s.toml", "--out", tmp_path / "out", "--no-plots", "--quiet")
    theirs = pandas.read_csv(tmp_path / "out" / "trajectory.csv", float_precision="round_trip")  # plain: no comment before the columns
    pandas.testing.assert_frame_equal(theirs, frame, check_exact=True, check_dtype=False)
    for name, array in (("overlaps", r.A), ("gram", r.G), ("data", r.X), ("labels", r.y), ("weights_initial", r.W0)):
        assert np.array_equal(np.load(tmp_path / "out" / f"{name}.npy"), array), name
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["alpha"] == summary["alpha"] == pytest.approx(np.exp(-0.2))


@pytest.mark.parametrize("more", [{"digits": 50, "steps": 3}, {"progress": False}, {"seed": 3}, {"threads": 2}, {"out": None}, {"out": "folder", "plots": False}])
def test_what_else_a_run_takes(session, more):
    r = fd.run(session.names["s"], method="recurrence", **more)
    assert r.status == "finished" and r.settings["data.seed"] == more.get("seed", 1) and r.summary["digits"] == more.get("digits", 17)
    assert pathlib.Path("folder", "trajectory.csv").exists() == (more.get("out") == "folder")


def test_a_run_is_drawn(session, r):
    drawn = session.say("ax = plt.figure()")
    assert session.say("r.plot()") is not drawn and session.say("ax = r.plot(ax=ax)") is drawn and drawn.get_xlabel() == "step"
    assert "<table" in r._repr_html_()


def test_a_diverged_run_is_no_exception(session):
    r = fd.run(session.names["s"], overrides={"training.learning_rate": 1e6})
    assert r.status == "diverged" and np.isfinite(r.A).all()


def test_what_is_derived_is_sympy_in_plain_symbols(session):
    import sympy

    session.say("d = fd.derive(")
    latex, kappa, tau, phi = session.say("d.latex()")
    symbols = set(sympy.symbols("a_r a_s v_r v_s c_rs"))
    assert kappa.free_symbols == symbols and tau.free_symbols <= symbols and phi.free_symbols <= symbols
    assert all(not symbol.assumptions0.get("positive") and symbol.is_real is None for symbol in symbols)
    assert latex.startswith("\\documentclass")


def test_a_certificate_encloses_the_run(session, r):
    cert, _ = session.say("cert = fd.certify("), session.say("path = ")
    lower, upper, path = session.say("cert.lower, cert.upper")
    assert isinstance(lower[0][0], str) and cert.steps == 50 and path == pathlib.Path("cert.json")
    low, high = (np.array(each, dtype=float) for each in (lower, upper))
    at = fd.run(session.names["s"], steps=50).A[-1]
    assert (low - 1e-13 <= at).all() and (at <= high + 1e-13).all() and (high - low <= 1e-13).all()
    import mpmath

    with mpmath.workdps(60):
        assert all(mpmath.mpf(a) <= mpmath.mpf(b) <= mpmath.mpf(a) + mpmath.mpf("1e-15") for a, b in zip(lower[0], upper[0]))
    assert session.say("fd.check(cert)").holds and session.say("fd.check(path)").holds


def test_a_sweep_is_a_frame_that_is_remembered(session):
    df = session.say("df = fd.sweep(")
    assert len(df) == 18 and list(df)[:3] == ["data.signal_norm", "network.width", "seed"] and (df.status == "finished").all()
    assert df.n_snr_squared.unique().tolist() == pytest.approx([0.12, 0.75, 3])
    pandas.testing.assert_frame_equal(df, pandas.read_csv("grid/sweep.csv", float_precision="round_trip"), check_exact=True)
    before = pathlib.Path("grid/sweep.csv").read_bytes()
    again = session.say("df = fd.sweep(")
    assert again.equals(df) and pathlib.Path("grid/sweep.csv").read_bytes() == before


def test_a_function_is_traced_and_an_observable_seen(session):
    session.say("@fd.activation"), session.say("@fd.observable")
    try:
        r = session.say("by_function = fd.run(")
        assert r.status == "finished" and r.settings["network.activation"] == "z / (1 + exp(-z))"
        assert r.frame().top.tolist() == [np.linalg.eigvalsh(G)[-1] for G in r.G]
        t = fd.Theorem(conclude=["top(end) <= 2 top(0)"], settings=fd.settings(session.names["s"], {"training.steps": 5}), seeds=1)
        assert fd.verify(t)[0].verdict == "holds"
    finally:
        from featdyn._observables import observables

        observables.clear()


def test_the_stubs_and_the_help_are_there():
    folder = pathlib.Path(fd.__file__).parent
    assert (folder / "py.typed").exists() and (folder / "_core.pyi").exists()
    for name in fd.__all__:
        item = getattr(fd, name)
        assert item.__doc__, name
        if inspect.isfunction(item):
            help = inspect.getdoc(item) or ""
            assert all(parameter in help for parameter in inspect.signature(item).parameters) or "as in" in help, name


def test_what_is_missing_is_named(session, monkeypatch):
    import sys

    r, s = fd.run(session.names["s"], steps=1), session.names["s"]
    for package, call in (("pandas", r.frame), ("pandas", lambda: fd.sweep(s, {"data.signal_norm": [2]})), ("matplotlib", r.plot),
                          ("sympy", lambda: fd.derive(s).kappa), ("sympy", lambda: fd.activation(lambda z: z))):  # fmt: skip
        with monkeypatch.context() as without:
            for name in [package, *(each for each in sys.modules if each.startswith(package + "."))]:
                without.setitem(sys.modules, name, None)
            with pytest.raises(ImportError, match=f"needs {package}: pip install {package}"):
                call()
