import json
import os

import numpy as np
import pytest

import featdyn as fd


def test_the_kernels_are_sympy_expressions_in_plain_symbols(small):
    import sympy

    d = fd.derive(small)
    a_r, a_s, v_r, v_s, c_rs = sympy.symbols("a_r a_s v_r v_s c_rs")
    assert sympy.expand(d.kappa - ((a_r**2 + v_r) * (a_s**2 + v_s) + 4 * a_r * a_s * c_rs + 2 * c_rs**2)) == 0
    assert d.tau == 2 * a_r and sympy.expand(d.phi - (a_r**2 + v_r)) == 0
    assert d.dkappa_dc_rs == sympy.diff(d.kappa, c_rs) and d.kappa.free_symbols == {a_r, a_s, v_r, v_s, c_rs}
    assert "\\kappa" in d.latex() and "kappa = " in d.text() and d.json()["definitions"]["tau"] == "2*a_r"
    with pytest.raises(AttributeError, match="kappa"):
        d.sigmaa


assumptions = [
    {}, {"diffusion.target": "data"}, {"diffusion.target": "velocity"}, {"network.activation": [0, 1]},
    {"diffusion.target": "flow", "diffusion.time": 0.3, "network.activation": [0, 0, 1, 0.25]},
    {"network.activation": [0.5, 1, -0.5, 0.125]}, {"training.weight_decay": 0.3}, {"network.activation": [1]},
    {"data.samples": 4, "network.width": 1}, {"network.code_noise": 0.7, "network.code_penalty": 0.3},
    {"network.code_penalty": 0.3, "network.activation": [0.5, 1, -0.5, 0.125], "diffusion.target": "data"},
]  # fmt: skip


@pytest.mark.parametrize("changed", assumptions)
def test_the_numpy_step_is_the_recurrence(small, changed):
    s = small.replace({"init.std": 0.1, "training.learning_rate": 0.001, "training.steps": 5, **changed})
    r, step = fd.run(s, progress=False), fd.derive(s).numpy()
    for k in range(5):
        A, G = step(r.A[k], r.G[k])
        assert np.allclose(A, r.A[k + 1], rtol=1e-12, atol=1e-13) and np.allclose(G, r.G[k + 1], rtol=1e-12, atol=1e-13)
        assert step.loss(r.A[k], r.G[k]) == pytest.approx(r.loss[k], rel=1e-11, abs=1e-13)
    body = step.source.split("def step")[1].strip().splitlines()
    assert len(body) <= 13


@pytest.mark.parametrize("changed", [{}, {"network.loss": "exponential"}, {"network.loss": "square"},
                                     {"network.loss": "smooth-hinge"}, {"network.activation": [0, 1, 0, 1]},
                                     {"training.weight_decay": 0.3}, {"network.activation": [0, 1]}])  # fmt: skip
def test_the_numpy_step_of_a_classifier_is_the_recurrence(tiny_classifier, changed):
    s = tiny_classifier.replace({"training.steps": 5, "init.std": 0.1, "training.learning_rate": 0.01, **changed})
    r, step = fd.run(s, progress=False), fd.derive(s).numpy()
    for k in range(5):
        A, G = step(r.A[k], r.G[k])
        assert np.allclose(A, r.A[k + 1], rtol=1e-12, atol=1e-13) and np.allclose(G, r.G[k + 1], rtol=1e-12, atol=1e-13)
        assert step.loss(r.A[k], r.G[k]) == pytest.approx(r.loss[k], rel=1e-12)


