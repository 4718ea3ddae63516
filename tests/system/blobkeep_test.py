#!/usr/bin/python3
"""What becomes of files: quota, expiry, erasure, a lost folder, and what a
partner may send unasked."""
import hashlib
import json
import os
import shutil
import sqlite3
import time
import unittest

from blob_test import MIB, data_of_files, files, noise, sha256
from house import Hostile
from nodes import Refused, until
from scene import Scene
from story import example

WEEK = 7 * 86400


class Keeping(Scene):
    def opened(self):
        return self.line.request(self.paris, "information",
                                 *example("information-request"))

    def attach(self, ref, name, data, *words):
        path = self.base / name
        path.write_bytes(data)
        draft = self.put(ref, path, *words)
        return self.paris.two(draft, by="valerie")

    def put(self, ref, path, *words):
        return self.paris.wasl("attach", ref, path, "--note", "fictif",
                               *data_of_files(), *words, by="olivier",
                               codes=(3,))

    def whole(self, node, ref, name):
        return until(f"{name} is whole at {node.name}", lambda: (
            (f := files(node, ref).get(name)) and
            f["state"] in ("here", "there") and f))

    def folder(self, node):
        return node.dir / "blob" / self.line.other(node).name

    def configure(self, node, **blobs):
        with node.config() as config:
            config["blobs"] = blobs
        node.kill()
        node.start()
        node.ready()

    def sql(self, node, text, *args):
        """In the database of a node that does not run."""
        database = sqlite3.connect(node.dir / "wasl.db")
        with database:
            row = database.execute(text, args).fetchone()
        database.close()
        return row and row[0]

    def test_over_quota_waits_at_the_sender_and_acts_go_on(self):
        self.configure(self.rabat, quota_mib=2)
        ref = self.opened()
        self.attach(ref, "quota.bin", noise(4 * MIB, b"q"))
        until("it waits", lambda: '"http":507' in self.paris.log.read_text())
        self.assertEqual(files(self.rabat, ref)["quota.bin"]["state"],
                         "arriving")
        self.paris.act(ref, "remind", "note=rappel fictif", by="olivier")
        until("acts go on", lambda: any(
            a["act"] == "remind" for a in self.rabat.show(ref)["acts"]))
        self.configure(self.rabat, quota_mib=100)
        self.whole(self.rabat, ref, "quota.bin")

    def draft_of(self, ref, name, data):
        path = self.base / name
        path.write_bytes(data)
        return self.put(ref, path)["draft"]

    def test_files_of_a_draft_are_read_by_its_second_person_and_leave_then(
            self):
        ref, data = self.opened(), noise(MIB, b"draft")
        draft = self.draft_of(ref, "draft.bin", data)
        shown = self.paris.wasl("drafts", by="valerie")["drafts"]
        self.assertEqual([d["act"] for d in shown if d["id"] == draft],
                         ["attach"])
        file = files(self.paris, ref)["draft.bin"]
        self.assertEqual(file["state"], "unused")
        out = self.base / "seen.bin"
        self.paris.wasl("fetch", ref, "draft.bin", "--out", out, by="valerie")
        self.assertEqual(out.read_bytes(), data)
        self.assertEqual(files(self.rabat, ref), {})
        self.paris.wasl("approve", draft, "--yes", by="valerie")
        self.whole(self.rabat, ref, "draft.bin")

    def test_files_of_a_draft_that_is_sent_back_go(self):
        ref, data = self.opened(), noise(MIB, b"returned")
        draft = self.draft_of(ref, "returned.bin", data)
        sealed = files(self.paris, ref)["returned.bin"]["sealed"]
        self.paris.wasl("return", draft, "--reason", "non", by="valerie")
        until("the file is gone", lambda: not
              (self.folder(self.paris) / sealed).exists())
        self.assertEqual(files(self.paris, ref), {})
        # It may be put forward again.
        self.attach(ref, "returned.bin", data)
        self.whole(self.rabat, ref, "returned.bin")

    def test_files_stay_when_the_partner_acted_before_the_approval(self):
        ref, data = self.opened(), noise(2 * MIB, b"acted")
        draft = self.draft_of(ref, "acted.bin", data)
        sealed = files(self.paris, ref)["acted.bin"]["sealed"]
        path = self.folder(self.paris) / sealed
        inode = path.stat().st_ino
        self.rabat.act(ref, "ack", by="dalal")
        until("it was acknowledged", lambda: any(
            a["act"] == "ack" for a in self.paris.show(ref)["acts"]))
        with self.assertRaises(Refused):
            self.paris.wasl("approve", draft, "--yes", by="valerie")
        self.assertEqual(files(self.rabat, ref), {})
        self.attach(ref, "acted.bin", data)
        self.assertEqual(path.stat().st_ino, inode)  # not sealed again
        self.whole(self.rabat, ref, "acted.bin")

    def test_what_no_act_names_expires_after_a_week(self):
        ref = self.opened()
        self.attach(ref, "kept.txt", b"kept")
        path = self.base / "unused.bin"
        path.write_bytes(noise(2 * MIB, b"unused"))
        blob, = json.loads(self.paris.run(
            "attach", ref, path, "--upload-only", "--as", "olivier")[1])
        folder = self.folder(self.paris)
        self.paris.kill()
        old = time.time() - WEEK - 60
        (folder / ("ab" * 16 + ".new")).write_bytes(b"x")
        (folder / ("cd" * 32 + ".part")).write_bytes(b"x")
        (folder / ("ef" * 32 + ".part")).write_bytes(b"young")
        for name in ("ab" * 16 + ".new", "cd" * 32 + ".part"):
            os.utime(folder / name, (old, old))
        self.sql(self.paris, "UPDATE blob SET at = at - ?", WEEK + 60)
        self.paris.start()
        until("they are gone", lambda: not any(
            (folder / name).exists() for name in
            (blob["sealed"], "ab" * 16 + ".new", "cd" * 32 + ".part")))
        self.assertTrue((folder / ("ef" * 32 + ".part")).exists())
        self.assertEqual(list(files(self.paris, ref)), ["kept.txt"])
        self.whole(self.rabat, ref, "kept.txt")

    def test_files_go_when_both_sides_have_erased(self):
        ref = self.opened()
        self.attach(ref, "erased.bin", noise(3 * MIB, b"erase"))
        sealed = self.whole(self.rabat, ref, "erased.bin")["sealed"]
        dossier = self.paris.show(ref)["id"]
        for node in self.line.nodes:
            name = f"{node.side.lower()}dpo"
            for who in (name, name + "2"):
                node.both("user", "add", who, "--unit", "DPO", "--roles",
                          "dpo")
            node.speak([s[0] for s in node.staff] + [name, name + "2"])
        self.written(self.paris, ref)
        line = f"LNK-{self.rabat.name}"
        self.paris.two(self.paris.act(line, "erase", f"dossier={dossier}",
                                      "ground=fin de conservation",
                                      by="frdpo"), by="frdpo2")
        self.paris.act(line, "erased", f"dossier={dossier}", by="frdpo")
        self.rabat.act(f"LNK-{self.paris.name}", "erased",
                       f"dossier={dossier}", by="madpo")
        for node in self.line.nodes:
            until(f"gone at {node.name}", lambda: not
                  (self.folder(node) / sealed).exists())
        # So does what an officer had begun to write.
        self.paris.kill()
        self.assertEqual(self.sql(
            self.paris, "SELECT COUNT(*) FROM writing WHERE ref = ?", ref), 0)
        self.paris.start()

    def written(self, node, ref):
        """A reply that somebody has begun: sealed, whatever it says."""
        node.kill()
        self.sql(node, "INSERT INTO writing (uid, officer_id, editor_id, unit,"
                 " kind, peer, ref, act, version, at, sealed) SELECT"
                 " randomblob(16), id, id, unit, 'information', 'rabat.dgsn',"
                 " ?, 'answer', 1, unixepoch(), x'00' FROM officer LIMIT 1",
                 ref)
        node.start()

    def test_a_lost_folder_comes_back_from_the_partner(self):
        ref = self.opened()
        data = noise(5 * MIB, b"lost")
        self.attach(ref, "lost.bin", data)
        self.whole(self.rabat, ref, "lost.bin")
        self.whole(self.paris, ref, "lost.bin")
        for node in self.line.nodes:
            node.kill()
            if node is self.rabat:
                shutil.rmtree(node.dir / "blob")
            # A file of today is still on its way.
            self.sql(node, "UPDATE blob SET at = at - 3600")
            node.start()
        self.whole(self.rabat, ref, "lost.bin")
        self.paris.kill()
        shutil.rmtree(self.paris.dir / "blob")
        self.paris.start()
        self.whole(self.paris, ref, "lost.bin")
        out = self.base / "lost.out"
        self.paris.wasl("fetch", ref, "lost.bin", "--out", out, by="olivier")
        self.assertEqual(sha256(out.read_bytes()), sha256(data))


