"""Syrinx's runtime and onnxruntime in Python, with the same networks, in turns."""

import json
import pathlib
import statistics
import subprocess
import sys

import onnxruntime_peer

HERE = pathlib.Path(__file__).parent
# Work of `syrinx bench runtime`, what it is for the peer, and the aim for our best executor.
WORK = [
    ("vocos", {"network": "vocos", "frames": 200}, 0.65),
    ("hifigan", {"network": "hifigan", "frames": 200}, 0.62),
    ("codec", {"network": "codec"}, 1.05),
    ("transformer", {"network": "transformer", "batch": 1}, 1.05),
    ("transformer8", {"network": "transformer", "batch": 8}, None),
]


def peer(request, runs, made={}):
    """Milliseconds of runs of the peer; short ones in groups, as Syrinx counts them."""
    name = request["network"]
    if name not in made:
        made[name] = onnxruntime_peer.MAKERS[name](2)
    once = made[name]
    for _ in range(0 if request.get("batch", 1) in made.setdefault(name + " warm", set()) else 2):
        once(request)
    made[name + " warm"].add(request.get("batch", 1))
    group = 50 if name == "codec" else 1
    return [1000 * sum(once(request) for _ in range(group)) / group for _ in range(runs)]


def main():
    program, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 9
    syrinx = subprocess.Popen(
        [program, "bench", "runtime", "--answer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True)

    def ours(work):
        syrinx.stdin.write(f"{work} 1\n")
        syrinx.stdin.flush()
        return json.loads(syrinx.stdout.readline())

    print("| work, 2 threads, median ms | " + "Python's onnxruntime | Syrinx, by executor | best ÷ Python's | aim |")
    print("|---|---|---|---|---|")
    medians = {}
    for work, request, aim in WORK:
        theirs, mine = [], {}
        for _ in range(rounds):
            theirs += peer(request, 1)
            for name, times in ours(work).items():
                mine.setdefault(name, []).extend(times)
        reference = statistics.median(theirs)
        figures = {name: statistics.median(times) for name, times in mine.items()}
        best = min(figures, key=figures.get)
        medians[work] = figures[best]
        each = ", ".join(f"{name} {value:.3g}" for name, value in sorted(figures.items()))
        print(f"| {work} | {reference:.3g} | {each} | {figures[best] / reference:.2f} ({best}) | "
              + (f"≤ {aim} |" if aim else "|"), flush=True)
    share = medians["transformer8"] / 8 / medians["transformer"]
    print(f"\nEight sequences at once: {medians['transformer8'] / 8:.3g} ms each, "
          f"{share:.2f} of one alone (aims: 5 ms, 0.36).")
    syrinx.stdin.close()
    syrinx.wait()


if __name__ == "__main__":
    main()
