#!/usr/bin/python3
"""Times featdyn beside its peers and writes the table into the files that hold its marks.

Usage: table.py BUILD_DIRECTORY FILE ...   Every entry is the least of several repetitions."""
import json
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
MARKS = ("<!-- timings, written by benchmarks/run -->", "<!-- end of timings -->")
SIZES = [(30, 20), (60, 20), (120, 20), (30, 40), (30, 80)]
SWEEP_RUNS = 64


def with_threads(threads):
    return {**os.environ, "OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)}


def measured(program, pattern, threads=1, repetitions=5, clock="cpu_time"):
    """Least seconds by name."""
    command = [program, f"--benchmark_filter={pattern}", "--benchmark_format=json",
               f"--benchmark_repetitions={repetitions}", "--benchmark_min_time=0.1"]
    output = subprocess.run(command, env=with_threads(threads), check=True, capture_output=True, text=True).stdout
    least = {}
    for entry in json.loads(output)["benchmarks"]:
        if entry["run_type"] != "iteration":
            continue
        if entry.get("error_occurred"):
            sys.exit(f"{entry['name']}: {entry['error_message']}")
        unit = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1}[entry["time_unit"]]
        name = entry["run_name"].replace("/iterations:1", "").replace("/real_time", "")
        least[name] = min(least.get(name, float("inf")), entry[clock] * unit)
    return least


def peer(*arguments, threads=1):
    command = ["/usr/bin/python3", HERE / "peers.py", *map(str, arguments)]
    return float(subprocess.run(command, env=with_threads(threads), check=True, capture_output=True, text=True).stdout)


def sweep_seconds(featdyn, directory, threads, repetitions=3):
    """Least wall time of SWEEP_RUNS runs of Figure 2's denoiser, 4,000 steps each."""
    settings = directory / "sweep.toml"
    low = subprocess.run([featdyn, "init", "figure-2-low"], check=True, capture_output=True, text=True).stdout
    settings.write_text(low + f'\n[sweep]\nseeds = {SWEEP_RUNS}\n')
    best = float("inf")
    for repetition in range(repetitions):
        out = directory / f"sweep-{threads}-{repetition}"
        start = time.perf_counter()
        subprocess.run([featdyn, "sweep", settings, "--threads", str(threads), "--out", out, "--quiet"],
                       env=with_threads(1), check=True)
        best = min(best, time.perf_counter() - start)
    return best


def text(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def machine():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    flags = next(line for line in lines if line.startswith("flags")).split()
    unit = next((unit for unit in ("avx512f", "avx2") if unit in flags), "sse2")
    return f"{names[0]}, {len(names)} cores, {unit}"


def step_rows(build):
    ours = measured(build / "benchmark_speed", "^(recurrence|network)/")
    hand = measured(build / "benchmark_hand_written", "^hand_written/")
    yield "| one step, double, one thread (CPU time) | featdyn | Eigen by hand | NumPy | NumPy / featdyn |"
    yield "|---|---|---|---|---|"
    for n, m in SIZES:
        mine, loop, numpy = ours[f"recurrence/{n}/{m}"], hand[f"hand_written/{n}/{m}"], peer("recurrence", n, m)
        yield f"| recurrence, n = {n}, m = {m} | {text(mine)} | {text(loop)} | {text(numpy)} | {numpy / mine:.1f} |"
    for d in (1000, 2000, 4000):
        mine, numpy = ours[f"network/{d}"], peer("network", d)
        yield f"| network, d = {d} | {text(mine)} | | {text(numpy)} | {numpy / mine:.1f} |"


def thread_rows(build, directory):
    yield "| wall time | 1 thread | 2 threads | ratio |"
    yield "|---|---|---|---|"
    rows = []
    for title, part, sizes in (("network-mc, one step", "network_mc", (1000, 2000)),
                               ("data, weights, inner products", "data", (100000,))):
        for d in sizes:
            rows.append((f"{title}, d = {d}",
                         [measured(build / "benchmark_speed", f"^{part}/{d}/", threads, 3, "real_time")[f"{part}/{d}"]
                          for threads in (1, 2)]))
            rows.append(("the same in NumPy", [peer(part.replace("_", "-"), d, threads=threads) for threads in (1, 2)]))
    rows.append((f"sweep, {SWEEP_RUNS} runs of 4,000 steps",
                 [sweep_seconds(build / "featdyn", directory, threads) for threads in (1, 2)]))
    for name, (one, two) in rows:
        yield f"| {name} | {text(one)} | {text(two)} | {one / two:.2f} |"


def growth_rows(build):
    least = measured(build / "benchmark_speed", "^(data|digits|derive|certify)/", repetitions=3)
    titles = {"data": "data, weights, inner products, d =", "digits": "recurrence, one step, digits =",
              "derive": "derive and print, degree of σ =", "certify": "certify to 1e-20 (d = 200, n = 10, m = 5), steps ="}
    yield "| how cost grows, one thread (CPU time) | |"
    yield "|---|---|"
    for part, title in titles.items():
        found = [(name.split("/")[1], seconds) for name, seconds in least.items() if name.startswith(part + "/")]
        yield f"| {title} {', '.join(size for size, _ in found)} | {', '.join(text(seconds) for _, seconds in found)} |"


def door(build, *arguments):
    command = ["/usr/bin/python3", HERE / "door.py", *map(str, arguments)]
    environment = {**with_threads(1), "PYTHONPATH": str(build / "python")}
    return float(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)


def program_seconds(featdyn, directory, repetitions=10):
    """Least CPU time of `featdyn run` of Figure 2, its process and files."""
    settings = directory / "figure-2.toml"
    settings.write_text(subprocess.run([featdyn, "init", "figure-2-low"], check=True, capture_output=True, text=True).stdout)
    best = float("inf")
    for repetition in range(repetitions):
        before = os.times()
        subprocess.run([featdyn, "run", settings, "--threads", "1", "--out", directory / "figure-2", "--no-plots",
                        "--quiet", "--overwrite"], env=with_threads(1), check=True)
        after = os.times()
        best = min(best, after.children_user - before.children_user + after.children_system - before.children_system)
    return best


def door_rows(build, directory):
    yield "| from Python (CPU time, one thread) | program or C++ | Python | Python / C++ | NumPy |"
    yield "|---|---|---|---|---|"
    ours, mine = program_seconds(build / "featdyn", directory), door(build, "figure-2")
    yield f"| one run of Figure 2 | {text(ours)} | {text(mine)} | {mine / ours:.2f} | |"
    ours = measured(build / "benchmark_speed", "^short_runs/")["short_runs/1000"]
    mine, numpy = door(build, "short", 1000), door(build, "numpy", 1000)
    yield f"| 1,000 runs of 100 steps | {text(ours)} | {text(mine)} | {mine / ours:.2f} | {text(numpy)} |"


def write(path, table):
    before, rest = path.read_text().split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(before + MARKS[0] + "\n" + table + MARKS[1] + after)
    temporary.replace(path)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    directory = build / "benchmarks"
    directory.mkdir(exist_ok=True)
    subprocess.run(["rm", "-rf", *directory.glob("sweep-*")], check=True)
    parts = [step_rows(build), thread_rows(build, directory), growth_rows(build), door_rows(build, directory)]
    table = f"Measured on {machine()}.\n\n" + "\n".join("\n".join(part) + "\n" for part in parts)
    print(table)
    for name in sys.argv[2:]:
        write(pathlib.Path(name), table)


main()
