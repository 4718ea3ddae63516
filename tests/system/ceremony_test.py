#!/usr/bin/python3
"""The ceremony's verbs that need no running node: init, card, secret."""
import os
import shutil
import stat
import subprocess
import unittest

from wasl import PASSPHRASE, WASL, Node


class Init(Node):
    def test_init_makes_everything_a_node_needs(self):
        made = self.read(self.init()[0])
        self.assertEqual(made["node"], "rabat.dgsn")
        self.assertTrue(made["root"].startswith("rabat.dgsn/root+"))
        self.assertRegex(made["pseudonym"], r"^MA-SPOC-[0-9a-f]{4}$")
        self.assertLessEqual({"wasl.json", "wasl.db", "keys.wasl",
                              "heads.wasl"}, self.files())
        self.assertEqual(self.files("root"), {"root.wasl"})

    def test_what_init_makes_is_closed_to_others(self):
        self.init()
        for path in [self.base / "node", self.base / "node/keys.wasl",
                     self.base / "node/wasl.db", self.base / "root/root.wasl"]:
            self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)

    def test_the_root_key_is_not_in_the_node(self):
        self.init()
        root = (self.base / "root/root.wasl").read_bytes()
        for path in (self.base / "node").iterdir():
            self.assertNotIn(root[-32:], path.read_bytes())

    def test_init_overwrites_neither_node_nor_root(self):
        self.init()
        before = {p.name: p.read_bytes()
                  for p in (self.base / "node").iterdir()}
        out, _ = self.init(code=1)
        self.assertEqual(self.read(out)["code"], "EXISTS")
        self.assertEqual(before, {p.name: p.read_bytes() for p in
                                  (self.base / "node").iterdir()})
        root = (self.base / "root/root.wasl").read_bytes()
        out, _ = self.init(name="paris.pn", side="FR", node="other", code=1)
        self.assertEqual(self.read(out)["code"], "EXISTS")
        self.assertEqual(root, (self.base / "root/root.wasl").read_bytes())
        self.assertFalse((self.base / "other").exists())

    def test_a_failed_init_leaves_nothing(self):
        for change in [{"name": "Rabat"}, {"side": "ma"}, {"keys": b"short"},
                       {"root_passphrase": b"short"}]:
            (self.base / "root").mkdir(exist_ok=True)
            done = self.start_init(**change)
            self.assertNotEqual(done.wait(), 0, change)
            self.assertEqual(list(self.base.iterdir()), [self.base / "root"])
            self.assertEqual(list((self.base / "root").iterdir()), [])

    def start_init(self, name="rabat.dgsn", side="MA", keys=PASSPHRASE,
                   root_passphrase=PASSPHRASE):
        fds = []
        for passphrase in [keys, root_passphrase]:
            read, write = os.pipe()
            os.write(write, passphrase)
            os.close(write)
            fds.append(read)
        process = subprocess.Popen(
            [WASL, "init", "--root", str(self.base / "root"), "--node", name,
             "--side", side, "--admin", "amal", "--dir",
             str(self.base / "node"), "--passphrase-fd", str(fds[0]),
             "--root-passphrase-fd", str(fds[1])], pass_fds=fds,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for fd in fds:
            os.close(fd)
        return process

    def test_a_killed_init_leaves_no_node_and_can_be_run_again(self):
        (self.base / "root").mkdir()
        for stage in ["node.init-*", "node.init-*/keys.wasl",
                      "node.init-*/wasl.json", "node.init-*/wasl.db",
                      "root/root.wasl"]:
            process = self.start_init()
            while not list(self.base.glob(stage)) and process.poll() is None:
                os.sched_yield()
            process.kill()
            process.wait()
            for half in self.base.glob("node.init-*"):
                shutil.rmtree(half)
            if (self.base / "node").exists():
                break
        if not (self.base / "node").exists():
            self.init()
        self.card("paris.pn")


class Card(Node):
    def test_first_card_has_serial_1_and_every_key(self):
        self.init()
        out, _ = self.card("paris.pn")
        lines = out.split("\n")
        self.assertEqual(lines[:7], ["wasl-card/v1", "rabat.dgsn", "MA",
                                     "paris.pn", "1", "-",
                                     "https://127.0.0.1:8443"])
        self.assertEqual([l.split(" ")[0] for l in lines[7:13]],
                         ["root", "log", "mirror", "witness", "sealing", "tls"])
        self.assertTrue(lines[14].startswith("— rabat.dgsn/root "))

    def test_a_later_card_follows_the_one_before(self):
        self.init()
        first, _ = self.card("paris.pn")
        second, _ = self.card("paris.pn", endpoint="https://127.0.0.1:9443")
        self.assertEqual(second.split("\n")[4], "2")
        self.assertNotEqual(second.split("\n")[5], "-")
        self.assertEqual(first.split("\n")[7:13], second.split("\n")[7:13])
        self.assertEqual({"paris.pn-1.card", "paris.pn-2.card"},
                         {p.name for p in (self.base / "root/cards").iterdir()})

    def test_each_partner_has_cards_of_its_own(self):
        self.init()
        self.card("paris.pn")
        other, _ = self.card("madrid.pn")
        self.assertEqual(other.split("\n")[4], "1")

    def test_a_courier_line_has_no_endpoint(self):
        self.init()
        out, _ = self.card("paris.pn", endpoint="-")
        self.assertEqual(out.split("\n")[6], "-")

    def test_wrong_passphrases_and_roots_make_no_card(self):
        self.init()
        self.init(name="paris.pn", side="FR", node="other", root="root2")
        wrong = b"wrong wrong wrong"
        _, err = self.card("paris.pn", code=1, keys=wrong)
        self.assertIn("the keys in", err)
        _, err = self.wasl("card", "--root", self.base / "root", "--to",
                           "paris.pn", "--endpoint", "-", code=1,
                           passphrases=self.both(root=wrong))
        self.assertIn("root.wasl", err)
        _, err = self.card("paris.pn", code=1, root="root2")
        self.assertIn("root key of paris.pn", err)
        self.assertNotIn("cards", self.files())

    def test_bad_operands_are_refused(self):
        self.init()
        for to, endpoint in [("paris.pn", "http://a:1"), ("../../x", "-"),
                             ("rabat.dgsn", "-")]:
            self.card(to, endpoint=endpoint, code=1)
        self.assertNotIn("cards", self.files("root"))

    def test_card_needs_a_node(self):
        (self.base / "root").mkdir()
        self.card("paris.pn", code=1)


class Secret(Node):
    def test_secrets_differ_and_go_to_a_closed_new_file(self):
        path = self.base / "s"
        self.wasl("secret", "--out", path)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        first = path.read_bytes()
        self.wasl("secret", "--out", path, code=1)
        self.assertEqual(path.read_bytes(), first)
        self.wasl("secret", "--out", self.base / "t")
        self.assertNotEqual((self.base / "t").read_bytes(), first)

    def test_words_and_base64_are_the_same_secret(self):
        made = self.read(self.wasl("secret", "--json")[0])
        self.assertEqual(len(made["words"]), 24)
        self.assertEqual(len(made["base64"]), 44)


if __name__ == "__main__":
    unittest.main(verbosity=2)
