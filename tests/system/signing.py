"""A running node to which officers sign in with browsers: links, passwords,
and the wait of who guesses. Officers and passwords are invented."""
import json
import re
import tempfile
import unittest

from browser import Browser, origin_of, serve_screens
from nodes import Node, until

WORDS = "correct donkey battery staple"


class Signing(unittest.TestCase):
    """One node for all; each test signs in by itself."""

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="wasl-signin-")
        cls.addClassCleanup(scratch.cleanup)
        cls.node = node = Node(scratch.name, "rabat.dgsn", "MA")
        node.init()
        serve_screens(node, origin="http://localhost:0")
        cls.addClassCleanup(node.close)
        node.start()
        node.enrol_staff()
        for name in ("sara", "nadia"):
            node.both("user", "add", name, "--unit", "BCN", "--roles",
                      "operator")
        cls.origin = origin_of(node)
        cls.first = until("the first link is printed", cls.first_link)
        cls.admin = Browser(cls.origin)
        cls.document = cls.admin.enrol(cls.first, WORDS)

    @classmethod
    def first_link(cls):
        found = re.search(r"\S+/#enrol=\S+", cls.node.log.read_text())
        return found and found.group()

    def browser(self, **headers):
        return Browser(self.origin, **headers)

    def link(self, name):
        """By one person, or by two where he has a password."""
        answer = self.node.wasl("user", "link", name, by="amal", codes=(0, 3))
        if answer["waits"]:
            answer = self.node.wasl(
                "user", "link", name,
                by="dounia" if name == "driss" else "driss")
        return answer["link"]

    def ready(self, name):
        """An officer with a new password; signed in."""
        browser = self.browser()
        status, document = browser.enrol(self.link(name), WORDS)
        self.assertEqual((status, document["officer"]), (200, name))
        return browser

    def refused(self, answer, status, code):
        self.assertEqual((answer[0], answer[1]["code"]), (status, code),
                         answer)

    def until_told_to_wait(self, name):
        said = set()
        for i in range(100):
            status, headers, body = self.browser().raw(
                "POST", "/v1/session",
                {"name": name, "password": f"wrong {i}"},
                {"Content-Type": "application/json",
                 "Host": self.origin.split("//")[1]})
            answer = json.loads(body)
            if status == 429:
                self.assertEqual(answer["code"], "TOO_MANY")
                self.assertGreater(int(headers["Retry-After"]), 0)
                self.assertEqual(len(said), 1, said)
                return said.pop()
            self.assertEqual((status, answer["code"]), (401, "SIGN_IN"))
            said.add(answer["detail"])
        raise AssertionError("nobody was told to wait")
