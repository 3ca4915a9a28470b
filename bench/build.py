"""How a build grows: python -m bench.build [--articles 300 1000 3000] [--workers 2]

Builds graphs of ever more generated articles (bench/articles.py, 200 to 400 characters each) with the
`kg build` command, then, where this version has the command, adds one article to the largest. Told are
seconds of processor time of the command and its processes, seconds of the clock, the largest resident
memory of its main process, and the exponents of growth. 100,000 articles want an idle machine.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.articles import write
from bench.growth import exponent
from kg.state.summary import summary_of


@dataclass(frozen=True)
class Cost:
    """Of one command: seconds on processors and of the clock, the largest resident memory in MB."""

    processor: float
    clock: float
    memory: float

    def __str__(self) -> str:
        return f"{self.processor:.1f} | {self.clock:.1f} | {self.memory:,.0f}"


def run(*arguments: str) -> Cost:
    """Run a command of ours and tell what it cost. Raises `SystemExit` where it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg.cli", *arguments], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"kg {' '.join(arguments)} ended with {process.returncode}")
    seconds = time.perf_counter() - begun
    return Cost(usage.ru_utime + usage.ru_stime, seconds, usage.ru_maxrss / 1024)


def has_command(name: str) -> bool:
    asked = [sys.executable, "-m", "kg.cli", name, "--help"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def measure(folder: Path, sizes: list[int], workers: int) -> None:
    print("| articles | characters | quads | CPU s | s | peak MB | MB on disk |\n|" + " ---: |" * 7)
    costs = []
    for size in sizes:
        file, out = folder / f"{size}.jsonl", folder / f"out-{size}"
        characters = write(file, size)
        costs.append(run("build", str(file), "-o", str(out), "--workers", str(workers)))
        quads = summary_of(out).quads
        disk = sum(f.stat().st_size for f in out.rglob("*") if f.is_file()) / 2**20
        print(f"| {size:,} | {characters:,} | {quads:,} | {costs[-1]} | {disk:,.0f} |", flush=True)
    if len(sizes) > 1:
        for what in ("processor", "memory"):
            grown = exponent(sizes, [getattr(cost, what) for cost in costs])
            print(f"\nexponent of {what}: {grown:.2f}", end="")
        print()
    if has_command("add"):
        one = folder / "one.jsonl"
        write(one, 1, first=max(sizes))
        print("\n| one article into | CPU s | s | peak MB |\n|" + " ---: |" * 4)
        for size in sizes:
            print(f"| {size:,} | {run('add', str(one), '-o', str(folder / f'out-{size}'))} |")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--articles", type=int, nargs="+", default=[300, 1000, 3000])
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), sorted(given.articles), given.workers)


if __name__ == "__main__":
    main()
