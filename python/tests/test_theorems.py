"""Theorems with Python's observables, and by anybody's workers."""

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

import featdyn as fd
from featdyn._observables import observables

tiny = {"data.dimension": 100, "data.samples": 6, "network.width": 3, "training.steps": 20}


@fd.observable("largest_eigenvalue", indices=())
def largest_eigenvalue(A, G, K):
    return np.linalg.eigvalsh(G)[-1]


@fd.observable("own_norm", indices=("r",))
def own_norm(A, G, K):
    return np.sqrt(np.diag(G))


@fd.observable("own_overlap", indices=("r", "p"))
def own_overlap(A, G, K):
    assert K.shape == (A.shape[1],) * 2 and not A.flags.writeable
    return A


@fd.observable("own_gram", indices=("r", "s"))
def own_gram(A, G, K):
    return G


def theorem(conclude, settings="figure-2-low", **more):
    return fd.Theorem(conclude=conclude, settings=fd.settings(settings, {"init.std": 0.02, **tiny}), seeds=1, **more)


def verdict(*arguments, **more):
    return fd.verify(theorem(*arguments, **more), progress=False)[0].verdict


def test_an_observable_is_a_name_of_the_language():
    between = "max[r] |w[r]|^2(end) <= largest_eigenvalue(end) <= sum[r] |w[r]|^2(end)"
    assert verdict(between) == "holds" and verdict(between.replace("<= sum", "<= 1/4 sum")) == "fails"
    least = fd.smallest_constant(theorem("largest_eigenvalue(end) <= C sum[r] |w[r]|^2(end)", constants={"C": 1}), "C", progress=False)
    assert 1 / 3 < least.value < 1 and least.interval == (pytest.approx(least.value), np.inf)


@pytest.mark.parametrize("statement", [
    "for all r: own_norm[r](end) = |w[r]|(end) within 1e-7%", "for all r, j: own_overlap[r,mu[j]](3) = <w[r],mu[j]>(3) within 1e-7%",
    "for all r, i: own_overlap[r,xi[i]](end) = <w[r],xi[i]>(end) within 1e-7%",
    "for all r, p, k <= 5: own_overlap[r,p](k) = <w[r],x[p]>(k) within 1e-7%",
    "for all r, s: own_gram[r,s](end) = <w[r],w[s]>(end) within 1e-7%",
    "max[r] own_norm[r](k + 1) >= 1/2 max[r] own_norm[r](k)",
])  # fmt: skip
def test_its_indices_are_those_of_the_language(statement):
    if "(k + 1)" in statement:
        statement = "for all k <= 5: " + statement
    assert verdict(statement) == "holds"
    turned = statement.replace("within", "+ 1/1000 within").replace(">= 1/2", ">= 3/2")
    assert verdict(turned) == "fails"


def test_neurons_of_a_classifier_have_a_class():
    for statement, expected in (("for all j, r: own_norm[j,r](end) = |w[j,r]|(end) within 1e-7%", "holds"),
                                ("for all j, r: own_norm[-j,r](end) = |w[j,r]|(end) within 1e-7%", "fails"),
                                ("for all r, i: own_overlap[y[i],r,xi[i]](end) = <w[y[i],r],xi[i]>(end) within 1e-7%", "holds")):  # fmt: skip
        assert verdict(statement, "classification") == expected
    with pytest.raises(fd.InputError, match="own_norm"):
        theorem("for all r: own_norm[r](end) >= 0", "classification")


def test_mistakes_of_observables_are_told():
    @fd.observable("faulty", indices=("r",))
    def faulty(A, G, K):
        return np.zeros(len(A) + 1)

    try:
        with pytest.raises(fd.InputError, match="faulty.*4.*allowed: 3"):
            verdict("for all r: faulty[r](end) >= 0")
        for result, error, words in ((lambda A: np.zeros((3, 3)), fd.InputError, "2 axes, allowed: 1"),
                                     (lambda A: A[:, 0] * 1j, TypeError, "complex128.*real"), (lambda A: 1 / 0, ZeroDivisionError, "division")):  # fmt: skip

            @fd.observable("faulty", indices=("r",))
            def faulty(A, G, K, result=result):
                return result(A)

            with pytest.raises(error, match=words):
                verdict("for all r: faulty[r](end) >= 0")

        @fd.observable("faulty", indices=("r",))
        def faulty(A, G, K):
            return np.full(len(A), np.nan)

        assert verdict("for all r: faulty[r](end) >= 0") != "holds"
    finally:
        observables.pop("faulty")
    for wrong, words in (("loss", "loss"), ("d", "'d'"), ("for", "'for'"), ("k", "'k'"), ("a b", "a b"), (5, "5")):
        with pytest.raises(fd.InputError, match=words):
            fd.observable(wrong)(largest_eigenvalue)
    for wrong in ("r", ("r", "r", "r"), ("q",), ("k",), 5, (1,)):
        with pytest.raises(fd.InputError, match="ind"):
            fd.observable("another", indices=wrong)(largest_eigenvalue)


