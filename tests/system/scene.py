"""Two running nodes for all tests of a class: Rabat and Paris, the ceremony
held once, officers enrolled. Each test opens dossiers of its own."""
import json
import tempfile
import unittest

from nodes import EXAMPLES, Line, Refused


class Scene(unittest.TestCase):
    MORE = {}  # by side: officers beside the usual ones, before the last
    SCREENS = False

    @classmethod
    def setUpClass(cls):
        name = cls.__name__.lower()
        scratch = tempfile.TemporaryDirectory(prefix=f"wasl-{name}-")
        cls.addClassCleanup(scratch.cleanup)
        cls.line = Line(scratch.name, screens=cls.SCREENS)
        cls.addClassCleanup(cls.line.__exit__)
        cls.rabat, cls.paris = cls.line.nodes
        cls.base = cls.line.base
        for node in cls.line.nodes:
            node.staff = [*node.staff[:-1], *cls.MORE.get(node.side, []),
                          node.staff[-1]]
            cls.line.init(node)
            cls.prepare(node)
            node.start()
            node.enrol_staff()
        cls.line.meet()
        cls.line.agree(cls.profile())

    @classmethod
    def prepare(cls, node):
        """A node that is made and does not run yet."""

    @classmethod
    def profile(cls):
        """The file that both sides agree on."""
        return EXAMPLES / "profile-ma-fr.json"

    @classmethod
    def kept(cls, profile):
        """The file of a profile of one's own."""
        path = cls.base / "profile.json"
        path.write_text(json.dumps(profile))
        return path

    def refused(self, code, call, *args, **named):
        """The call is refused with this code; the refusal."""
        with self.assertRaises(Refused) as caught:
            call(*args, **named)
        self.assertEqual(caught.exception.problem.get("code"), code,
                         caught.exception)
        return caught.exception
