#!/usr/bin/python3
"""The ceremony's verbs that need no running node: init, card, secret."""
import os
import pathlib
import shutil
import stat
import subprocess
import tempfile
import unittest

from nodes import WASL, Node, Refused, passphrase


class Scratch(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.base = pathlib.Path(tempfile.mkdtemp(prefix="wasl-test-"))
        self.addCleanup(shutil.rmtree, self.base)

    def init(self, node, keys=True, root=True):
        node.root.mkdir(exist_ok=True)
        return node.wasl("init", "--root", node.root, "--node", node.name,
                         "--side", node.side, "--admin", node.admin, keys=keys,
                         root=root)

    def fails(self, code, call, *args, **named):
        """The problem document; the exit code is `code`."""
        with self.assertRaises(Refused) as caught:
            call(*args, **named)
        self.assertEqual(caught.exception.code, code, caught.exception)
        return caught.exception.problem


class Init(Scratch):
    def setUp(self):
        super().setUp()
        self.node = Node(self.base, "rabat.dgsn", "MA")

    def test_init_makes_everything_a_node_needs(self):
        made = self.init(self.node)
        self.assertEqual(made["node"], "rabat.dgsn")
        self.assertTrue(made["root"].startswith("rabat.dgsn/root+"))
        self.assertRegex(made["pseudonym"], r"^MA-SPOC-[0-9a-f]{4}$")
        self.assertLessEqual({"wasl.json", "wasl.db", "keys.wasl",
                              "heads.wasl"}, set(os.listdir(self.node.dir)))
        self.assertEqual(os.listdir(self.node.root), ["root.wasl"])

    def test_what_init_makes_is_closed_to_others(self):
        self.init(self.node)
        for path in [self.node.dir, self.node.dir / "keys.wasl",
                     self.node.dir / "wasl.db", self.node.root / "root.wasl"]:
            self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)

    def test_init_overwrites_neither_node_nor_root(self):
        other = Node(self.base, "paris.pn", "FR")
        self.init(self.node)
        before = {p: p.read_bytes() for folder in
                  [self.node.dir, self.node.root] for p in folder.iterdir()}
        self.assertEqual(self.fails(1, self.init, self.node)["code"], "EXISTS")
        other.root = self.node.root
        self.assertEqual(self.fails(
            1, self.init, other, root=f"root of {self.node.name}")["code"],
            "EXISTS")
        self.assertEqual(before, {p: p.read_bytes() for p in before})
        self.assertFalse(other.dir.exists())

    def test_a_failed_init_leaves_nothing(self):
        for node, keys, root, code in [
                (Node(self.base, "Rabat", "MA"), True, True, 1),
                (self.node, "short", True, 2), (self.node, True, "short", 2)]:
            self.fails(code, self.init, node, keys=keys, root=root)
            self.assertEqual(list(self.base.iterdir()), [node.root])
            self.assertEqual(list(node.root.iterdir()), [])
            node.root.rmdir()

    def test_init_needs_its_medium(self):
        problem = self.fails(
            1, self.node.wasl, "init", "--root", self.base / "none",
            "--node", "a", "--side", "MA", "--admin", "amal")
        self.assertIn(str(self.base / "none"), str(problem))
        self.assertIn("mount the medium", str(problem))
        self.assertEqual(list(self.base.iterdir()), [])

    def start_init(self):
        node = self.node
        with passphrase("the passphrase of the keys") as keys, \
                passphrase("the passphrase of the root") as root:
            return subprocess.Popen(
                [WASL, "init", "--root", node.root, "--node", node.name,
                 "--side", node.side, "--admin", node.admin, "--dir", node.dir,
                 "--passphrase-fd", str(keys), "--root-passphrase-fd",
                 str(root)], pass_fds=[keys, root], stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL)

    def test_a_killed_init_leaves_no_node_and_can_be_run_again(self):
        self.node.root.mkdir()
        for stage in ["*.init-*", "*.init-*/keys.wasl", "*.init-*/wasl.json",
                      "*.init-*/wasl.db", "*-root/root.wasl*"]:
            process = self.start_init()
            while not list(self.base.glob(stage)) and process.poll() is None:
                os.sched_yield()
            process.kill()
            process.wait()
            for half in self.base.glob("*.init-*"):
                shutil.rmtree(half)
            if self.node.dir.exists():
                break
        if not self.node.dir.exists():
            self.init(self.node, keys="the passphrase of the keys",
                      root="the passphrase of the root")
        code, out, err = self.node.run(
            "card", "--root", self.node.root, "--to", "paris.pn", "--endpoint",
            "-", keys="the passphrase of the keys",
            root="the passphrase of the root")
        self.assertEqual(code, 0, out + err)


