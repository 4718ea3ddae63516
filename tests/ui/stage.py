"""Two nodes with screens, and officers who sign in to them: what every test in
a browser is played on. Officers, passwords and persons are invented."""
import json
import pathlib
import subprocess
import tempfile

from browser import origin_of
from nodes import EXAMPLES, PATIENCE, Line

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The officers whom the screens need.
WHO = {"MA": ["amal", "dalal", "omar", "zineb"], "FR": ["olivier", "valerie"]}
MINUTES = 20


class Stage:
    """`with Stage(shots) as stage: stage.play("story")`: runs ui/e2e/story.mjs,
    which hears on stdin what ui/e2e/stage.mjs reads. Several plays on one
    stage go on where the one before ended. stage.line: the two nodes."""

    def __init__(self, shots, who=None, met=True):
        """`met`: the line is there; else both nodes, and officers."""
        self.shots, self.who, self.met = shots, who or WHO, met
        self.base = tempfile.TemporaryDirectory(prefix="wasl-ui-")
        self.sides = None

    def __enter__(self):
        self.line = Line(self.base.name, screens=True).__enter__()
        if self.met:
            self.line.ceremony()
        else:
            for node in self.line.nodes:
                self.line.found(node)
        self.sides = {"paris": self.side(self.line.paris),
                      "rabat": self.side(self.line.rabat)}
        return self

    def __exit__(self, *what):
        try:
            self.line.__exit__(*what)
        finally:
            self.base.cleanup()

    def side(self, node):
        """Each gets a link to his first password from the director, who gets
        his own from another."""
        first, second = node.staff[1][0], node.staff[2][0]
        links = {name: node.wasl("user", "link", name,
                                 by=second if name == first else first)["link"]
                 for name in self.who[node.side]}
        return {"origin": origin_of(node), "links": links}

    def play(self, name, **more):
        """Run a play; what it is told beside the rest is `more`. What it did
        not like, it said; the ends of the nodes' logs stand below."""
        told = {**self.sides, "examples": str(EXAMPLES), "shots": self.shots,
                **more}
        done = subprocess.run(
            ["node", ROOT / f"ui/e2e/{name}.mjs"], input=json.dumps(told),
            text=True, timeout=MINUTES * 60 * PATIENCE, check=False)
        if done.returncode:
            for node in self.line.nodes:
                print(f"end of {node.name}'s log:\n{node.tail()}")
        return done.returncode
