#!/usr/bin/python3
"""The ceremony's verbs that need no running node: init, card, secret."""
import json
import os
import shutil
import stat
import subprocess
import unittest

from wasl import PASSPHRASE, WASL, Node, Scratch, pipe_of, run


class Init(Scratch):
    def node(self, name="rabat.dgsn", side="MA"):
        return Node(self.base, name, side, "amal")

    def test_init_makes_everything_a_node_needs(self):
        node = self.node()
        made = node.init()
        self.assertEqual(made["node"], "rabat.dgsn")
        self.assertTrue(made["root"].startswith("rabat.dgsn/root+"))
        self.assertRegex(made["pseudonym"], r"^MA-SPOC-[0-9a-f]{4}$")
        self.assertLessEqual({"wasl.json", "wasl.db", "keys.wasl",
                              "heads.wasl"}, set(os.listdir(node.dir)))
        self.assertEqual(os.listdir(node.root), ["root.wasl"])

    def test_what_init_makes_is_closed_to_others(self):
        node = self.node()
        node.init()
        for path in [node.dir, node.dir / "keys.wasl", node.dir / "wasl.db",
                     node.root / "root.wasl"]:
            self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)

    def test_init_overwrites_neither_node_nor_root(self):
        node, other = self.node(), self.node("paris.pn", "FR")
        node.init()
        before = {p: p.read_bytes() for p in node.dir.iterdir()}
        root = (node.root / "root.wasl").read_bytes()
        self.assertEqual(node.init(code=1)["code"], "EXISTS")
        other.root = node.root
        self.assertEqual(other.init(code=1)["code"], "EXISTS")
        self.assertEqual(before, {p: p.read_bytes()
                                  for p in node.dir.iterdir()})
        self.assertEqual(root, (node.root / "root.wasl").read_bytes())
        self.assertFalse(other.dir.exists())

    def test_a_failed_init_leaves_nothing(self):
        for node, more, code in [
                (self.node("Rabat"), {}, 1), (self.node(side="ma"), {}, 1),
                (self.node(), {"keys": b"short"}, 2),
                (self.node(), {"root": b"short"}, 2)]:
            node.init(code=code, **more)
            self.assertEqual(list(self.base.iterdir()), [node.root])
            self.assertEqual(list(node.root.iterdir()), [])
            node.root.rmdir()

    def test_init_needs_its_medium(self):
        node = self.node()
        _, err = node.run("init", "--root", self.base / "none", "--node", "a",
                          "--side", "MA", "--admin", "amal", code=1)
        self.assertIn("none", err)
        self.assertEqual(list(self.base.iterdir()), [])

    def start_init(self, node):
        fds = [pipe_of(PASSPHRASE), pipe_of(PASSPHRASE)]
        process = subprocess.Popen(
            [WASL, "init", "--root", node.root, "--node", node.name, "--side",
             node.side, "--admin", "amal", "--dir", node.dir,
             "--passphrase-fd", str(fds[0]), "--root-passphrase-fd",
             str(fds[1])], pass_fds=fds, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        for fd in fds:
            os.close(fd)
        return process

    def test_a_killed_init_leaves_no_node_and_can_be_run_again(self):
        node = self.node()
        node.root.mkdir()
        for stage in ["*.init-*", "*.init-*/keys.wasl", "*.init-*/wasl.json",
                      "*.init-*/wasl.db", "*-root/root.wasl*"]:
            process = self.start_init(node)
            while not list(self.base.glob(stage)) and process.poll() is None:
                os.sched_yield()
            process.kill()
            process.wait()
            for half in self.base.glob("*.init-*"):
                shutil.rmtree(half)
            if node.dir.exists():
                break
        if not node.dir.exists():
            node.init()
        node.card("paris.pn")


class Card(Scratch):
    def setUp(self):
        super().setUp()
        self.node = Node(self.base, "rabat.dgsn", "MA", "amal")
        self.node.init()

    def lines(self, *words, **more):
        return self.node.card(*words, **more)[0].split("\n")

    def test_first_card_has_serial_1_and_every_key(self):
        lines = self.lines("paris.pn")
        self.assertEqual(lines[:7], ["wasl-card/v1", "rabat.dgsn", "MA",
                                     "paris.pn", "1", "-",
                                     "https://127.0.0.1:8443"])
        self.assertEqual([l.split(" ")[0] for l in lines[7:13]],
                         ["root", "log", "mirror", "witness", "sealing", "tls"])
        self.assertTrue(lines[14].startswith("— rabat.dgsn/root "))

    def test_a_later_card_follows_the_one_before(self):
        first = self.lines("paris.pn")
        second = self.lines("paris.pn", endpoint="-")
        self.assertEqual((second[4], second[6]), ("2", "-"))
        self.assertNotEqual(second[5], "-")
        self.assertEqual(first[7:13], second[7:13])
        self.assertEqual(self.lines("madrid.pn")[4], "1")
        self.assertEqual({"paris.pn-1.card", "paris.pn-2.card",
                          "madrid.pn-1.card"},
                         set(os.listdir(self.node.root / "cards")))

    def test_wrong_passphrases_and_roots_make_no_card(self):
        wrong = b"wrong wrong wrong"
        other = Node(self.base, "paris.pn", "FR", "anne")
        other.init()
        _, err = self.node.card("paris.pn", code=1, keys=wrong)
        self.assertIn("the keys in", err)
        _, err = self.node.card("paris.pn", code=1, root=wrong)
        self.assertIn("root.wasl", err)
        _, err = self.node.card("paris.pn", code=1, root_dir=other.root)
        self.assertIn("root key of paris.pn", err)
        self.assertNotIn("cards", os.listdir(self.node.dir))

    def test_bad_names_and_endpoints_are_refused(self):
        for to, endpoint in [("paris.pn", "http://a:1"), ("../../x", "-"),
                             ("rabat.dgsn", "-")]:
            self.node.card(to, endpoint=endpoint, code=1)
        self.assertNotIn("cards", os.listdir(self.node.root))


class Secret(Scratch):
    def test_secrets_differ_and_go_to_a_closed_new_file(self):
        path = self.base / "s"
        run("secret", "--out", path)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        first = path.read_bytes()
        run("secret", "--out", path, code=1)
        self.assertEqual(path.read_bytes(), first)
        run("secret", "--out", self.base / "t")
        self.assertNotEqual((self.base / "t").read_bytes(), first)

    def test_words_and_base64_are_shown_together(self):
        made = json.loads(run("secret", "--json")[0])
        self.assertEqual(len(made["words"]), 24)
        self.assertEqual(len(made["base64"]), 44)


if __name__ == "__main__":
    unittest.main(verbosity=2)
