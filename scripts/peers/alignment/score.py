#!/usr/bin/env python3
"""How far aligned phones are from flite's own times.

  score.py SET.tsv RESULT.tsv

A boundary is where a phone starts, and where the last phone before a pause ends. RESULT.tsv is
what AlignmentEvaluation writes: NAME<TAB>…<TAB>END:PHONE:SCORE …"""
import collections
import statistics
import sys


def starts(segments):
    """Start of each phone, and the end of the last."""
    times, begin = [], 0.0
    for end, phone in segments:
        if phone:
            times.append((begin, phone))
            last = end
        begin = end
    return times + [(last, "")]


def main():
    truth = {}
    for line in open(sys.argv[1]):
        fields = line.rstrip("\n").split("\t")
        truth[fields[0]] = (fields[1], [
            (float(end), phone) for end, phone in
            (time.split(":") for time in fields[4].split())])
    errors = collections.defaultdict(list)
    missing = 0
    for line in open(sys.argv[2]):
        fields = line.rstrip("\n").split("\t")
        if fields[2] == "rejected":
            missing += 1
            continue
        group, expected = truth[fields[0]]
        found = [(float(part.split(":")[0]), part.split(":")[1]) for part in fields[-1].split()]
        expected, found = starts(expected), starts(found)
        assert [p for _, p in expected] == [p for _, p in found], fields[0]
        for (a, phone), (b, _) in zip(expected, found):
            for name in ("all", group):
                errors[name].append(1000 * (b - a))
    print(f"{missing} rejected")
    print("voice  boundaries  <=10 ms  <=20 ms  <=50 ms  median |error|  mean error  >100 ms")
    for name, values in errors.items():
        sizes = [abs(value) for value in values]
        share = lambda limit: 100 * sum(size <= limit for size in sizes) / len(sizes)
        print(f"{name:5} {len(sizes):11} {share(10):7.1f}% {share(20):7.1f}% {share(50):7.1f}% "
              f"{statistics.median(sizes):11.1f} ms {statistics.mean(values):8.1f} ms "
              f"{100 - share(100):8.2f}%")


main()
