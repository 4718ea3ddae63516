#!/usr/bin/python3
"""The officer's desk in a real browser, on two real nodes: e2e_test.py SHOTS.
Officers, passwords and persons are invented."""
import json
import pathlib
import subprocess
import sys
import tempfile

from browser import origin_of, serve_screens
from nodes import EXAMPLES, PATIENCE, Line

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZONES = {"MA": "Africa/Casablanca", "FR": "Europe/Paris"}
WHO = {"MA": ["dalal", "omar", "zineb"], "FR": ["olivier", "valerie"]}


def found(line, node):
    line.init(node)
    serve_screens(node)
    node.start()
    line.officers(node)


def side(node):
    links = {name: node.wasl("user", "link", name, by=node.admin)["link"]
             for name in WHO[node.side]}
    return {"origin": origin_of(node), "zone": ZONES[node.side],
            "links": links}


def main(shots):
    with tempfile.TemporaryDirectory(prefix="wasl-ui-") as base, \
            Line(base) as line:
        for node in line.nodes:
            found(line, node)
        line.meet()
        line.agree(EXAMPLES / "profile-ma-fr.json")
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
