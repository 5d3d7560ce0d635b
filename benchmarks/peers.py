#!/usr/bin/env python3
"""The denoiser's training as a careful user would write it with other programs: what featdyn is timed against.

Usage: peers.py PEER PART SIZES ...   PEER PART is one of the names that `peers.py list` prints
       peers.py versions              what is installed, and the BLAS core that NumPy's products run on
Prints the median seconds over repetitions: CPU time of a step (recurrence, network, digits) or of a whole flow, wall
time of a step of network-mc and of data; 'missing' where the peer is not installed."""
import importlib
import sys
import time

from denoiser import ETA, constants, gradient, median_of, products, setting, slopes, step

DRAWS = 2000
PEERS = {"numpy": "numpy", "scipy": "scipy", "torch": "torch", "jax": "jax", "diffrax": "diffrax", "heyoka": "heyoka",
         "flint": "flint", "mpmath": "mpmath"}


def numpy_recurrence(n, m, steps=1000):
    import numpy as np
    A, G, K, c = products(1000, n, m)
    state = [A, G]

    def run():
        for _ in range(steps):
            *state[:], loss = step(np, *state, K, c)
        assert np.isfinite(loss)
    return median_of(run, per=steps)


def torch_recurrence(n, m, steps=1000):
    import torch
    torch.set_num_threads(1)
    A, G, K, c = map(torch.from_numpy, products(1000, n, m))
    state = [A, G]

    def run():
        for _ in range(steps):
            *state[:], _ = step(torch, *state, K, c)
    return median_of(run, per=steps)


def jax_recurrence(n, m, steps=1000):
    import jax
    jax.config.update("jax_enable_x64", True)
    A, G, K, c = map(jax.numpy.asarray, products(1000, n, m))
    many = jax.jit(lambda A, G: jax.lax.fori_loop(0, steps, lambda _, s: step(jax.numpy, *s, K, c)[:2], (A, G)))
    many(A, G)[0].block_until_ready()
    return median_of(lambda: many(A, G)[0].block_until_ready(), per=steps)


def numpy_network(d, steps=300):
    import numpy as np
    X, c, W, _ = setting(d, 30, 20)

    def run(W=W):
        for _ in range(steps):
            Q, P, loss = gradient(np, W @ X.T, W @ W.T, c)
            slope = Q @ W + P @ X
            norm = np.linalg.norm(slope)
            W = W - ETA * slope
        assert np.isfinite(loss) and np.isfinite(norm)
    return median_of(run, per=steps)


def torch_network(d, steps=300):
    """The exact expected loss, differentiated by torch."""
    import torch
    torch.set_num_threads(1)
    X, c, W = (torch.from_numpy(x) for x in setting(d, 30, 20)[:3])

    def run():
        weights = W.clone().requires_grad_()
        for _ in range(steps):
            loss = gradient(torch, weights @ X.T, weights @ weights.T, c)[2]
            loss.backward()
            with torch.no_grad():
                weights -= ETA * weights.grad
            weights.grad = None
    return median_of(run, per=steps)


def numpy_dgemm(size):
    """A product of two square matrices."""
    import numpy as np
    x = np.random.default_rng(1).standard_normal((size, size))
    return median_of(lambda: x @ x, 5)


def numpy_data(d):
    return median_of(lambda: products(d, 30, 20), 3, clock=time.perf_counter)


