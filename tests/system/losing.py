"""Two real nodes that lose what they hold: copies, restores, and what is seen
afterwards. For the tests of restoring and of epochs."""
import shutil

from nodes import until
from scene import Scene
from story import Story, example, shared_view


class Losing(Scene):
    """Each test begins with the nodes as the ceremony left them, and leaves
    them changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.story = Story(cls.line)
        for node in cls.line.nodes:
            node.terminate()
        cls.met = {node: cls.copied(node, "met") for node in cls.line.nodes}

    def setUp(self):
        for node in self.line.nodes:
            self.addCleanup(node.close)
            self.restore(node, self.met[node])
            node.log.write_bytes(b"")
            node.start()
        for node in self.line.nodes:
            node.ready()

    # Copies.

    def stop(self, *nodes):
        for node in nodes:
            self.assertEqual(node.terminate(), 0, node.tail())

    @staticmethod
    def copied(node, name="copy"):
        """A copy of the stopped node's directory."""
        copy = node.base / f"{node.name}-{name}"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(node.dir, copy,
                        ignore=shutil.ignore_patterns("*.sock"))
        return copy

    def restore(self, node, copy, names=None):
        """The whole directory, or only the files whose names begin so."""
        if names is None:
            shutil.rmtree(node.dir)
            shutil.copytree(copy, node.dir)
            return
        for path in node.dir.glob(f"{names}*"):
            path.unlink()
        for path in copy.glob(f"{names}*"):
            shutil.copy2(path, node.dir)

    # What happens between the copy and the loss.

    def inform(self, node, by, second):
        """A request for information; its reference."""
        other = self.line.other(node)
        draft = node.open("information", other.name,
                          *example("information-request"), by=by)
        reference = node.two(draft, by=second)["reference"]
        self.story.arrives(other, reference, "sent")
        return reference

    def from_paris(self):
        return self.inform(self.paris, "olivier", "valerie")

    def from_rabat(self):
        return self.inform(self.rabat, "omar", "zineb")

    def answered(self, reference):
        """Rabat acknowledges and accepts what Paris asked."""
        self.rabat.act(reference, "ack", by="dalal")
        self.rabat.act(reference, "accept", by="omar")
        self.story.arrives(self.paris, reference, "accepted")

    # What is seen.

    def alarms(self, node):
        return {a["code"]: a["fact"] for a in
                node.wasl("status", by=node.admin)["alarms"]}

    def alarm(self, node, code):
        """Until it stands; its text."""
        try:
            return until(f"{node.name} raises {code}",
                         lambda: self.alarms(node).get(code))
        except TimeoutError as error:
            raise TimeoutError(f"{error}: {node.tail()}") from error

    def over(self, node, code):
        until(f"{code} is over at {node.name}",
              lambda: code not in self.alarms(node))

    def quiet(self, node):
        until(f"no alarm stands at {node.name}", lambda: not self.alarms(node))

    def sizes(self, node):
        line = node.line()
        return line["own"]["size"], line["mirror"]["size"]

    def is_as_before(self, before, *references):
        """Both lines ready, both views as they were, everything verifies."""
        for node in self.line.nodes:
            node.ready()
        for reference in references:
            self.assertEqual(
                {shared_view(s) for s in self.story.settled(reference)},
                {before[reference]})
        self.story.verified()

    def seen(self, *references):
        return {r: shared_view(self.story.settled(r)[0]) for r in references}

    def regrant(self, node, *references):
        """Two persons of `node` let the partner have the keys again."""
        ids = [node.show(r)["id"] for r in references]
        words = "dossiers:=" + str(ids).replace("'", '"')
        first, _, second = (s[0] for s in node.staff[:3])
        node.two(node.act(f"LNK-{self.line.other(node).name}", "regrant",
                          words, by=first), by=second)
