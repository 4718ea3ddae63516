#!/usr/bin/python3
"""Files of a million names through the command, and what memory that takes."""
import os
import subprocess
import tempfile
import threading
import unittest

WASL = os.environ["WASL_BINARY"]
MANY = 1_000_000
FEW = 1_000
FIRST = ["Karim", "محمد", "Chadlia", "عبد اللطيف", "Jean-Luc", "Ghizlane",
         "Youssef", "فاطمة", "Moulay Driss", "Anaïs"]
SOUNDS = ["ba", "ch", "dou", "far", "gui", "ham", "jel", "ka", "lou", "mi",
          "nas", "ou", "ra", "sa", "ta", "zi", "bel", "ri", "mou", "lah"]


def name(n):
    family = ""
    rest = n // len(FIRST)
    while rest or not family:
        family += SOUNDS[rest % len(SOUNDS)]
        rest //= len(SOUNDS)
    return f"{FIRST[n % len(FIRST)]} El {family.capitalize()}"


def run(args, lines):
    """Feed lines to standard input: its exit, lines answered, KiB at most."""
    command = subprocess.Popen([WASL, *args], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)

    def feed():
        with command.stdin as to:
            for line in lines:
                to.write((line + "\n").encode())

    feeder = threading.Thread(target=feed)
    feeder.start()
    with command.stdout as out:
        answered = sum(1 for _ in out)
    feeder.join()
    _, status, usage = os.wait4(command.pid, 0)
    command.returncode = os.waitstatus_to_exitcode(status)
    return command.returncode, answered, usage.ru_maxrss


class MillionNames(unittest.TestCase):
    def score(self, n):
        pairs = (f"{name(k)}\t{name(k * 7)}" for k in range(n))
        code, answered, most = run(["names", "score", "--pairs", "-"], pairs)
        self.assertEqual((code, answered), (0, n))
        return most

    def test_scoring_takes_no_more_memory_for_a_million_pairs(self):
        self.assertLess(self.score(MANY), self.score(FEW) + 8 * 1024)

    def rank(self, pool, n):
        queries = (name(k * 13) for k in range(n))
        code, answered, most = run(
            ["names", "rank", "--pool", pool, "--queries", "-", "--top", "3"],
            queries)
        self.assertEqual((code, answered), (0, 3 * n))
        return most

    def test_ranking_takes_memory_for_the_pool_alone(self):
        with tempfile.TemporaryDirectory() as home:
            pool = os.path.join(home, "pool.txt")
            with open(pool, "w", encoding="utf-8") as out:
                out.writelines(name(k) + "\n" for k in range(MANY))
            few = self.rank(pool, FEW)
            # Text, index and, where built with it, the sanitizer's share.
            self.assertLess(few * 1024, 600 * MANY)
            self.assertLess(self.rank(pool, 4 * FEW), few + 8 * 1024)


if __name__ == "__main__":
    unittest.main()