def test_runs_are_not_remembered_of_another_function(tmp_path):
    def judged(value):
        fd.observable("changing")(lambda A, G, K: value)
        return fd.verify(theorem("changing(end) <= 1"), out=tmp_path / "out", progress=False)[0].verdict

    try:
        assert [judged(0), judged(2), judged(0)] == ["holds", "fails", "holds"]
    finally:
        observables.pop("changing")


@pytest.fixture(scope="module")
def alone():
    t = grown()
    return [finding.to_dict() for finding in fd.verify(t, progress=False)]


def grown():
    return fd.Theorem(assume=["d >= 10 n"], over={"n SNR^2": (0.5, 2, 2)}, constants={"C": "fit"}, seeds=2, settings=fd.settings("figure-2-low", tiny),
                      conclude=["for all r, j: |<w[r],mu[j]>(end)| <= C sqrt(n) SNR own_norm[r](end)", "largest_eigenvalue(end) >= 0"])  # fmt: skip


def mine(data):
    """What does not depend on the clock."""
    return json.loads(re.sub(r'"seconds[^,}]*', '"', json.dumps(data)))


@pytest.mark.parametrize("make", [
    lambda: ThreadPoolExecutor(2), lambda: ProcessPoolExecutor(2),
    lambda: ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")),
], ids=["threads", "fork", "spawn"])  # fmt: skip
def test_executors_find_the_same(make, alone):
    with make() as executor:
        found = fd.verify(grown(), executor=executor, progress=False)
    assert [mine(finding.to_dict()) for finding in found] == [mine(each) for each in alone]


def test_dask_finds_the_same(small, alone, tmp_path):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None) as cluster, distributed.Client(cluster) as client:
        executor = client.get_executor()
        found = fd.verify(grown(), executor=executor, progress=False)
        there = fd.sweep(small, {"data.signal_norm": [2, 5]}, seeds=2, executor=executor, out=tmp_path / "there", progress=False)
    assert [mine(finding.to_dict()) for finding in found] == [mine(each) for each in alone]
    here = fd.sweep(small, {"data.signal_norm": [2, 5]}, seeds=2, out=tmp_path / "here", progress=False)
    assert here.equals(there) and (tmp_path / "here" / "sweep.csv").read_bytes() == (tmp_path / "there" / "sweep.csv").read_bytes()


by_mpi = """
    import sys, featdyn as fd
    from mpi4py.futures import MPIPoolExecutor
    if __name__ == "__main__":
        s = fd.settings("figure-2-low", {"data.dimension": 60, "data.samples": 6, "network.width": 4, "training.steps": 40})
        with MPIPoolExecutor() as executor:
            fd.sweep(s, {"data.signal_norm": [2, 5]}, seeds=2, executor=executor, out="mpi", progress=False)
        fd.sweep(s, {"data.signal_norm": [2, 5]}, seeds=2, out="here", progress=False)
        assert open("mpi/sweep.csv").read() == open("here/sweep.csv").read()
        print("same")
"""


def test_mpi_finds_the_same(tmp_path):
    pytest.importorskip("mpi4py")
    (tmp_path / "by_mpi.py").write_text(textwrap.dedent(by_mpi))
    environment = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_rmaps_base_oversubscribe": "1"}
    done = subprocess.run(["mpirun", "-np", "2", sys.executable, "-m", "mpi4py.futures", "by_mpi.py"], cwd=tmp_path, env=environment,
                          capture_output=True, text=True, timeout=200)  # fmt: skip
    assert done.stdout.strip().endswith("same"), done.stderr


