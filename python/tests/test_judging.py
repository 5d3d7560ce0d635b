from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import json
import multiprocessing
import numpy as np
import pandas
import pytest

import featdyn as fd


def test_methods_are_compared(small):
    c = fd.compare(small, methods=["recurrence", "network", "ode"])
    assert c.holds is True and c.verdict == "holds" and set(c.runs) == {"recurrence", "network", "ode"}
    frame = c.frame()
    assert frame.step.tolist() == list(range(41)) and "overlaps network" in frame
    assert c.plot().get_xlabel() == "step" and "compare" not in repr(c) and "holds" in repr(c)
    assert all(line["verdict"] in ("holds", "not-applicable") for line in c.budget)
    for wrong in (["recurrence"], ["ode", "recurrence"], ["recurrence", "nothing"], "recurrence", [1, 2]):
        with pytest.raises(fd.InputError, match="methods: "):
            fd.compare(small, methods=wrong)


def test_stationary_points_are_certified(small):
    points = fd.stationary(small.replace({"training.steps": 3000, "training.learning_rate": 0.1}), starts=2)
    assert any(point.certified for point in points)
    for point in points:
        low, high = point.ratio
        assert low <= high or np.isnan(low)
        assert point.A.shape == (4, 8) and point.G.shape == (4, 4) and point.stable in (True, False, None)
        assert isinstance(point.branch, str) and point.branch in repr(point)
    best = points[0]
    step = fd.derive(small).numpy()
    A, G = step(best.A, best.G)
    assert np.allclose(A, best.A, atol=1e-9) and np.allclose(G, best.G, atol=1e-9)
    with pytest.raises(fd.InputError, match="classification"):
        fd.stationary("classification")


def test_a_certificate_encloses_the_run_and_is_checked(small, tmp_path, program):
    s = small.replace({"data.samples": 2, "network.width": 2, "data.dimension": 20})
    cert = fd.certify(s, steps=5, width=1e-15)
    r = fd.run(s, steps=5, progress=False)
    lower, upper = (np.array(bounds, dtype=float) for bounds in (cert.lower, cert.upper))
    assert isinstance(cert.lower[0][0], str) and cert.steps == 5 and lower.shape == (2, 4)
    assert (lower <= r.A[-1] + 1e-15).all() and (r.A[-1] - 1e-15 <= upper).all()
    assert fd.check(cert).holds and fd.check(cert)
    path = cert.save(tmp_path / "c.json")
    assert fd.check(path).verdict == "holds" and cert.save(path) == path
    program("check", path, "--quiet")
    mine = tmp_path / "mine.toml"
    mine.write_text("# of somebody else")
    with pytest.raises(fd.InputError, match="mine.toml: a file is in the way, read other contents, allowed: another path"):
        cert.save(mine)
    assert mine.read_text() == "# of somebody else" and cert.save(mine, overwrite=True).read_text() == cert.text
    with pytest.raises(fd.InputError, match="no plain file"):
        cert.save("/dev/null", overwrite=True)
    data = json.loads(path.read_text())
    data["final"]["upper"] = data["final"]["lower"]
    (tmp_path / "false.json").write_text(json.dumps(data))
    assert fd.check(tmp_path / "false.json").verdict == "fails"
    with pytest.raises(fd.InputError, match="width"):
        fd.certify(s, steps=5)
    with pytest.raises(fd.InputError, match="certificate"):
        fd.check(tmp_path / "nothing.json")


grid = {"data.signal_norm": [2, 5, 10], "network.width": [2, 4]}


def test_what_is_of_two_layers_or_one_noise_level_refuses_the_others():
    small = {"data.spectrum": [3, 0.5], "network.width": 2, "training.steps": 5}
    one_layer = fd.settings("spectral-bias", {**small, "network.layers": 1})
    scales = fd.settings("spectral-bias-scales", small)
    for door in (fd.derive, fd.stationary, lambda s: fd.certify(s, steps=2, width=1e-6, progress=False)):
        with pytest.raises(fd.InputError, match="network.layers: .* is of two layers, read 1"):
            door(one_layer)
        with pytest.raises(fd.InputError, match="diffusion.betas: .* is of one noise level"):
            door(scales)
    with pytest.raises(fd.InputError, match="diffusion.betas: featdyn.sweep is of one noise level"):
        fd.sweep(scales, {"network.width": [2, 3]}, progress=False)


def test_a_sweep_is_a_frame_with_the_programs_rows(small, tmp_path, program):
    df = fd.sweep(small, grid, seeds=2, out=tmp_path / "grid", progress=False)
    assert len(df) == 12 and list(df)[:3] == ["data.signal_norm", "network.width", "seed"]
    assert {"n_snr_squared", "ratio", "t_signal", "status", "converged"} <= set(df)
    assert df["data.signal_norm"].tolist() == [2] * 4 + [5] * 4 + [10] * 4 and df.seed.tolist() == [1, 2] * 6
    program("sweep", tmp_path / "grid" / "settings.toml", "--out", tmp_path / "its", "--no-plots", "--quiet")
    assert (tmp_path / "its" / "sweep.csv").read_bytes() == (tmp_path / "grid" / "sweep.csv").read_bytes()
    again = fd.sweep(small, grid, seeds=2, progress=False)
    pandas.testing.assert_frame_equal(df, again, check_exact=True)
    alone = fd.run(small, overrides={"data.signal_norm": 5, "network.width": 4}, progress=False)
    row = df[(df["data.signal_norm"] == 5) & (df["network.width"] == 4) & (df.seed == 1)]
    assert row.ratio.item() == pytest.approx(alone.ratio[-1], rel=1e-14)
    for other in ({"overrides": {"init.std": 0.2}}, {"steps": 7}, {"method": "network"}, {"seed": 9}):
        with pytest.raises(fd.InputError, match="results of other settings are there"):
            fd.sweep(small, grid, seeds=2, out=tmp_path / "grid", progress=False, **other)
    larger = fd.sweep(small, {**grid, "data.signal_norm": [2, 5, 10, 20]}, seeds=2, out=tmp_path / "grid", progress=False)
    assert len(larger) == 16 and larger.iloc[:12].equals(df)


