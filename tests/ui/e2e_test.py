#!/usr/bin/python3
"""The officer's desk in a real browser, on two real nodes: e2e_test.py SHOTS.
Officers, passwords and persons are invented."""
import json
import pathlib
import subprocess
import sys
import tempfile

from browser import origin_of
from nodes import EXAMPLES, PATIENCE, Line

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZONES = {"MA": "Africa/Casablanca", "FR": "Europe/Paris"}
WHO = {"MA": ["amal", "dalal", "omar", "zineb"], "FR": ["olivier", "valerie"]}


def side(node):
    """Each gets a link to his first password from the director."""
    links = {name: node.wasl("user", "link", name, by=node.staff[1][0])["link"]
             for name in WHO[node.side]}
    return {"origin": origin_of(node), "zone": ZONES[node.side],
            "links": links}


def main(shots):
    with tempfile.TemporaryDirectory(prefix="wasl-ui-") as base, \
            Line(base, screens=True) as line:
        line.ceremony()
        told = {"paris": side(line.paris), "rabat": side(line.rabat),
                "examples": str(EXAMPLES), "shots": shots,
                "list": str(ROOT / "tests/watch/samples/un.xml")}
        done = subprocess.run(
            ["node", ROOT / "ui/e2e/story.mjs"], input=json.dumps(told),
            text=True, timeout=20 * PATIENCE, check=False)
        if done.returncode:
            for node in line.nodes:
                print(f"end of {node.name}'s log:\n{node.tail()}")
        return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
