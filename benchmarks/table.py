#!/usr/bin/env python3
"""Times featdyn beside its peers, and beside another commit's build, and writes the tables into the files that hold its
marks.

Usage: table.py BUILD_DIRECTORY PEERS_PYTHON [--beside NAME=BUILD_DIRECTORY] [--picture FOLDER] [--short] FILE ...
Every entry is the median of several repetitions; every program runs under the same environment. --picture: draws how
cost grows into FOLDER/speed-growth.png. --short: steps alone, each once, as a test of this program."""
import csv
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
MARKS = ("<!-- timings, written by benchmarks/run -->", "<!-- end of timings -->")
SIZES = [(30, 20), (60, 20), (100, 20), (120, 20), (30, 40), (30, 80), (100, 100), (1000, 20), (1000, 100)]
PATCHES = [(n, 20) for n in (10, 30, 60, 100, 120, 300, 1000)]  # how cost grows
NEURONS = [(30, m) for m in (5, 10, 20, 40, 80)]
BEST = 1000  # of a product of square matrices: what the machine can
SWEEP_RUNS = 64
NOTHING = float("nan")


SHORT = "--short" in sys.argv


def with_threads(threads):
    return {**os.environ, "OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)}


def measured(program, pattern, threads=1, repetitions=5, clock="cpu_time"):
    """Median seconds by name; none where the program was not built."""
    if not program.exists():
        return {}
    command = [program, f"--benchmark_filter={pattern}", "--benchmark_format=json",
               f"--benchmark_repetitions={1 if SHORT else repetitions}", "--benchmark_min_time=0.1"]
    output = subprocess.run(command, env=with_threads(threads), check=True, capture_output=True, text=True).stdout
    found = {}
    for entry in json.loads(output)["benchmarks"]:
        if entry["run_type"] != "iteration":
            continue
        if entry.get("error_occurred"):
            sys.exit(f"{entry['name']}: {entry['error_message']}")
        unit = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1}[entry["time_unit"]]
        name = entry["run_name"].replace("/iterations:1", "").replace("/real_time", "")
        found.setdefault(name, []).append(entry[clock] * unit)
    return {name: statistics.median(times) for name, times in found.items()}


def cpu_seconds(command, repetitions=3, answers=(0,)):
    """Median CPU time of a program from start to end, one thread; none where it is not there or does not answer."""
    times = []
    for _ in range(repetitions):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            if subprocess.run(list(map(str, command)), env=with_threads(1), capture_output=True).returncode not in answers:
                return NOTHING
        except OSError:
            return NOTHING
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times)


class Bench:
    """The programs that are compared: ours, another commit's, and the peers."""

    def __init__(self, build, python, beside):
        self.build, self.python, self.beside = build, python, beside
        self.growth = {}  # rows by the name of what grows
        self.directory = build / "benchmarks"
        self.directory.mkdir(exist_ok=True)
        subprocess.run(["rm", "-rf", *self.directory.glob("sweep-*"), self.directory / "verify"], check=True)  # they remember rows
        low = subprocess.run([build / "featdyn", "init", "figure-2-low"], check=True, capture_output=True, text=True)
        self.settings = self.directory / "figure-2-low.toml"
        self.settings.write_text(low.stdout)

    def builds(self):
        return [self.build, *([self.beside[1]] if self.beside else [])]

    def names(self):
        return ["featdyn", *([f"featdyn {self.beside[0]}"] if self.beside else [])]

    def peer(self, *arguments, threads=1):
        command = [self.python, HERE / "peers.py", *arguments]
        run = subprocess.run(list(map(str, command)), env=with_threads(threads), capture_output=True, text=True)
        if run.returncode != 0:
            print(f"peers.py {arguments}: {run.stderr}", file=sys.stderr)
            return NOTHING
        last = run.stdout.split()[-1]
        return NOTHING if last == "missing" else float(last)

    def command(self, *arguments, repetitions=3):
        """CPU time of a featdyn command, of each build."""
        return [cpu_seconds([build / "featdyn", *arguments, "--quiet", "--overwrite"], repetitions)
                for build in self.builds()]

    def run(self, *arguments, repetitions=3):
        return self.command("run", self.settings, "--no-plots", "--threads", 1, "--out", self.directory / "run",
                            *arguments, repetitions=repetitions)