class Card(Scratch):
    def setUp(self):
        super().setUp()
        self.node = Node(self.base, "rabat.dgsn", "MA")
        self.init(self.node)

    def card(self, to, endpoint="https://127.0.0.1:8443", root_dir=None,
             keys=True, root=True, code=0):
        """Lines of the card, or the message if `code` is not 0."""
        got, out, err = self.node.run(
            "card", "--root", root_dir or self.node.root, "--to", to,
            "--endpoint", endpoint, keys=keys, root=root)
        self.assertEqual(got, code, out + err)
        return err if code else out.split("\n")

    def test_first_card_has_serial_1_and_every_key(self):
        lines = self.card("paris.pn")
        self.assertEqual(lines[:7], ["wasl-card/v1", "rabat.dgsn", "MA",
                                     "paris.pn", "1", "-",
                                     "https://127.0.0.1:8443"])
        self.assertEqual([l.split(" ")[0] for l in lines[7:13]],
                         ["root", "log", "mirror", "witness", "sealing", "tls"])
        self.assertTrue(lines[14].startswith("— rabat.dgsn/root "))

    def test_a_later_card_follows_the_one_before(self):
        first = self.card("paris.pn")
        second = self.card("paris.pn", endpoint="-")
        self.assertEqual((second[4], second[6]), ("2", "-"))
        self.assertNotEqual(second[5], "-")
        self.assertEqual(first[7:13], second[7:13])
        self.assertEqual(self.card("madrid.pn")[4], "1")
        self.assertEqual({"paris.pn-1.card", "paris.pn-2.card",
                          "madrid.pn-1.card"},
                         set(os.listdir(self.node.root / "cards")))

    def test_wrong_passphrases_and_roots_make_no_card(self):
        other = Node(self.base, "paris.pn", "FR")
        self.init(other)
        wrong = "not the passphrase"
        self.assertIn("the keys in", self.card("paris.pn", keys=wrong, code=1))
        self.assertIn("root.wasl", self.card("paris.pn", root=wrong, code=1))
        self.assertIn("root key of paris.pn", self.card(
            "paris.pn", root_dir=other.root, root=f"root of {other.name}",
            code=1))
        self.assertNotIn("cards", os.listdir(self.node.dir))

    def test_bad_names_and_endpoints_are_refused(self):
        for to, endpoint in [("paris.pn", "http://a:1"), ("../../x", "-"),
                             ("rabat.dgsn", "-")]:
            self.card(to, endpoint=endpoint, code=1)
        self.assertNotIn("cards", os.listdir(self.node.root))


class Secret(Scratch):
    def test_secrets_differ_and_go_to_a_closed_new_file(self):
        node, path = Node(self.base, "a", "MA"), self.base / "s"
        node.wasl("secret", "--out", path)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        first = path.read_bytes()
        self.fails(1, node.wasl, "secret", "--out", path)
        self.assertEqual(path.read_bytes(), first)
        node.wasl("secret", "--out", self.base / "t")
        self.assertNotEqual((self.base / "t").read_bytes(), first)

    def test_words_and_base64_are_shown_together(self):
        made = Node(self.base, "a", "MA").wasl("secret")
        self.assertEqual(len(made["words"]), 24)
        self.assertEqual(len(made["base64"]), 44)


if __name__ == "__main__":
    unittest.main(verbosity=2)
