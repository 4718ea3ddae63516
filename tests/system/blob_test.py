#!/usr/bin/python3
"""Files between two real nodes: sealed, sent behind their act, checked and
opened; cut, killed, refused."""
import hashlib
import json
import os
import subprocess
import unittest

from nodes import PATIENCE, WASL, Refused, until
from scene import Scene
from story import example

MIB = 1 << 20
PIECE = MIB - 16
# What an act with data of persons says of them, a file's too.
DATA = {"transfer_basis": "LED37", "necessity": "exemple fictif",
        "handling": "H0", "origin": "OWN", "retention": "2027-11-23"}


def noise(n, seed=b"wasl"):
    """`n` bytes that do not compress and are the same each time."""
    return hashlib.shake_128(seed + n.to_bytes(8, "big")).digest(n)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def data_of_files():
    """DATA, as `wasl attach` takes it."""
    return [word for name, value in DATA.items()
            for word in (f"--{name.removeprefix('transfer_')}", value)]


def files(node, reference):
    return {f["name"]: f for f in node.show(reference)["files"]}


class Blobs(Scene):
    """One line for all cases; Paris asks, Rabat answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ref = cls.line.request(cls.paris, "information",
                                   *example("information-request"))

    def write(self, name, data):
        path = self.base / name
        path.write_bytes(data)
        return path

    def attach(self, node, path, *words, by="olivier", **more):
        """What one officer attaches leaves when another has read it."""
        draft = self.put(node, path, *words, by=by, **more)
        return node.two(draft, by=node.staff[-1][0])

    def put(self, node, path, *words, by="olivier", **more):
        return node.wasl("attach", self.ref, path, "--note",
                         "fichier fictif", *data_of_files(), *words, by=by,
                         codes=(3,), **more)

    def arrives(self, node, name):
        return until(f"{name} is whole at {node.name}", lambda: (
            (f := files(node, self.ref).get(name)) and
            f["state"] in ("here", "there") and f))

    def fetch(self, node, name, *words, by="omar"):
        out = self.base / f"fetched-{os.urandom(4).hex()}"
        node.wasl("fetch", self.ref, name, "--out", out, *words, by=by)
        data = out.read_bytes()
        out.unlink()
        return data

    def goes(self, name, data):
        """Attached in Paris, opened in Rabat, the same."""
        self.attach(self.paris, self.write(name, data))
        f = self.arrives(self.rabat, name)
        self.assertEqual(f["sha256"], sha256(data))
        self.assertEqual(f["size"], len(data))
        self.assertEqual(self.fetch(self.rabat, name), data)
        self.assertEqual(self.arrives(self.paris, name)["state"], "there")
        return f

    def folder(self, node):
        return node.dir / "blob" / self.line.other(node).name

    # Sizes and names.

    def test_sizes_around_a_chunk(self):
        for size in (0, 1, PIECE, PIECE + 1, 3 * PIECE):
            with self.subTest(size=size):
                self.goes(f"size-{size}.bin", noise(size))

    def test_what_is_on_the_disk_is_sealed_and_named_by_its_hash(self):
        data = b"an invented sentence that is easily found. " * 100
        f = self.goes("plain.txt", data)
        self.assertEqual(f["type"], "text/plain")
        for node in self.line.nodes:
            sealed = (self.folder(node) / f["sealed"]).read_bytes()
            self.assertEqual(sha256(sealed), f["sealed"])
            self.assertNotIn(b"invented", sealed)

    def test_a_name_in_arabic(self):
        self.goes("تقرير وصل.txt", "نص مختلق".encode())

    def test_names_that_lead_elsewhere_are_cleaned(self):
        path = self.write("harmless.txt", b"names")
        for given, kept in (("../../etc/passwd", "passwd"),
                            ("gpj\u202etxt.txt", "gpjtxt.txt"),
                            ("C:\\x\\a?b.txt", "ab.txt")):
            self.attach(self.paris, path, "--name", given)
            # The same bytes are one file: the names stand in the acts.
            names = [a["fields"]["attachments"][0]["name"]
                     for a in self.paris.show(self.ref)["acts"]
                     if a["act"] == "attach"]
            self.assertIn(kept, names)

    def test_the_api_refuses_other_names(self):
        connection = self.paris.connect()
        for name in ("../a", "a/b", "a\u202eb", "", ".x", "a\n", "x" * 200):
            status, answer = self.paris.call(
                connection, "POST", f"/v1/dossiers/{self.ref}/blobs",
                "olivier", {"name": name, "size": "1", "sha256": "0" * 64})
            self.assertEqual((status, answer["code"]), (422, "SCHEMA"), name)
        connection.close()

    def test_the_same_file_twice_is_sealed_once(self):
        data = noise(2 * MIB, b"twice")
        self.goes("first.bin", data)
        before = set(self.folder(self.paris).iterdir())
        self.attach(self.paris, self.write("second.bin", data))
        self.assertEqual(set(self.folder(self.paris).iterdir()), before)

    def test_too_big_is_said_at_once(self):
        path = self.base / "huge.bin"
        with open(path, "wb") as f:
            f.truncate((1 << 30) + 1)
        with self.assertRaises(Refused) as refused:
            self.attach(self.paris, path)
        self.assertEqual(refused.exception.problem["code"], "TOO_BIG")
        path.unlink()

    def test_both_ways(self):
        data = noise(MIB, b"back")
        self.attach(self.rabat, self.write("back.bin", data), by="omar")
        self.arrives(self.paris, "back.bin")
        self.assertEqual(self.fetch(self.paris, "back.bin", by="olivier"),
                         data)

    # What is refused.

    def test_dangerous_files_are_refused_and_leave_nothing(self):
        cases = {"run.exe": b"MZ\x90\0" + bytes(100),
                 "page.html": b"<!doctype html><p>x",
                 "tool.sh": b"#!/bin/sh\n",
                 "photo.jpg": b"MZ\x90\0" + bytes(90)}
        before = set(self.folder(self.paris).iterdir())
        for name, data in cases.items():
            with self.subTest(name=name):
                with self.assertRaises(Refused) as refused:
                    self.attach(self.paris, self.write(name, data))
                self.assertEqual(refused.exception.problem["code"], "RULE")
        self.assertEqual(set(self.folder(self.paris).iterdir()), before)

    def test_a_name_unlike_the_contents_is_told_on_both_sides(self):
        f = self.goes("scan.pdf", b"\xff\xd8\xff\xe0 an invented picture")
        self.assertEqual((f["type"], f["fits"]), ("image/jpeg", False))

    def test_files_need_what_data_of_persons_need(self):
        """What is left out is as this side last said it."""
        said = {**DATA, "necessity": "exemple fictif, dit une fois"}
        for given in (said, {}):
            path = self.write("bare.txt", json.dumps(given).encode())
            made = self.paris.wasl(
                "attach", self.ref, path, "--note", "fictif", "--file",
                self.write("with.json", json.dumps(given).encode()),
                by="olivier", codes=(3,))
            self.paris.two(made, by="valerie")
            act = [a for a in self.paris.show(self.ref)["acts"]
                   if a["act"] == "attach"][-1]
            self.assertEqual(said, {name: act["fields"][name]
                                    for name in DATA})

    def test_an_act_takes_only_what_was_uploaded(self):
        blob = {"id": "00" * 16, "sealed": "11" * 32, "size": 1,
                "sha256": "22" * 32, "type": "text/plain", "name": "a.txt"}
        with self.assertRaises(Refused) as refused:
            self.paris.act(self.ref, "attach", "--file",
                           self.write("act.json", json.dumps(
                               {"attachments": [blob], "note": "fictif",
                                **DATA}
                           ).encode()), by="olivier")
        self.assertEqual(refused.exception.problem["code"], "RULE")

    def test_a_fetched_file_never_overwrites(self):
        self.goes("keep.txt", b"kept")
        out = self.write("already.txt", b"mine")
        with self.assertRaises(Refused) as refused:
            self.rabat.wasl("fetch", self.ref, "keep.txt", "--out", out,
                            by="omar")
        self.assertEqual(refused.exception.problem["code"], "EXISTS")
        self.assertEqual(out.read_bytes(), b"mine")

    def test_who_fetched_is_in_the_access_log(self):
        f = self.goes("logged.txt", b"who reads this")
        rows = self.rabat.wasl("access-log", by=self.auditor(self.rabat))
        seen = [r for r in rows["access"] if r["what"] == "file" and
                r["purpose"] == f["sealed"]]
        self.assertEqual([r["officer"] for r in seen], ["omar"])

    def auditor(self, node):
        name = f"{node.side.lower()}dpo"
        node.both("user", "add", name, "--unit", "DPO", "--roles", "dpo")
        node.speak([s[0] for s in node.staff] + [name])
        return name

    def test_bytes_that_were_changed_on_the_disk_do_not_open(self):
        f = self.goes("damaged.bin", noise(3 * MIB, b"damage"))
        path = self.folder(self.rabat) / f["sealed"]
        with open(path, "r+b") as file:
            file.seek(2 * MIB + 5)
            byte = file.read(1)
            file.seek(2 * MIB + 5)
            file.write(bytes([byte[0] ^ 1]))
        out = self.base / "damaged.out"
        code, _, _ = self.rabat.run("fetch", self.ref, "damaged.bin", "--out",
                                    out, "--as", "omar")
        self.assertNotEqual(code, 0)
        self.assertFalse(out.exists())
        self.assertEqual(list(self.base.glob("damaged.out*")), [])

    # Breaks.

    def test_an_upload_goes_on_after_both_ends_died(self):
        data = noise(40 * MIB, b"upload")
        path = self.write("resumed.bin", data)
        command = subprocess.Popen(
            [WASL, "attach", self.ref, str(path), "--note", "fictif", "--as",
             "olivier", *data_of_files(), "--dir", str(self.paris.dir)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        part = until("an upload began", lambda: next(
            self.folder(self.paris).glob("*.new"), None))
        until("it grew", lambda: not part.exists() or
              part.stat().st_size > 3 * MIB)
        self.paris.kill()
        command.wait(PATIENCE)
        self.paris.start()
        held = part.stat().st_size if part.exists() else len(data)
        self.assertGreater(held, 0)
        inode = part.stat().st_ino if part.exists() else None
        self.goes("resumed.bin", data)
        if inode:
            sealed = files(self.paris, self.ref)["resumed.bin"]["sealed"]
            self.assertEqual((self.folder(self.paris) / sealed).stat().st_ino,
                             inode)

    def cut(self, name, data, victim, share):
        """Kill a node when the file has come so far; it arrives whole, and
        what had come was not sent again."""
        chunks = -(-len(data) // PIECE)
        self.attach(self.paris, self.write(name, data))
        sealed = files(self.paris, self.ref)[name]["sealed"]
        part = self.folder(self.rabat) / f"{sealed}.part"
        whole = self.folder(self.rabat) / sealed
        until("it came so far", lambda: whole.exists() or (
            part.exists() and part.stat().st_size >= share * chunks * MIB))
        victim.kill()
        held = part.stat().st_size // MIB if part.exists() else chunks
        inode = part.stat().st_ino if part.exists() else None
        victim.start()
        f = self.arrives(self.rabat, name)
        self.assertEqual(sha256(self.fetch(self.rabat, name)), sha256(data))
        if inode:
            self.assertEqual(whole.stat().st_ino, inode)
        return f, held

    def test_cut_at_99_percent_by_the_receiver(self):
        self.cut("cut-receiver.bin", noise(100 * MIB, b"r"), self.rabat, .95)

    def test_cut_halfway_by_the_sender(self):
        self.cut("cut-sender.bin", noise(60 * MIB, b"s"), self.paris, .5)

    def test_an_act_does_not_wait_for_a_file(self):
        """While a large file is on its way, or cannot go, acts go."""
        self.attach(self.paris, self.write("slow.bin",
                                           noise(80 * MIB, b"slow")))
        self.paris.two(self.paris.act(
            self.ref, "attach", *self.small("quick.txt"), by="olivier"),
            by="valerie")
        acts = until("the later act is there", lambda: [
            a for a in self.rabat.show(self.ref)["acts"]
            if a["act"] == "attach" and
            a["fields"]["attachments"][0]["name"] == "quick.txt"])
        self.assertEqual(len(acts), 1)
        self.arrives(self.rabat, "slow.bin")
        self.arrives(self.rabat, "quick.txt")

    def small(self, name):
        path = self.write(name, b"quick")
        blob = json.loads(self.paris.run(
            "attach", self.ref, path, "--upload-only", "--as", "olivier")[1])
        return ["--file", self.write("quick.json", json.dumps(
            {"attachments": blob, "note": "fictif", **DATA}).encode())]


if __name__ == "__main__":
    unittest.main()