def test_what_is_no_executor_is_refused(small):
    for call in (lambda: fd.verify(grown(), executor=5), lambda: fd.sweep(small, {"data.signal_norm": [2]}, executor="dask")):
        with pytest.raises(TypeError, match="executor: read.*allowed"):
            call()


def test_errors_of_workers_are_raised():
    class Broken(ThreadPoolExecutor):
        def submit(self, *words):
            return super().submit(lambda: 1 / 0)

    with Broken(1) as executor, pytest.raises(ZeroDivisionError):
        fd.verify(grown(), executor=executor, progress=False)


def test_progress_and_settings_of_verify():
    seen = []
    f = fd.verify(theorem("loss(end) <= C", constants={"C": 1}), settings={**fd.settings("figure-2-low", tiny)}, progress=lambda *now: seen.append(now))
    assert f[0].verdict == "holds" and all(0 < done <= total for done, total in seen)


def test_the_programs_theorems_are_judged_as_by_the_program(tmp_path, program):
    """Every id, and the beginning of ids, as `featdyn verify` takes them."""
    ids = set(json.loads(program("list", "theorems", "--json"))["theorems"][k]["name"] for k in range(len(fd.claims())))
    assert set(fd.claims()) == ids and all(fd.claims().values())
    overrides = {**tiny, "data.signal_norm": 2, "over.seeds": 1}
    sets = [word for key, value in overrides.items() for word in ("--set", f"{key}={value}")]
    program("verify", "theorem-1.1", "--out", tmp_path / "its", "--no-plots", "--quiet", *sets, code=None)
    theirs = json.loads((tmp_path / "its" / "report.json").read_text())["findings"]
    mine = [finding.to_dict() for finding in fd.verify("theorem-1.1", overrides=overrides, progress=False)]
    without_charts = [{key: value for key, value in each.items() if key not in ("charts", "pictures")} for each in theirs]
    assert [{key: value for key, value in each.items() if key in without_charts[0]} for each in mine] == without_charts
    assert fd._core.theorem_ids("theorem-3.2", fd._core.Judging([], None, None, False)) == [id for id in fd.claims() if id.startswith("theorem-3.2.")]


interrupted = """
    import featdyn as fd, os, signal, threading, time
    from concurrent.futures import ThreadPoolExecutor, ProcessPoolExecutor
    if __name__ == "__main__":
        s = fd.settings("figure-2-low", {{"training.steps": 200000, "data.samples": 100}})
        t = fd.Theorem(conclude=["loss(end) <= C"], constants={{"C": 1}}, settings=s, seeds=20)
        threading.Timer(1.5, os.kill, (os.getpid(), signal.SIGINT)).start()
        start = time.monotonic()
        try:
            {call}
            print("ended")
        except KeyboardInterrupt:
            print("interrupted", time.monotonic() - start < 20)
        assert fd.run("figure-2-low", steps=5, progress=False).status == "finished"
        os._exit(0)
"""


@pytest.mark.parametrize("call", ["fd.verify(t, progress=False)", "fd.verify(t, executor=ThreadPoolExecutor(2), progress=False)"])
def test_ctrl_c_ends_a_verification(call, tmp_path):
    script = textwrap.dedent(interrupted.format(call=call))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, timeout=100)
    assert done.stdout.splitlines() == ["interrupted True"], done.stderr


def test_theorems_are_replaced_by_their_names():
    t = theorem("loss(end) <= C", constants={"C": 1}, over={"n SNR^2": (0.1, 10), "d": [100, 200]}, define={"T_1": "2 m"})
    other = t.replace(constants={"C": "fit"}, probability=0.9, seeds=3, title="Another")
    assert other.constants == ["C"] and 'C = "fit"' in other.text and "probability = 0.9" in other.text and "seeds = 3" in other.text
    assert '"n SNR^2" = { "from" = 0.1, "to" = 10 }' in other.text and 'T_1 = "2 m"' in other.text
    assert t.replace(over={"n SNR^2": [1]}).text.count("n SNR^2") == 1
    again = fd.Theorem.read(other.text)
    assert again.text == other.text and fd.Theorem.read("theorem-3.1.ratio").replace(probability=1).id == "theorem-3.1.ratio"
    for wrong in ({"constants": 5}, {"over": [1]}, {"nothing": 1}, {"conclude": 5}):
        with pytest.raises(fd.InputError, match=next(iter(wrong))):
            t.replace(**wrong)
