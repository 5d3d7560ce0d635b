"""The denoiser's step and flow in arrays, as a careful user would write them, and the clock that peers are timed with."""
import statistics
import time

T, ETA = 0.2, 0.01


def median_of(action, repetitions=5, per=1, clock=time.process_time):
    times = []
    for _ in range(repetitions):
        start = clock()
        action()
        times.append((clock() - start) / per)
    return statistics.median(times)


def constants():
    import numpy as np
    return np.exp(-T), np.sqrt(1 - np.exp(-2 * T))


def setting(d, n, m):
    """Patches mu_+, mu_-, xi_1 .. xi_n, their weights, initial neurons."""
    import numpy as np
    random = np.random.default_rng(1)
    patches = np.zeros((n + 2, d))
    patches[0, 0] = patches[1, 1] = 5
    patches[2:, 2:] = random.standard_normal((n, d - 2))
    shares = np.full(n + 2, 1 / n)
    shares[:2] = 0.5
    return patches, shares, 1e-3 * random.standard_normal((m, d)), random


def gradient(xp, overlaps, gram, c):
    """Q and P of grad W = Q W + P X, and the loss, for sigma = z^2; xp is NumPy or what looks like it."""
    alpha, beta = constants()
    m, squares = len(gram), beta**2
    norms = xp.diag(gram)
    a = alpha * overlaps
    second = a * a + squares * norms[:, None]
    pairs = (a * c) @ a.T
    quartic = 2 * squares**2 * c.sum() * gram * gram
    kappa = (second * c) @ second.T + 4 * squares * gram * pairs + quartic
    drift = 2 * alpha * beta / m**0.5 * (overlaps @ c)
    loss = (gram * kappa).sum() / (2 * m) - norms @ drift
    by_second = gram @ second / m
    Q = (kappa + 4 * squares * gram * pairs + 2 * quartic) / m + xp.diag(2 * (squares * (by_second @ c) - drift))
    by_overlap = 2 * by_second * a + 4 * squares / m * ((gram * gram) @ a)
    P = (alpha * by_overlap - 2 * alpha * beta / m**0.5 * norms[:, None]) * c
    return Q, P, loss


def slopes(xp, A, G, K, c):
    """dA/dt and dG/dt of the gradient flow."""
    Q, P, _ = gradient(xp, A, G, c)
    H = Q @ G + P @ A.T
    return -(Q @ A + P @ K), -(H + H.T)


def step(xp, A, G, K, c):
    Q, P, loss = gradient(xp, A, G, c)
    move, H = Q @ A + P @ K, Q @ G + P @ A.T
    return A - ETA * move, G - ETA * (H + H.T) + ETA**2 * (H @ Q + move @ P.T), loss


def products(d, n, m):
    X, c, W, _ = setting(d, n, m)
    return W @ X.T, W @ W.T, X @ X.T, c
