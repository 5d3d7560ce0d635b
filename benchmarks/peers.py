#!/usr/bin/python3
"""The denoiser's training in NumPy, as a careful user would write it: what featdyn is timed against.

Usage: peers.py recurrence SAMPLES NEURONS | network DIMENSION | network-mc DIMENSION | data DIMENSION
Prints the least seconds over repetitions: CPU time of a step (recurrence, network), wall time of a step (network-mc) or
of data, weights and their inner products (data)."""
import sys
import time

import numpy as np

T, ETA, DRAWS = 0.2, 0.01, 2000
ALPHA, BETA = np.exp(-T), np.sqrt(1 - np.exp(-2 * T))


def setting(d, n, m):
    """Patches mu_+, mu_-, xi_1 .. xi_n, their weights, initial neurons."""
    random = np.random.default_rng(1)
    patches = np.zeros((n + 2, d))
    patches[0, 0] = patches[1, 1] = 5
    patches[2:, 2:] = random.standard_normal((n, d - 2))
    shares = np.full(n + 2, 1 / n)
    shares[:2] = 0.5
    return patches, shares, 1e-3 * random.standard_normal((m, d)), random


def gradient(overlaps, gram, c):
    """Q and P of grad W = Q W + P X, and the loss, for sigma = z^2."""
    m, squares = len(gram), BETA**2
    norms = np.diag(gram)
    a = ALPHA * overlaps
    second = a * a + squares * norms[:, None]
    pairs = (a * c) @ a.T
    quartic = 2 * squares**2 * c.sum() * gram * gram
    kappa = (second * c) @ second.T + 4 * squares * gram * pairs + quartic
    drift = 2 * ALPHA * BETA / np.sqrt(m) * (overlaps @ c)
    loss = np.sum(gram * kappa) / (2 * m) - norms @ drift
    by_second = gram @ second / m
    Q = (kappa + 4 * squares * gram * pairs + 2 * quartic) / m
    Q[np.diag_indices(m)] += 2 * (squares * (by_second @ c) - drift)
    by_overlap = 2 * by_second * a + 4 * squares / m * ((gram * gram) @ a)
    P = (ALPHA * by_overlap - 2 * ALPHA * BETA / np.sqrt(m) * norms[:, None]) * c
    return Q, P, loss


def recurrence(n, m, steps=2000, repetitions=5):
    X, c, W, _ = setting(1000, n, m)
    A, G, K = W @ X.T, W @ W.T, X @ X.T
    best = np.inf
    for _ in range(repetitions):
        start = time.process_time()
        for _ in range(steps):
            Q, P, loss = gradient(A, G, c)
            PK, QA = P @ K, Q @ A
            H = Q @ G + P @ A.T
            G = G - ETA * (H + H.T) + ETA**2 * (H @ Q + (QA + PK) @ P.T)
            A = A - ETA * (QA + PK)
        best = min(best, (time.process_time() - start) / steps)
    assert np.isfinite(loss)
    return best


def network(d, steps=300, repetitions=5):
    X, c, W, _ = setting(d, 30, 20)
    best = np.inf
    for _ in range(repetitions):
        start = time.process_time()
        for _ in range(steps):
            Q, P, loss = gradient(W @ X.T, W @ W.T, c)
            slope = Q @ W + P @ X
            norm = np.linalg.norm(slope)
            W = W - ETA * slope
        best = min(best, (time.process_time() - start) / steps)
    assert np.isfinite(loss) and np.isfinite(norm)
    return best


def data(d, repetitions=3):
    best = np.inf
    for _ in range(repetitions):
        start = time.perf_counter()
        X, _, W, _ = setting(d, 30, 20)
        products = W @ X.T, W @ W.T, X @ X.T
        best = min(best, time.perf_counter() - start)
    assert all(np.all(np.isfinite(product)) for product in products)
    return best


def monte_carlo(d, repetitions=3):
    n, m = 30, 20
    X, _, W, random = setting(d, n, m)
    samples = np.concatenate([np.repeat(X[:2], n // 2, axis=0), X[2:]])
    best = np.inf
    for _ in range(repetitions):
        start = time.perf_counter()
        slope = np.zeros_like(W)
        for x in samples:
            noise = random.standard_normal((DRAWS, d))
            seen = ALPHA * x + BETA * noise
            z = seen @ W.T
            f = z * z
            rest = f @ W / np.sqrt(m) - noise
            slope += f.T @ rest + (2 * z * (rest @ W.T)).T @ seen
        W = W - ETA / (np.sqrt(m) * n * DRAWS) * slope
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    PARTS = {"recurrence": recurrence, "network": network, "network-mc": monte_carlo, "data": data}
    print(PARTS[sys.argv[1]](*map(int, sys.argv[2:])))