@pytest.mark.parametrize("make", [lambda: ThreadPoolExecutor(2),
                                  lambda: ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))])  # fmt: skip
def test_executors_give_the_same_bytes(small, tmp_path, make):
    fd.sweep(small, grid, seeds=1, out=tmp_path / "one", progress=False)
    with make() as executor:
        fd.sweep(small, grid, seeds=1, out=tmp_path / "many", executor=executor, progress=False)
        fd.sweep(small, grid, seeds=1, out=tmp_path / "many", executor=executor, progress=False)
    assert (tmp_path / "one" / "sweep.csv").read_bytes() == (tmp_path / "many" / "sweep.csv").read_bytes()


def test_bad_grids_are_refused(small):
    for wrong, words in (({"data.signal_norm": 5}, "data.signal_norm"), ({"data.signl": [1]}, "signl"), (5, "grid"),
                         ({"data.signal_norm": [-1]}, "-1")):  # fmt: skip
        with pytest.raises(fd.InputError, match=words):
            fd.sweep(small, wrong, progress=False)


@pytest.fixture
def theorem():
    return fd.Theorem(assume=["d >= 10 n"], conclude=["for all r, j: |<w[r],mu[j]>(end)| <= C sqrt(n) SNR"],
                      constants={"C": 2}, over={"n SNR^2": (0.1, 10)}, seeds=2,
                      settings=fd.settings("figure-2-low", {"data.dimension": 100, "data.samples": 6, "network.width": 3,
                                                            "training.steps": 20}))  # fmt: skip


def test_a_theorem_of_ones_own_is_judged(theorem, tmp_path):
    findings = fd.verify(theorem)
    assert findings[0].verdict == "holds" and findings[0].claim == theorem.id and findings.holds
    assert {"computed", "error", "bound", "margin", "where", "domain", "repeat"} <= set(findings[0].to_dict())
    findings.report(tmp_path / "claims", plots=False)
    assert fd.verify(theorem, out=tmp_path / "paper", style="paper").holds and (tmp_path / "paper" / "report.html").exists()
    report = json.loads((tmp_path / "claims" / "report.json").read_text())
    assert report["findings"][0]["verdict"] == "holds" and (tmp_path / "claims" / "report.html").exists()
    assert fd.verify(theorem.replace(constants={"C": 1e-9}))[0].verdict == "fails"
    assert len(findings.frame()) == len(findings)


def test_an_attack_searches_longer(theorem):
    assert "--attack" in fd.verify(theorem, attack=True)[0].repeat and "--attack" not in fd.verify(theorem)[0].repeat


def test_what_was_not_judged_does_not_look_like_success(theorem):
    with pytest.warns(UserWarning, match="theorem: not applicable, NOTHING WAS JUDGED: no point of the domain"):
        findings = fd.verify(theorem.replace(assume=["d >= 1000 n"]))
    assert findings[0].verdict == "not-applicable" and not findings.holds


def test_the_smallest_constant_has_an_interval(theorem):
    found = fd.smallest_constant(theorem, "C", probability=0.5)
    assert 0 < found.value < 2 and float(found) == found.value
    assert fd.verify(theorem.replace(constants={"C": 2 * found.value}))[0].verdict == "holds"
    with pytest.raises(fd.InputError, match="probability"):
        fd.smallest_constant(theorem, "C", probability=2)


def test_theorems_come_from_files_and_texts(theorem, tmp_path):
    path = theorem.save(tmp_path / "mine.toml")
    assert fd.verify(path)[0].verdict == fd.verify(theorem.text)[0].verdict == fd.verify(str(path))[0].verdict == "holds"
    with pytest.raises(fd.InputError, match="conclude|statement|ends|<="):
        fd.Theorem(conclude=["for all r: <="])
    with pytest.raises(fd.InputError, match="a file is in the way"):
        theorem.replace(constants={"C": 7}).save(path)
    assert fd.Theorem.read("theorem-3.1.ratio").id == "theorem-3.1.ratio" and "conclude" in str(fd.Theorem.read(path))


def test_a_byte_order_mark_is_no_part_of_a_theorem(tmp_path):
    (tmp_path / "mine.toml").write_text('\ufeffconclude = "ratio(3) <= 2"\n', encoding="utf-8")
    assert fd.Theorem.read(tmp_path / "mine.toml").replace(over={"d": [1000]}).id == "mine"
    with pytest.raises(fd.InputError, match="a theorem file, read conclude, allowed: a settings file"):
        fd.settings(str(tmp_path / "mine.toml"))


def test_an_unknown_claim_is_refused():
    with pytest.raises(fd.InputError, match="verify: unknown claim, read theorem-3.1.ratioo"):
        fd.verify("theorem-3.1.ratioo")
    with pytest.raises(TypeError, match="theorem: read 5"):
        fd.verify(5)
    with pytest.raises(fd.InputError, match="scale"):
        fd.verify("theorem-3.1.ratio", scale="huge")
