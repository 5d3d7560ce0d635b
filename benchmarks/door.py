#!/usr/bin/python3
"""What the way through Python costs. featdyn must be importable (PYTHONPATH=BUILD/python).

Usage: door.py short RUNS | numpy RUNS | figure-2 | memory RUNS
Prints the least CPU seconds over repetitions: of a loop of runs of 100 steps with a new seed each (n = 30, m = 20), of the
same in NumPy, of one run of Figure 2 with its records; or by how many bytes the process grew over so many runs."""
import os
import sys
import time


def least(work, repetitions=5):
    best = float("inf")
    for _ in range(repetitions):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def short(runs):
    import featdyn as fd

    s = fd.settings("figure-2-low", {"training.steps": 100})

    def loop():
        for k in range(runs):
            assert fd.run(s, seed=k, threads=1, progress=False).status == "finished"

    return least(loop)


def by_numpy(runs):
    import numpy as np
    from peers import ETA, gradient, setting

    def loop():
        for k in range(runs):
            X, c, W, _ = setting(1000, 30, 20)
            A, G, K = W @ X.T, W @ W.T, X @ X.T
            for _ in range(100):
                Q, P, loss = gradient(A, G, c)
                PK, QA = P @ K, Q @ A
                H = Q @ G + P @ A.T
                G = G - ETA * (H + H.T) + ETA**2 * (H @ Q + (QA + PK) @ P.T)
                A = A - ETA * (QA + PK)
            assert np.isfinite(loss)

    return least(loop, 3)


def figure_2():
    import featdyn as fd

    s = fd.settings("figure-2-low")
    return least(lambda: fd.run(s, threads=1, progress=False), 10)


def memory(runs):
    import featdyn as fd

    def resident():
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    s = fd.settings("figure-2-low", {"data.dimension": 60, "data.samples": 6, "network.width": 4, "training.steps": 5})
    for k in range(500):
        fd.run(s, seed=k, progress=False)
    before = resident()
    for k in range(runs):
        r = fd.run(s, seed=k, progress=False)
        r.A[-1, 0, 0], r.summary["alpha"]
    return resident() - before


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    print({"short": short, "numpy": by_numpy, "figure-2": figure_2, "memory": memory}[sys.argv[1]](*map(int, sys.argv[2:])))
