#!/usr/bin/python3
"""Batches of persons: the node itself reads every row, before its own act
leaves, whatever the command did, and when a partner's table has come."""
import hashlib
import json
import os
import pathlib
import tempfile
import unittest

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from formats import Kind, det, hkdf
from house import EXAMPLES, KINDS, House
from month import applicants
from nodes import until
from story import after

ACCREDITATION = Kind(KINDS, "accreditation")
ROWS, BAD = 10000, 37


def request(**more):
    return {**json.loads((EXAMPLES / "batch/request.json").read_text()),
            "needed_by": after(24), "expires_at": after(48), **more}


class Batches(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="wasl-batch-")
        cls.addClassCleanup(scratch.cleanup)
        cls.house = House(scratch.name, ["paris.pn"])
        cls.addClassCleanup(cls.house.close)
        cls.node = cls.house.node
        cls.paris = cls.house.partner("paris.pn")
        cls.house.agree(cls.paris)
        cls.base = pathlib.Path(scratch.name)
        draft = cls.node.open("event", "paris.pn", "--file",
                              EXAMPLES / "event-request.json",
                              f"threat_until={after(24)}", by="omar")
        cls.event = cls.node.two(draft, by="zineb")["reference"]
        cls.table = cls.base / "persons.csv"
        cls.bad = applicants(cls.table, ROWS, BAD)

    def put(self, data, count):
        """An officer who goes past the command: (status, answer)."""
        path = self.base / "table.csv"
        path.write_bytes(data)
        status, begun = self.house.call("POST", "/v1/dossiers", {
            "kind": "accreditation", "to": "paris.pn"}, "omar")
        self.assertEqual(status, 201, begun)
        file = json.loads(self.node.run(
            "attach", begun["reference"], path, "--upload-only", "--as",
            "omar")[1])[0]
        return self.house.call(
            "POST", f"/v1/dossiers/{begun['reference']}/acts",
            {"act": "open", "fields": request(
                event=self.event, persons=file, persons_count=count)}, "omar")

    def test_1_bad_rows_do_not_leave_whatever_the_command_did(self):
        size = self.house.line(self.paris)["own"]["size"]
        whole = self.table.read_bytes()
        status, problem = self.put(whole, ROWS)
        self.assertEqual((status, problem["code"]), (422, "RULE"))
        told = [f["pointer"].split("/") for f in problem["findings"]]
        self.assertEqual([int(line) for _, field, line, *_ in told
                          if field == "persons"], self.bad)
        self.assertTrue(all(f["text"].startswith("line ")
                            for f in problem["findings"]))
        good = whole.split(b"\r\n")[:4]
        for data, count, said in [
                (b"\r\n".join(good) + b"\r\n", 4, "counts 4"),
                (b"number\r\n1\r\n", 1, "the table has no column"),
                (b"\r\n".join(good[:3] + [good[2]]) + b"\r\n", 3,
                 "stands there twice"),
                (b"\r\n".join(good[:3] + [b"3;\xff;;;;;;"]) + b"\r\n", 3,
                 "line 4"),
                (b"\r\n".join([good[0], good[2]]) + b"\r\n", 1,
                 "not the next of 1, 2, 3"),
                (b"not a table at all", 1, "no column is called")]:
            status, problem = self.put(data, count)
            self.assertEqual(status, 422, problem)
            self.assertIn(said, json.dumps(problem, ensure_ascii=False))
        self.assertEqual(self.house.line(self.paris)["own"]["size"], size)
        # The same officer's good table waits for its second person.
        status, answer = self.put(b"\r\n".join(good) + b"\r\n", 3)
        self.assertEqual(status, 202, answer)

    def send(self, data, count, reference, **more):
        """The partner's batch, act first, then its file (spec §3)."""
        dossier_id, given = self.paris.new_dossier()
        blob, key = os.urandom(16), self.paris.dossiers[dossier_id]
        key = ChaCha20Poly1305(hkdf(key, det(["wasl/blob", blob])))
        pieces = [data[i:i + 1048560] for i in range(0, len(data), 1048560)]
        chunks = [key.encrypt(n.to_bytes(11, "big") +
                              bytes([n == len(pieces) - 1]), piece, None)
                  for n, piece in enumerate(pieces)]
        sealed = hashlib.sha256(b"".join(chunks)).digest()
        profile = json.loads((EXAMPLES / "profile-ma-fr.json").read_text())
        values = request(
            event=os.urandom(16), persons_count=count, language="fr", **more,
            persons=[blob, sealed, len(data), hashlib.sha256(data).digest(),
                     "text/csv", "persons.csv"])
        self.paris.write(
            dossier_id, ACCREDITATION.number("open"),
            ACCREDITATION.record("open", values), given=given,
            opening=[bytes.fromhex(profile["kinds"]["accreditation"]),
                     self.paris.profile, reference])
        self.paris.push()
        self.assertEqual(self.paris.rejects(), {})
        for n, chunk in enumerate(chunks):
            status, _ = self.paris.call(
                "PUT", f"/line/v1/blob/{sealed.hex()}/{n}", chunk,
                kind="application/octet-stream")
            self.assertEqual(status, 200)

    def faults(self, reference):
        return [t for t in self.node.wasl("tasks", by="omar")["tasks"]
                if t["sort"] == "batch" and t["reference"] == reference]

    def test_2_bad_rows_that_came_are_told_by_line(self):
        reference = "FR-2026-ACC-000001"
        self.send(self.table.read_bytes(), ROWS, reference)
        until("the table is read", lambda: self.faults(reference))
        batch = self.node.wasl("batch", reference, by="omar")
        self.assertEqual([f["line"] for f in batch["findings"]], self.bad)
        self.assertEqual((len(batch["persons"]), batch["counts"]),
                         (ROWS, {"OPEN": ROWS}))
        # Advice on the others is given all the same, and never a reason.
        self.node.act(reference, "ack", by="dalal")
        verdicts = self.base / "verdicts.csv"
        verdicts.write_text("number,verdict\n1,OBJECTION\n2,NO_OBJECTION\n")
        sent = self.node.wasl("batch", reference, "--verdicts", verdicts,
                              by="omar", codes=(3,))
        self.node.two(sent["acts"][0], by="zineb")
        seen = self.node.wasl("batch", reference, by="omar")
        self.assertEqual([p["verdict"] for p in seen["persons"][:3]],
                         ["OBJECTION", "NO_OBJECTION", None])
        self.node.wasl("done", self.faults(reference)[0]["id"], "--note",
                       "demandé à Paris", by="omar")
        self.assertEqual(self.faults(reference), [])

    def test_3_what_is_no_table_is_told_and_a_good_one_is_quiet(self):
        good = "FR-2026-ACC-000003"
        lines = self.table.read_bytes().split(b"\r\n")
        for reference, data, count in [
                ("FR-2026-ACC-000002", b"\0\1\2 no table", 1),
                (good, b"\r\n".join(lines[:4]) + b"\r\n", 3),
                ("FR-2026-ACC-000004", b"\r\n".join(lines[:4]), 5)]:
            self.send(data, count, reference)
        for reference in ("FR-2026-ACC-000002", "FR-2026-ACC-000004"):
            until("it is told", lambda r=reference: self.faults(r))
        self.assertEqual(self.faults(good), [])
        self.assertEqual(
            self.node.wasl("batch", good, by="omar")["findings"], [])
        # What was answered holds no more once its time is over.
        self.send(b"\r\n".join(lines[:4]), 3, "FR-2026-ACC-000005",
                  needed_by=after(-48), expires_at=after(-24))
        until("the table is read", lambda: self.read("FR-2026-ACC-000005"))
        verdicts = self.base / "late.csv"
        verdicts.write_text("number,verdict\n1,OBJECTION\n")
        self.node.act("FR-2026-ACC-000005", "ack", by="dalal")
        sent = self.node.wasl("batch", "FR-2026-ACC-000005", "--verdicts",
                              verdicts, by="omar", codes=(3,))
        self.node.two(sent["acts"][0], by="zineb")
        seen = self.read("FR-2026-ACC-000005")
        self.assertEqual((seen["expired"], seen["counts"]),
                         (True, {"EXPIRED": 1, "OPEN": 2}))
        self.house.verified()

    def read(self, reference):
        """The batch once its table is here; None before."""
        status, answer = self.house.call(
            "GET", f"/v1/dossiers/{reference}/batch", by="omar")
        return answer if status == 200 else None


if __name__ == "__main__":
    unittest.main(verbosity=2)
