"""Golden values of word error rates: Tests/SpeechEvaluationTests/Golden/words.json.

Errors are jiwer's. jiwer leaves open which of several alignments with the same number of errors
it takes; the three kinds are those of the one with the fewest substitutions, found here by
trying all ways with a memory. The interval is numpy's percentiles of the same draws.

Needs jiwer and numpy: pip install jiwer==4.0.0 numpy
"""

import functools
import json
import os
import random

import jiwer
import numpy

MASK = (1 << 64) - 1


def counts(said, heard):
    """(errors, substitutions, deletions, insertions) of the best alignment."""

    @functools.cache
    def best(i, j):
        if i == 0 or j == 0:
            return (i + j, 0, i, j)
        ways = []
        e, s, d, n = best(i - 1, j - 1)
        ways.append((e, s, d, n) if said[i - 1] == heard[j - 1] else (e + 1, s + 1, d, n))
        e, s, d, n = best(i - 1, j)
        ways.append((e + 1, s, d + 1, n))
        e, s, d, n = best(i, j - 1)
        ways.append((e + 1, s, d, n + 1))
        return min(ways)

    return best(len(said), len(heard))


def splitmix(seed):
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def interval(sentences, seed, draws=1000):
    noise = splitmix(seed)
    rates = []
    for _ in range(draws):
        drawn = [sentences[(next(noise) * len(sentences)) >> 64] for _ in sentences]
        rates.append(sum(e for e, _ in drawn) / sum(n for _, n in drawn))
    return [float(x) for x in numpy.percentile(rates, [2.5, 97.5])]


def main():
    chance = random.Random(5)
    pairs = []
    for index in range(40):
        words = "abcdefgh"[: chance.randint(2, 8)]
        said = [chance.choice(words) for _ in range(chance.randint(1, 14))]
        if index % 2:
            heard = [chance.choice(words) for _ in range(chance.randint(0, 14))]
        else:  # as a recogniser errs: most words are right
            heard = [w for w in said for w in ([w], [], ["x"], [w, "y"])[
                chance.choices(range(4), [7, 1, 1, 1])[0]]]
        errors, substitutions, deletions, insertions = counts(said, heard)
        measured = jiwer.process_words(" ".join(said), " ".join(heard))
        assert errors == measured.substitutions + measured.deletions + measured.insertions
        assert abs(measured.wer - errors / len(said)) < 1e-12
        pairs.append({
            "reference": " ".join(said), "hypothesis": " ".join(heard),
            "substitutions": substitutions, "deletions": deletions, "insertions": insertions,
        })
    sentences = [
        (p["substitutions"] + p["deletions"] + p["insertions"], len(p["reference"].split()))
        for p in pairs
    ]
    low, high = interval(sentences, seed=7)
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    path = os.path.join(root, "Tests/SpeechEvaluationTests/Golden/words.json")
    with open(path, "w") as file:
        json.dump({"pairs": pairs, "seed": 7, "low": low, "high": high}, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
