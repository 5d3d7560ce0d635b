import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import numpy as np
import pandas
import pytest

import featdyn as fd


def test_a_run_has_the_shapes_of_its_help(small):
    r = fd.run(small, method="recurrence", progress=False)
    assert r.A.dtype == r.G.dtype == np.float64 and r.A.shape == (41, 4, 8) and r.G.shape == (41, 4, 4)
    assert r.steps.tolist() == list(range(41)) and r.times == pytest.approx(r.steps * 0.01)
    assert r.loss.shape == r.ratio.shape == (41,)
    assert r.signal.shape == (41, 4, 2) and r.noise.shape == (41, 4, 6)
    assert r.X.shape == (6, 2, 60) and r.y.shape == (6,) and r.W0.shape == (4, 60) and r.K.shape == (8, 8)
    assert r.status == "finished" and isinstance(r.summary, dict) and r.settings == small
    assert r.summary["alpha"] == small.alpha and r.summary["converged"] is False and not r.converged
    assert len(r) == 41 and "recurrence" in repr(r) and "<table" in r._repr_html_()


def test_the_first_record_is_of_the_data_and_weights(small):
    r = fd.run(small, progress=False)
    mu = np.stack([r.X[r.y == 1][0, 0], r.X[r.y == -1][0, 0]])
    X = np.concatenate([mu, r.X[:, 1]])
    assert r.A[0] == pytest.approx(r.W0 @ X.T, abs=1e-12) and r.G[0] == pytest.approx(r.W0 @ r.W0.T, abs=1e-12)
    assert r.K == pytest.approx(X @ X.T, abs=1e-12)
    mean = np.abs(r.signal).mean((1, 2)) / np.abs(r.noise).mean((1, 2))
    assert r.ratio == pytest.approx(mean, rel=1e-12)


@pytest.mark.parametrize("method", ["recurrence", "ode", "network", "network-mc", "decomposition"])
def test_the_numbers_are_the_programs(small, method, tmp_path, program):
    s = small.replace({"diffusion.noise_draws": 5})
    (tmp_path / "s.toml").write_text(str(s))
    program("run", tmp_path / "s.toml", "--method", method, "--out", tmp_path / "out", "--no-plots", "--quiet")
    r = fd.run(s, method, progress=False)
    assert np.array_equal(np.load(tmp_path / "out" / "overlaps.npy"), r.A)
    assert np.array_equal(np.load(tmp_path / "out" / "gram.npy"), r.G)
    theirs = pandas.read_csv(tmp_path / "out" / "trajectory.csv", float_precision="round_trip")
    pandas.testing.assert_frame_equal(theirs, r.frame(), check_exact=True, check_dtype=False)
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    for key in ("end", "key", "rounding", "stages", "status", "settings", "rest_below", "loss_estimate"):
        assert summary[key] == r.summary[key], key
    for name, array in (("data", r.X), ("labels", r.y), ("weights_initial", r.W0)):
        assert np.array_equal(np.load(tmp_path / "out" / f"{name}.npy"), array)


@pytest.mark.parametrize("method", ["recurrence", "ode"])
def test_digits_beyond_those_of_a_double(small, method, tmp_path, program):
    s = small.replace({"training.steps": 5})
    (tmp_path / "s.toml").write_text(str(s))
    words = ("--method", method, "--digits", 30, "--no-plots", "--quiet")
    program("run", tmp_path / "s.toml", "--out", tmp_path / "out", *words)
    r = fd.run(s, method, digits=30, progress=False)
    assert r.summary["digits"] == 30
    assert np.array_equal(np.load(tmp_path / "out" / "overlaps.npy"), r.A)
    theirs = pandas.read_csv(tmp_path / "out" / "trajectory.csv", float_precision="round_trip")
    assert np.allclose(theirs.loss, r.loss, rtol=3e-16, atol=0)
    assert np.allclose(fd.run(s, method, progress=False).A, r.A, rtol=1e-9, atol=1e-14)


def test_classifiers_run(tiny_classifier):
    r = fd.run(tiny_classifier, progress=False)
    assert r.A.shape == (31, 6, 8) and r.loss[-1] < r.loss[0] == pytest.approx(np.log(2), rel=0.05)