def numpy_network_mc(d):
    import numpy as np
    alpha, beta = constants()
    n, m = 30, 20
    X, _, W, random = setting(d, n, m)
    samples = np.concatenate([np.repeat(X[:2], n // 2, axis=0), X[2:]])

    def run(W=W):
        slope = np.zeros_like(W)
        for x in samples:
            noise = random.standard_normal((DRAWS, d))
            seen = alpha * x + beta * noise
            z = seen @ W.T
            f = z * z
            rest = f @ W / np.sqrt(m) - noise
            slope += f.T @ rest + (2 * z * (rest @ W.T)).T @ seen
        return W - ETA / (np.sqrt(m) * n * DRAWS) * slope
    return median_of(run, 3, clock=time.perf_counter)


def scipy_flow(method, tolerance, end):
    import numpy as np
    from scipy.integrate import solve_ivp
    A, G, K, c = products(1000, 30, 20)

    def f(_, x):
        dA, dG = slopes(np, x[:A.size].reshape(A.shape), x[A.size:].reshape(G.shape), K, c)
        return np.concatenate([dA.ravel(), dG.ravel()])
    start = np.concatenate([A.ravel(), G.ravel()])
    return median_of(lambda: solve_ivp(f, (0, end), start, method=method, rtol=tolerance, atol=tolerance * 1e-3), 3)


def diffrax_flow(tolerance, end):
    import diffrax
    import jax
    jax.config.update("jax_enable_x64", True)
    A, G, K, c = map(jax.numpy.asarray, products(1000, 30, 20))
    term = diffrax.ODETerm(lambda t, y, _: slopes(jax.numpy, *y, K, c))
    solve = jax.jit(lambda A, G: diffrax.diffeqsolve(
        term, diffrax.Dopri8(), 0, end, None, (A, G), max_steps=10**6, saveat=diffrax.SaveAt(t1=True),
        stepsize_controller=diffrax.PIDController(rtol=tolerance, atol=tolerance * 1e-3)).ys)
    solve(A, G)[0].block_until_ready()
    return median_of(lambda: solve(A, G)[0].block_until_ready(), 3)


def heyoka_pendulum(bits):
    import heyoka
    x, v = heyoka.make_vars("x", "v")
    real = heyoka.real
    solver = heyoka.taylor_adaptive([(x, v), (v, -heyoka.sin(x))], [real(1, bits), real(0, bits)], fp_type=real,
                                    prec=bits)

    def run():
        solver.time, solver.state[:] = real(0, bits), [real(1, bits), real(0, bits)]
        solver.propagate_until(real(1, bits) / real(10, bits))
    return median_of(run, 20)


def heyoka_flow(tolerance, end):
    """All entries of A and G as variables, in compact mode; compiling is not timed."""
    import heyoka
    import numpy as np
    A, G, K, c = products(1000, 30, 20)
    names = [[heyoka.expression(f"{letter}{i}") for i in range(x.size)] for letter, x in (("a", A), ("g", G))]
    dA, dG = slopes(np, np.array(names[0], dtype=object).reshape(A.shape),
                    np.array(names[1], dtype=object).reshape(G.shape), K, c)
    start = np.concatenate([A.ravel(), G.ravel()])
    system = list(zip(names[0] + names[1], [*dA.ravel(), *dG.ravel()]))
    solver = heyoka.taylor_adaptive(system, start, tol=tolerance, compact_mode=True)

    def run():
        solver.time, solver.state[:] = 0, start
        solver.propagate_until(end)
    return median_of(run, 3)


def flint_digits(digits):
    import flint
    flint.ctx.dps = digits + 10
    return long_step(flint.arb, flint.arb.exp, flint.arb.sqrt, lambda x: flint.arb_mat(x.tolist()),
                     lambda x, y: flint.arb_mat(x.nrows(), x.ncols(), [a * b for a, b in zip(x.entries(), y.entries())]))


def mpmath_digits(digits):
    import mpmath
    mpmath.mp.dps = digits + 10
    return long_step(mpmath.mpf, mpmath.exp, mpmath.sqrt, lambda x: mpmath.matrix(x.tolist()),
                     lambda x, y: mpmath.matrix([[x[i, j] * y[i, j] for j in range(x.cols)] for i in range(x.rows)]), 1)


def long_step(number, exp, sqrt, matrix, each, repetitions=5):
    """The step of `step` where there are no arrays: matrices, their products, and products entry by entry."""
    import numpy as np
    A, G, K, c = products(1000, 30, 20)
    m, N = A.shape
    alpha = exp(number(-1) / 5)
    squares = 1 - alpha * alpha
    beta, root = sqrt(squares), sqrt(number(m))
    A, G, K, C = matrix(A), matrix(G), matrix(K), matrix(np.tile(c, (m, 1)))
    column, ones, square_ones = matrix(c[:, None]), matrix(np.ones((1, N))), matrix(np.ones((1, m)))
    unit, turn = matrix(np.eye(m)), (lambda x: x.transpose())
    total, eta = number(float(c.sum())), number(1) / 100

    def run():
        norms = each(G, unit) * turn(square_ones)
        a = A * alpha
        second = each(a, a) + (norms * ones) * squares
        pairs = each(a, C) * turn(a)
        mixed, quartic = each(G, pairs) * (4 * squares), each(G, G) * (2 * squares * squares * total)
        kappa = each(second, C) * turn(second) + mixed + quartic
        drift = (A * column) * (2 * alpha * beta / root)
        by_second = (G * second) * (1 / number(m))
        Q = (kappa + mixed + quartic * 2) * (1 / number(m)) + each(
            unit, (((by_second * column) * squares - drift) * 2) * square_ones)
        by_overlap = each(by_second, a) * 2 + (each(G, G) * a) * (4 * squares / m)
        P = each(by_overlap * alpha - (norms * ones) * (2 * alpha * beta / root), C)
        move, H = Q * A + P * K, Q * G + P * turn(A)
        return A - move * eta, G - (H + turn(H)) * eta + (H * Q + move * turn(P)) * (eta * eta)
    return median_of(run, repetitions)


PARTS = {"numpy recurrence": numpy_recurrence, "numpy network": numpy_network, "numpy network-mc": numpy_network_mc,
         "numpy data": numpy_data, "numpy dgemm": numpy_dgemm, "torch recurrence": torch_recurrence, "torch network": torch_network,
         "jax recurrence": jax_recurrence, "scipy dop853": lambda *x: scipy_flow("DOP853", *x),
         "scipy lsoda": lambda *x: scipy_flow("LSODA", *x), "diffrax dopri8": diffrax_flow,
         "heyoka flow": heyoka_flow, "heyoka pendulum": heyoka_pendulum, "flint digits": flint_digits, "mpmath digits": mpmath_digits}


def versions():
    found = []
    for name, module in PEERS.items():
        try:
            found.append(f"{name} {importlib.import_module(module).__version__}")
        except ImportError:
            found.append(f"{name} missing")
    try:
        import numpy  # noqa: F401  its BLAS is what is asked for
        from threadpoolctl import threadpool_info
        found += [f"NumPy's BLAS: {pool['internal_api']} {pool['version']}, {pool.get('architecture', '?')}"
                  for pool in threadpool_info() if pool["user_api"] == "blas"]
    except ImportError:
        pass
    return "; ".join(found)


def number(text):
    return float(text) if any(mark in text for mark in ".e") else int(text)


if sys.argv[1] == "list":
    print("\n".join(PARTS))
elif sys.argv[1] == "versions":
    print(versions())
else:
    try:
        print(PARTS[" ".join(sys.argv[1:3])](*map(number, sys.argv[3:])))
    except ImportError:
        print("missing")