class Unasked(Hostile):
    """A partner that sends chunks before, or without, an act."""
    NAMES = ("loose.pn",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.house.partner("loose.pn", serve=False)

    def put(self, name, n, data):
        return self.partner.call("PUT", f"/line/v1/blob/{name}/{n}", data,
                                 kind="application/octet-stream")

    def test_a_few_files_may_come_first_and_no_more(self):
        names = [hashlib.sha256(bytes([i])).hexdigest() for i in range(6)]
        answers = [self.put(name, 0, bytes(100))[0] for name in names]
        self.assertEqual(answers, [200] * 4 + [507] * 2)
        # One that is there already goes on, with gaps told.
        self.assertEqual(self.put(names[0], 0, bytes(MIB))[0], 200)
        self.assertEqual(self.put(names[0], 2, bytes(MIB)),
                         (409, bytes([0x83, 1, 1, 0xf4])))
        self.assertEqual(self.put(names[0], 1, bytes(50)),
                         (200, bytes([0x83, 1, 2, 0xf4])))
        # Nobody gets them back.
        self.assertEqual(self.partner.call(
            "GET", f"/line/v1/blob/{names[0]}/0")[0], 404)

    def test_false_calls_are_refused(self):
        good = "ab" * 32
        for name, n, data, status in (
                ("AB" * 32, 0, b"x" * 20, 400), ("ab" * 31, 0, b"x" * 20, 400),
                (good, 1025, b"x" * 20, 400), (good, "01", b"x" * 20, 400),
                (good, "-1", b"x" * 20, 400), (good, 0, b"x" * 15, 400)):
            with self.subTest(name=name[:4], n=n, size=len(data)):
                self.assertEqual(self.put(name, n, data)[0], status)
        self.assertEqual(self.partner.announce(
            MIB + 1, "PUT", f"/line/v1/blob/{good}/0",
            "application/octet-stream"), 413)
        self.assertEqual(self.partner.call(
            "PUT", f"/line/v1/blob/{good}/0", b"x" * 20)[0], 415)
        self.assertEqual(self.partner.call(
            "GET", f"/line/v1/blob/{good}"), (200, bytes([0x83, 1, 0, 0xf4])))


if __name__ == "__main__":
    unittest.main()
