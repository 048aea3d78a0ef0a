"""How often a pipeline's threads take the processor from each other, and which division of the cores among the frames of an inference
stage is the fastest: `workers` frames at once, `threads` threads each.

    python3 Benchmarks/context_switches.py .build/release/framerill [--pipeline FILE.yaml] [--frames 300] [--rounds 3]

Arrangements run in turn, with a tenth of the frames and with all of them; the differences of the two are what the frames beyond the first
tenth take, so that starting and reading the model don't count. A thread that waits for work leaves the processor by itself
(`waits`); one that is pushed off it while it has work (`pushed off`) tells that there are more of them than cores. The bound is the
speed at which the run's own processor time would keep all cores busy. Switches are what the system counts (getrusage).

Rows: as it comes, and all divisions of the cores; that of one frame after the other also with threads that spin while they wait for each
other, as OpenMP's do by default.
"""
import argparse
import glob
import os
import pathlib
import resource
import statistics
import subprocess
import tempfile
import time


def usage():
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return [time.monotonic(), now.ru_utime + now.ru_stime, now.ru_nvcsw, now.ru_nivcsw]


def run(program, pipeline, frames, folder, options, environment):
    """Wall and processor seconds, waits and pushes of a run."""
    before = usage()
    command = [program, "run", pipeline, "--input", frames, "--output", folder, "--quiet"]
    for option in options:
        command += ["--set", option]
    subprocess.run(command, check=True, env={**os.environ, **environment})
    return [after - earlier for earlier, after in zip(before, usage())]


def linked(folder, count):
    here = pathlib.Path(__file__).resolve().parent.parent
    originals = sorted(glob.glob(str(here / "data/frames/*.jpg")))
    os.mkdir(folder)
    for index in range(count):
        os.symlink(originals[index % len(originals)], os.path.join(folder, "f-%06d.jpg" % index))
    return folder


def arrangements(cores):
    """Names, options and environment."""
    rows = [("as it comes", [], {})]
    for workers, threads in sorted({(1, 1), (1, cores), (cores, 1), (cores, cores)}):
        options = ["infer.workers=%d" % workers, "infer.threads=%d" % threads]
        rows.append(("%d x %d" % (workers, threads), options, {}))
        if (workers, threads) == (1, cores):
            rows.append(("the same, spinning", options, {"OMP_WAIT_POLICY": "active"}))
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--pipeline", default="Pipelines/car-detection.yaml")
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    rows = arrangements(cores)
    with tempfile.TemporaryDirectory() as folder:
        few = linked(os.path.join(folder, "few"), arguments.frames // 10)
        many = linked(os.path.join(folder, "many"), arguments.frames)
        frames, results = arguments.frames - arguments.frames // 10, {name: [] for name, _, _ in rows}
        for number in range(arguments.rounds):
            for name, options, environment in rows:
                less, more = (
                    run(arguments.program, arguments.pipeline, path, os.path.join(folder, "out"), options, environment)
                    for path in (few, many))
                results[name].append([(b - a) / frames for a, b in zip(less, more)])
    print("%s, %d frames, %d rounds in turn, %d cores, load %.1f" % (
        arguments.pipeline, arguments.frames, arguments.rounds, cores, os.getloadavg()[0]))
    print("%-24s %9s %9s %9s %9s %12s" % ("workers x threads", "frames/s", "of bound", "cpu ms", "waits", "pushed off"))
    for name, _, _ in rows:
        wall, processor, waits, pushes = (statistics.median(column) for column in zip(*results[name]))
        print("%-24s %9.1f %9.2f %9.1f %9.1f %12.2f" % (
            name, 1 / wall, processor / cores / wall, processor * 1e3, waits, pushes))


main()
