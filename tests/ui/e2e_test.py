#!/usr/bin/python3
"""The officer's desk in a real browser, on two real nodes: e2e_test.py SHOTS.
Officers, passwords and persons are invented."""
import sys

from stage import ROOT, Stage


def main(shots):
    with Stage(shots) as stage:
        return stage.play("story",
                          list=str(ROOT / "tests/watch/samples/un.xml"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