def text(seconds):
    if seconds != seconds:
        return ""
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def machine():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    flags = next(line for line in lines if line.startswith("flags")).split()
    unit = next((unit for unit in ("avx512f", "avx2") if unit in flags), "sse2")
    load = os.getloadavg()[0]
    return f"{names[0]}, {len(names)} cores, {unit}, load {load:.1f} when this began"


def heading(title, names):
    return [f"| {title} | {' | '.join(names)} |", "|---|" + "---|" * len(names)]


def row(title, seconds, *more):
    return f"| {title} | {' | '.join([*map(text, seconds), *more])} |"


def products_of_a_step(n, m):
    """Floating-point operations of the matrix products of a step as hand_written.cpp has them."""
    N = n + 2
    return 2 * (7 * m * m * N + m * N * N + 2 * m**3)


def share(operations, seconds, best):
    return "" if seconds != seconds or best != best else f"{100 * operations / seconds / best:.0f} %"


def note_growth(bench, what, over, seconds, peer, share_in_percent=NOTHING):
    """A point of the picture: ours, the other commit's, a peer's."""
    before = seconds[1] if len(seconds) > 1 else NOTHING
    values = [1e6 * seconds[0], 1e6 * before, 1e6 * peer, share_in_percent]
    bench.growth.setdefault(what, []).append([over, *("" if x != x else f"{x:.6g}" for x in values)])


