#!/usr/bin/python3
"""The officer's desk in a real browser, on two real nodes: e2e_test.py SHOTS.
Officers, passwords and persons are invented."""
import sys

from papers import Papers
from stage import ROOT, Stage


def main(shots):
    with Stage(shots) as stage:
        failed = stage.play("story",
                            list=str(ROOT / "tests/watch/samples/un.xml"))
        papers = Papers(stage.line)
        event = papers.event()
        papers.roadmap()
        papers.sheet()
        return failed or stage.play(
            "papers", event=event, case=papers.case(event),
            arrest=papers.open(stage.line.paris, "arrest", "olivier"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
