"""Compares car detection's throughput with the bound that its own processor time sets on this machine's cores.

    python3 Benchmarks/throughput.py .build/release/framerill [--frames 600] [--rounds 3] [--set STAGE.OPTION=VALUE …]

Each round runs a tenth of the frames and all of them; the differences of the two, in wall time and in processor time, are
what the frames beyond the first tenth cost, so that starting and reading the model don't count. With c seconds of processor time a
frame and n cores no arrangement of the work gives more than n / c frames a second.
"""
import argparse
import glob
import os
import resource
import statistics
import subprocess
import tempfile
import time


def run(program, frames, folder, options):
    """Wall seconds and processor seconds of a run."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        [program, "run", "Pipelines/car-detection.yaml", "--input", frames, "--output", folder, "--quiet", *options], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def linked(folder, count):
    originals = sorted(os.path.abspath(path) for path in glob.glob("data/frames/*.jpg"))
    os.mkdir(folder)
    for index in range(count):
        os.symlink(originals[index % len(originals)], os.path.join(folder, "f-%06d.jpg" % index))
    return folder


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--frames", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--set", action="append", default=[])
    arguments = parser.parse_args()
    options = [word for setting in arguments.set for word in ("--set", setting)]
    cores = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder:
        few = linked(os.path.join(folder, "few"), arguments.frames // 10)
        many = linked(os.path.join(folder, "many"), arguments.frames)
        frames, shares = arguments.frames - arguments.frames // 10, []
        for number in range(arguments.rounds):
            runs = [run(arguments.program, frames, os.path.join(folder, "out"), options) for frames in (few, many)]
            wall, processor = (more - less for less, more in zip(*runs))
            shares.append(processor / cores / wall)
            print("%.1f frames/s of at most %.1f: %.3f of the bound (%.1f ms of processor a frame, %d cores)" % (
                frames / wall, frames * cores / processor, shares[-1], processor / frames * 1e3, cores))
        print("median of %d rounds: %.3f" % (arguments.rounds, statistics.median(shares)))


main()