def test_a_folder_gets_what_the_program_leaves(small, tmp_path, program):
    r = fd.run(small, out=tmp_path / "mine", plots=False, progress=False)
    (tmp_path / "s.toml").write_text(str(small))
    program("run", tmp_path / "s.toml", "--out", tmp_path / "its", "--no-plots", "--quiet")
    assert sorted(os.listdir(tmp_path / "mine")) == sorted(os.listdir(tmp_path / "its"))
    for name in ("trajectory.csv", "overlaps.npy", "gram.npy", "data.npy", "settings.toml"):
        assert (tmp_path / "mine" / name).read_bytes() == (tmp_path / "its" / name).read_bytes()
    assert np.array_equal(np.load(tmp_path / "mine" / "overlaps.npy"), r.A)
    with pytest.raises(fd.InputError, match="overwrite"):
        fd.run(small, seed=7, out=tmp_path / "mine", plots=False, progress=False)
    fd.run(small, seed=7, out=tmp_path / "mine", plots=False, progress=False, overwrite=True)


def test_pictures_have_the_style_that_is_asked_for(small, tmp_path):
    for style, out in (("paper", "a"), ("default", "b")):  # the second is not drawn as the first was
        fd.run(small, out=tmp_path / out, style=style, arrays=False, progress=False)
        assert (tmp_path / out / "curves.png").exists() and (tmp_path / out / "curves.pdf").exists() == (style == "paper")