def recurrence_row(bench, best, ours, hand, n, m):
    mine = [each.get(f"recurrence/{n}/{m}", NOTHING) for each in ours]
    steps = max(10, 10**6 // (n * m))
    listed = (n, m) in SIZES and not SHORT
    numpy, jax, torch = (bench.peer(peer, "recurrence", n, m, steps) if listed or peer == "numpy" else NOTHING
                         for peer in ("numpy", "jax", "torch"))
    percent = 100 * products_of_a_step(n, m) / mine[0] / best
    if (n, m) in PATCHES:
        note_growth(bench, "patches", n + 2, mine, numpy, percent)
    if (n, m) in NEURONS:
        note_growth(bench, "neurons", m, mine, numpy, percent)
    return row(f"recurrence, n = {n}, m = {m}", [*mine, hand.get(f"hand_written/{n}/{m}", NOTHING), numpy, jax, torch],
               share(products_of_a_step(n, m), mine[0], best))


def step_rows(bench):
    best = 2 * BEST**3 / bench.peer("numpy", "dgemm", BEST)
    ours = [measured(build / "benchmark_speed", "^(recurrence|in_span|network)/") for build in bench.builds()]
    hand = measured(bench.build / "benchmark_hand_written", "^hand_written/")
    yield from heading("one step, double, one thread (CPU time)",
                       [*bench.names(), "Eigen by hand", "NumPy", "JAX", "torch", f"share of {best / 1e9:.0f} GFLOP/s"])
    for n, m in sorted({*SIZES, *PATCHES, *NEURONS}, key=lambda size: (size[1] != 20, size[1], size[0])):
        yield recurrence_row(bench, best, ours, hand, n, m)
    for n, m in ((1000, 20), (1000, 100)):
        yield row(f"n = {n}, m = {m}, d = 1000, in coordinates of the span",
                  [*(mine.get(f"in_span/{n}/{m}", NOTHING) for mine in ours), *[NOTHING] * 4], "")
    for d in (1000, 2000, 4000):
        mine = [mine.get(f"network/{d}", NOTHING) for mine in ours]
        numpy = bench.peer("numpy", "network", d)
        note_growth(bench, "dimension", d, mine, numpy)
        yield row(f"network, d = {d} (torch: its own derivative)",
                  [*mine, NOTHING, numpy, NOTHING, NOTHING if SHORT else bench.peer("torch", "network", d)], "")
    yield ""
    yield (f"The share is what the products of a step, counted whole, would need at the speed of NumPy's product of two "
           f"{BEST} x {BEST} matrices; symmetric ones are computed by half. With d >= 2 (n + m) inner products alone are the "
           f"state; with fewer dimensions than vectors it is their coordinates, whose step has one more product with N x N "
           f"numbers.")


def flow_rows(bench):
    yield from heading("the flow of Figure 2 to t = 40, double, whole command (CPU time)",
                       [*bench.names(), "heyoka", "SciPy DOP853", "SciPy LSODA", "diffrax Dopri8"])
    yield row("to 1e-15", [*bench.run("--method", "ode", "--tolerance", "1e-15"),
                           bench.peer("heyoka", "flow", 1e-15, 40.0), NOTHING, NOTHING, NOTHING])
    yield row("to 1e-12", [*bench.run("--method", "ode", "--tolerance", "1e-12"), NOTHING,
                           *(bench.peer(*peer, 1e-12, 40.0) for peer in (("scipy", "dop853"), ("scipy", "lsoda"),
                                                                         ("diffrax", "dopri8")))])


def long_rows(bench):
    yield from heading("many digits, one thread (CPU time)", [*bench.names(), "python-flint", "mpmath", "heyoka"])
    steps = [measured(build / "benchmark_speed", "^digits/", repetitions=3) for build in bench.builds()]
    for digits in (30, 50, 100, 200):
        mine, flint = [each.get(f"digits/{digits}", NOTHING) for each in steps], bench.peer("flint", "digits", digits)
        note_growth(bench, "digits", digits, mine, flint)
        yield row(f"recurrence, one step, {digits} digits",
                  [*mine, flint, NOTHING if SHORT else bench.peer("mpmath", "digits", digits), NOTHING])
    if SHORT:
        return
    for digits in (40, 100):
        yield row(f"flow of Figure 2 to t = 2, {digits} digits, whole command",
                  [*bench.run("--method", "ode", "--digits", digits, "--steps", 200, repetitions=1), NOTHING, NOTHING,
                   NOTHING])
    yield row("certify, n = 20, m = 10, 1,000 steps to 1e-20, whole command",
              [*bench.command("certify", bench.settings, "--set", "data.samples=20", "--set", "network.width=10",
                              "--steps", 1000, "--width", "1e-20", "--threads", 1, "--out",
                              bench.directory / "certificate.json", repetitions=1), NOTHING, NOTHING, NOTHING])
    pendulum = measured(bench.build / "benchmark_pendulum", ".*")
    yield row("pendulum to t = 1/10, 256 bits", [*pendulum.values(), *([NOTHING] * (len(bench.names()) - 1)), NOTHING,
                                                 NOTHING, bench.peer("heyoka", "pendulum", 256)])
    yield row("run of Figure 2, 4,000 steps, double, whole command without pictures",
              [*bench.run(repetitions=9), NOTHING, NOTHING, NOTHING])
    yield row("verify, quick, two threads, whole command",
              [cpu_seconds([bench.build / "featdyn", "verify", "--quiet", "--overwrite", "--no-plots", "--threads", 2, "--out",
                            bench.directory / "verify"], 1, (0, 1)), *[NOTHING] * (len(bench.builds()) + 2)])
    yield row("the program's start and end alone (--version)",
              [*(cpu_seconds([build / "featdyn", "--version"], 9) for build in bench.builds()), NOTHING, NOTHING, NOTHING])


def sweep_seconds(bench, threads, repetitions=3):
    """Median wall time of SWEEP_RUNS runs of Figure 2's denoiser, 4,000 steps each."""
    settings = bench.directory / "sweep.toml"
    settings.write_text(bench.settings.read_text() + f'\n[sweep]\nseeds = {SWEEP_RUNS}\n')
    times = []
    for repetition in range(repetitions):
        out = bench.directory / f"sweep-{threads}-{repetition}"
        start = time.perf_counter()
        subprocess.run([bench.build / "featdyn", "sweep", settings, "--threads", str(threads), "--out", out, "--quiet"],
                       env=with_threads(1), check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def thread_rows(bench):
    yield "| wall time | 1 thread | 2 threads | ratio |"
    yield "|---|---|---|---|"
    rows = []
    for title, part, sizes in (("network-mc, one step", "network_mc", (1000, 2000)),
                               ("data, weights, inner products", "data", (100000,))):
        for d in sizes:
            rows.append((f"{title}, d = {d}",
                         [measured(bench.build / "benchmark_speed", f"^{part}/{d}/", threads, 3,
                                   "real_time")[f"{part}/{d}"] for threads in (1, 2)]))
            rows.append(("the same in NumPy",
                         [bench.peer("numpy", part.replace("_", "-"), d, threads=threads) for threads in (1, 2)]))
    rows.append((f"sweep, {SWEEP_RUNS} runs of 4,000 steps", [sweep_seconds(bench, threads) for threads in (1, 2)]))
    for name, (one, two) in rows:
        yield f"| {name} | {text(one)} | {text(two)} | {one / two:.2f} |"


def growth_rows(bench):
    found = measured(bench.build / "benchmark_speed", "^(data|derive|certify)/", repetitions=3)
    titles = {"data": "data, weights, inner products, d =", "derive": "derive and print, degree of σ =",
              "certify": "certify to 1e-20 (d = 200, n = 10, m = 5), steps ="}
    yield "| how cost grows, one thread (CPU time) | |"
    yield "|---|---|"
    for part, title in titles.items():
        rows = [(name.split("/")[1], seconds) for name, seconds in found.items() if name.startswith(part + "/")]
        yield f"| {title} {', '.join(size for size, _ in rows)} | {', '.join(text(seconds) for _, seconds in rows)} |"


def settings_in_use(bench):
    """What every side runs on."""
    ours = [subprocess.run([build / "featdyn", "--version"], capture_output=True, text=True).stdout.strip()
            for build in bench.builds()]
    peers = subprocess.run([bench.python, HERE / "peers.py", "versions"], env=with_threads(1), capture_output=True,
                           text=True).stdout.strip()
    forced = ", ".join(f"{name}={os.environ[name]}" for name in ("OPENBLAS_CORETYPE", "FEATDYN_INSTRUCTION_SET")
                       if name in os.environ) or "nothing forced"
    return f"{'; '.join(f'{name}: {version}' for name, version in zip(bench.names(), ours))}; {peers}; {forced}"


def write(path, table):
    before, rest = path.read_text().split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(before + MARKS[0] + "\n" + table + MARKS[1] + after)
    temporary.replace(path)


def draw_growth(bench, folder):
    """The points as CSV files, and the picture of them."""
    names = {"patches": "N", "neurons": "m", "dimension": "d", "digits": "digits"}
    for what, rows in bench.growth.items():
        with open(bench.directory / f"{what}.csv", "w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([[names[what], "featdyn", "before", "peer", "share"], *sorted(rows)])
    subprocess.run([bench.build / "benchmark_growth_picture", bench.directory], check=True)
    (folder / "speed-growth.png").write_bytes((bench.directory / "speed-growth.png").read_bytes())


def taken_from(arguments, option):
    """The value after an option, which is taken out of the arguments; nothing where it is not there."""
    if option not in arguments:
        return None
    at = arguments.index(option)
    value = arguments[at + 1]
    del arguments[at:at + 2]
    return value


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--short"]
    beside, picture = taken_from(arguments, "--beside"), taken_from(arguments, "--picture")
    if beside is not None:
        name, build = beside.split("=")
        beside = (name, pathlib.Path(build).resolve())
    bench = Bench(pathlib.Path(arguments[0]).resolve(), pathlib.Path(arguments[1]).absolute(), beside)
    start = f"Measured on {machine()}.\n{settings_in_use(bench)}.\n\n"
    parts = []
    for rows in ((step_rows, long_rows) if SHORT else (step_rows, flow_rows, long_rows, thread_rows, growth_rows)):
        begun = time.time()
        parts.append("\n".join(rows(bench)) + "\n")
        print(parts[-1], flush=True)
        print(f"{rows.__name__}: {time.time() - begun:.0f} s", file=sys.stderr, flush=True)
    if picture is not None:
        draw_growth(bench, pathlib.Path(picture))
    for name in arguments[2:]:
        write(pathlib.Path(name), start + "\n".join(parts))


if __name__ == "__main__":
    main()
