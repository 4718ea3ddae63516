#!/usr/bin/python3
"""Founding a line through the screens: admin_test.py SHOTS. Custodians hold the
ceremony, directors agree the treaty profile, lists come in, a file is screened.
Officers, passwords and persons are invented."""
import sys

from nodes import EXAMPLES
from stage import ROOT, Stage

WHO = {"MA": ["amal", "dounia", "driss", "zineb"],
       "FR": ["anne", "diane", "denis"]}


def main(shots):
    with Stage(shots, WHO, met=False) as stage:
        line = stage.line
        return stage.play(
            "admin", secret=line.paris.wasl("secret"),
            cards={n.side: str(line.card(n)) for n in line.nodes},
            profile=str(EXAMPLES / "profile-ma-fr.json"),
            table=str(ROOT / "tests/watch/samples/people.csv"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