def test_the_step_of_antipodal_signals_takes_what_runs_show():
    s = fd.settings("label-noise", {"network.activation": [0, 0, 1], "training.label_flips": 0, "data.samples": 6, "data.dimension": 60,
                                    "network.width": 4, "init.std": 0.1, "training.steps": 3, "training.record_every": 1})  # fmt: skip
    r, step = fd.run(s, progress=False), fd.derive(s).numpy()
    X = np.concatenate([[r.X[0, 0] * r.y[0]], r.X[:, 1]])
    assert r.A.shape == (4, 8, 7) and r.K == pytest.approx(X @ X.T, abs=1e-12) and r.A[0] == pytest.approx(r.W0 @ X.T, abs=1e-12)
    for k in range(3):
        A, G = step(r.A[k], r.G[k])
        assert np.allclose(A, r.A[k + 1], rtol=1e-12, atol=1e-14) and np.allclose(G, r.G[k + 1], rtol=1e-12, atol=1e-14)
        assert step.loss(r.A[k], r.G[k]) == pytest.approx(r.loss[k], rel=1e-12)


@pytest.mark.parametrize("changed", [{}, {"diffusion.target": "velocity", "training.weight_decay": 0.3},
                                     {"network.code_noise": 0.7, "network.code_penalty": 0.3}])  # fmt: skip
def test_the_sympy_sums_are_loss_and_step(small, changed):
    import sympy

    s = small.replace({"data.samples": 2, "network.width": 2, "init.std": 0.1, "training.steps": 1, **changed})
    r, d = fd.run(s, progress=False), fd.derive(s)
    m, N = r.A.shape[1:]
    inputs = __import__("featdyn")._core.inputs(s._core)
    space = {str(symbol): symbol for symbol in d.loss.free_symbols | d.A_next.free_symbols | d.G_next.free_symbols}
    numbers = {"m": m, "N": N, "alpha": s.alpha, "beta": s.beta, "eta": s["training.learning_rate"],
               "lambda": s.get("training", {}).get("weight_decay", 0) or 0,
               "code_noise": s.get("network", {}).get("code_noise", 0), "code_penalty": s.get("network", {}).get("code_penalty", 0)}  # fmt: skip
    arrays = {"A": r.A[0], "G": r.G[0], "K": r.K, "c": inputs["c"]}

    def value(expression, **places):
        expression = expression.subs({space[name]: number for name, number in {**numbers, **places}.items() if name in space}).doit()
        entries = {entry: float(arrays[str(entry.base)][tuple(map(int, entry.indices))]) for entry in expression.atoms(sympy.Indexed)}
        return float(expression.xreplace(entries))

    assert value(d.loss) == pytest.approx(r.loss[0], rel=1e-10)
    assert value(d.A_next, r=1, p=2) == pytest.approx(r.A[1, 1, 2], rel=1e-10)
    assert value(d.G_next, r=0, s=1) == pytest.approx(r.G[1, 0, 1], rel=1e-10)
    flow = (r.A[1, 1, 2] - r.A[0, 1, 2]) / s["training.learning_rate"]
    assert value(d.dA_dt, r=1, p=2) == pytest.approx(flow, rel=1e-8)


def test_the_program_says_the_same(small, tmp_path, program):
    (tmp_path / "s.toml").write_text(str(small))
    d = fd.derive(small)
    formats = {"text": d.text(), "latex": d.latex(), "numpy": d.numpy().source, "sympy": d.sympy_source()}
    for format, text in formats.items():
        assert program("derive", tmp_path / "s.toml", "--format", format) == text
    said = json.loads(program("derive", tmp_path / "s.toml", "--format", "json"))
    assert said == d.json() and set(said) >= {"definitions", "identities", "loss", "gradient", "step", "flow"}
    program("derive", tmp_path / "s.toml", "--format", "numpy", "--out", tmp_path / "out")
    assert os.listdir(tmp_path / "out") == ["derivation_numpy.py"] or "derivation_numpy.py" in os.listdir(tmp_path / "out")


def test_what_has_no_step_in_A_and_G_is_refused_and_its_kernels_stay(small):
    s = small.replace({"training.momentum": 0.9})
    with pytest.raises(fd.InputError, match="momentum.*allowed"):
        fd.derive(s).numpy()
    assert fd.derive(s).kappa == fd.derive(small).kappa