def test_nothing_is_written_unless_asked(small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fd.run(small, progress=False), fd.compare(small), fd.derive(small).text()
    fd.sweep(small, {"data.signal_norm": [2, 5]}, progress=False)
    assert os.listdir(tmp_path) == []


def test_seed_steps_and_overrides_replace_the_settings(small):
    r = fd.run(small, seed=3, steps=2, overrides={"data.signal_norm": 7}, threads=2, progress=False)
    assert r.settings["data.seed"] == r.settings["init.seed"] == 3 and r.steps.tolist() == [0, 1, 2]
    assert r.settings["data.signal_norm"] == 7
    assert not np.array_equal(r.A[0], fd.run(small, steps=2, progress=False).A[0])


def test_the_frame_and_its_observables(small):
    @fd.observable("top", indices=())
    def top(A, G, K):
        return np.linalg.eigvalsh(G)[-1]

    @fd.observable("size", indices=("r",))
    def size(A, G, K):
        assert K.shape == (8, 8) and not A.flags.writeable
        return np.sqrt(np.diag(G))

    try:
        r = fd.run(small, progress=False)
        frame = r.frame()
        assert list(frame)[:11] == "step time loss signal_max signal_mean noise_max noise_mean ratio weight_norm_sq_mean gradient_norm converged".split()
        assert frame.top.iloc[-1] == np.linalg.eigvalsh(r.G[-1])[-1] and r.observe("size").shape == (41, 4)
        assert list(frame)[11:] == ["top", "size[0]", "size[1]", "size[2]", "size[3]"]
    finally:
        from featdyn._observables import observables

        observables.clear()
    with pytest.raises(fd.InputError, match="loss"):
        fd.observable("loss")


def test_plots_are_matplotlibs(small):
    import matplotlib.pyplot as plt

    r = fd.run(small, progress=False)
    _, ax = plt.subplots()
    assert r.plot(ax=ax) is ax and len(ax.lines) == 4 and r.plot().get_yscale() == "log"
    plt.close("all")


def test_a_diverged_run_is_no_exception(small):
    r = fd.run(small, overrides={"training.learning_rate": 1e6}, progress=False)
    assert r.status == "diverged" and r.reason and len(r) >= 1 and np.isfinite(r.A).all()


def test_training_ends_at_rest_where_until_says_so(small):
    s = small.replace({"training.steps": 100000, "training.record_every": 1000,
                       "training.until": {"gradient_norm": 1e-6}})  # fmt: skip
    r = fd.run(s, progress=False)
    assert r.converged and r.steps[-1] < 100000 and r.frame().converged.iloc[-1] == 1


@pytest.mark.parametrize("arguments, words", [
    ({"method": "recurence"}, "method: .*recurence.*recurrence"), ({"method": 5}, "method: read 5"),
    ({"digits": 0}, "digits: read 0"), ({"digits": 2.5}, "digits: read 2.5.*allowed: 1, 2, 3"),
    ({"threads": 0}, "threads: read 0"), ({"seed": -1}, "seed: read -1"), ({"seed": "a"}, "seed: read 'a'"),
    ({"steps": 1.5}, "steps: read 1.5"), ({"progress": 5}, "progress: read 5"),
    ({"method": "network-mc", "digits": 30}, "digits: .*30"), ({"method": "ode", "integrator": "euler"}, "integrator: .*euler"),
    ({"method": "ode", "tolerance": 2}, "tolerance: .*2"),
    ({"seed": 5, "overrides": {"init.seed": 7}}, "init.seed: without effect, read 7 .int. in overrides beside seed=5"),
    ({"steps": 5, "overrides": {"training": {"steps": 7}}}, "training.steps: without effect, read 7"),
    ({"integrator": "dopri5"}, "integrator: without effect, read dopri5 with method recurrence"),
    ({"method": "network", "tolerance": "1e-9"}, "tolerance: without effect, read 1e-9 with method network"), ({"overrides": [1]}, "overrides: read"),
])  # fmt: skip
def test_bad_arguments_are_named(small, arguments, words):
    with pytest.raises(fd.InputError, match=words) as error:
        fd.run(small, **{"progress": False, **arguments})
    assert "allowed" in str(error.value) and isinstance(error.value, ValueError)


def test_progress_is_told_to_a_function(small):
    seen = []
    fd.run(small, steps=300000, overrides={"training.record_every": 100000}, progress=lambda *now: seen.append(now))
    assert seen and all(total == 300000 and 0 < done <= total for done, total in seen)
    with pytest.raises(ZeroDivisionError):
        fd.run(small, steps=300000, progress=lambda done, total: 1 / 0, overrides={"training.record_every": 100000})


long_work = """
    import featdyn as fd, numpy as np, os, signal, threading, time
    s = fd.settings("figure-2-low", {{"training.steps": 1000000000, "training.record_every": 100000000}})
    threading.Timer({after}, os.kill, (os.getpid(), signal.SIGINT)).start()
    start = time.monotonic()
    try:
        {call}
        print("ended")
    except KeyboardInterrupt:
        print("interrupted", time.monotonic() - start < 10)
    r = fd.run(s, steps=5, progress=False)
    assert r.status == "finished"
    try:
        time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)
    except KeyboardInterrupt:
        print("Python's own again")
"""


@pytest.mark.parametrize("call", [
    "fd.run(s, progress=False)", "fd.run(s, method='network', progress=False)", "fd.run(s, digits=40, progress=False)",
    "fd.run(s, out='stopped', plots=False, progress=False)", "fd.run(s, progress=lambda *now: None)",
    "fd.sweep(s, {'data.signal_norm': [2, 5, 7]}, progress=False)", "fd.compare(s)", "fd.stationary(s)",
    "fd.certify(s, steps=100000, width=1e-9, progress=False, hours=1e9)",
])  # fmt: skip
def test_ctrl_c_ends_the_work_and_leaves_python_usable(call, tmp_path):
    script = textwrap.dedent(long_work.format(call=call, after=1.0))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, timeout=100)
    assert done.stdout.splitlines() == ["interrupted True", "Python's own again"], done.stderr


def test_other_threads_go_on_while_one_trains(small):
    ticks = []
    going = threading.Event()

    def tick():
        while not going.wait(0.005):
            ticks.append(time.monotonic())

    thread = threading.Thread(target=tick)
    thread.start()
    fd.run(small, steps=100000, overrides={"training.record_every": 100000}, progress=False)
    going.set()
    thread.join()
    assert len(ticks) > 10


def test_memory_does_not_grow_over_many_runs(small):
    def resident():
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    s = small.replace({"training.steps": 5})
    for _ in range(300):
        fd.run(s, progress=False)
    before = resident()
    for _ in range(2000):
        fd.run(s, progress=False)
    assert resident() - before < 4 << 20


def test_help_is_enough_to_work():
    for name in fd.__all__:
        assert getattr(fd, name).__doc__, name
    assert "records x neurons x patches" in fd.Run.__doc__ and signal.getsignal(signal.SIGINT) is signal.default_int_handler
