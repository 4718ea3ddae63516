#!/usr/bin/python3
"""A node with two partners: one case over both lines, opened to all or to
none; a room of an event that shows both and gives neither what the other said;
and what was learned last time."""
import contextlib
import json
import sqlite3
import tempfile
import unittest

from formats import Kind
from house import EXAMPLES, KINDS, House, example
from nodes import Refused, until

EVENT = Kind(KINDS, "event")
INFORMATION = ["--file", EXAMPLES / "information-request.json"]
TITLE = "affaire Exemple, titre à ne pas dire"
# What goes with data of persons (spec §12).
GOES_WITH = {"handling": "H1", "origin": "OWN", "transfer_basis": "LED37",
             "necessity": "EXEMPLE FICTIF", "retention": "2028-02-01"}


class Cases(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="wasl-cases-")
        cls.addClassCleanup(scratch.cleanup)
        cls.house = House(scratch.name, ["paris.pn", "lyon.pn"])
        cls.addClassCleanup(cls.house.close)
        cls.node = cls.house.node
        cls.paris, cls.lyon = map(cls.house.partner, ("paris.pn", "lyon.pn"))
        cls.house.agree(cls.paris)

    def call(self, method, path, body=None, by="omar", status=200):
        code, answer = self.house.call(method, path, body, by)
        self.assertEqual(code, status, answer)
        return answer

    def open(self, kind, to, *words):
        return self.node.open(kind, to, *words, by="omar")

    def sizes(self):
        return [self.house.line(p)["own"]["size"]
                for p in (self.paris, self.lyon)]

    def received(self, partner):
        """What the partner has, once it has all that was sent."""
        partner.receives(self.house.line(partner)["own"]["size"])
        return [partner.read(i) for i in range(len(partner.mirror))]

    def test_1_a_case_is_opened_to_all_or_to_none(self):
        before = self.sizes()
        with self.assertRaises(Refused) as refused:  # Lyon has no profile yet
            self.open("information", "paris.pn,lyon.pn", *INFORMATION)
        self.assertEqual({f["peer"] for f in refused.exception.problem[
            "findings"]}, {"lyon.pn"})
        self.house.agree(self.lyon)
        with self.assertRaises(Refused) as refused:
            self.open("information", "paris.pn,lyon.pn", *INFORMATION,
                      "handling=H9", "questions:=[]")
        told = {(f["peer"], f["pointer"])
                for f in refused.exception.problem["findings"]}
        for peer in ("paris.pn", "lyon.pn"):
            self.assertIn((peer, "/handling"), told)
            self.assertIn((peer, "/questions"), told)
        for to in ("paris.pn,paris.pn", "FR", "paris.pn,nobody.test"):
            with self.assertRaises(Refused):
                self.open("information", to, *INFORMATION, "--title", TITLE)
        self.assertEqual(self.node.wasl("case", "list", by="omar")["cases"],
                         [])
        self.assertEqual(self.node.wasl("drafts", by="zineb")["drafts"], [])
        self.assertEqual(self.node.wasl("list", by="omar")["dossiers"], [])
        self.assertEqual(self.sizes()[0], before[0])
        for body in ({"kind": "event", "to": [], "fields": {}},
                     {"kind": "event", "to": [7], "fields": {}},
                     {"kind": "event", "to": ["paris.pn"], "fields": {},
                      "each": {"paris.pn": 1}},
                     {"title": "deux\nlignes"}, {"title": "x" * 201}):
            self.call("POST", "/v1/cases", body, status=422)

    def test_2_each_dossier_of_a_case_goes_its_own_way(self):
        made = self.open("information", "paris.pn,lyon.pn", *INFORMATION,
                         "--title", TITLE)
        type(self).case = made["reference"]
        paris, lyon = made["dossiers"]
        self.assertEqual((paris["peer"], lyon["peer"]),
                         ("paris.pn", "lyon.pn"))
        draft = self.call("GET", f"/v1/drafts/{lyon['draft']}", by="zineb")
        self.assertEqual(draft["cases"],
                         [{"reference": self.case, "title": TITLE}])
        before = self.sizes()
        self.node.two(paris, by="zineb")
        self.node.wasl("return", lyon["draft"], "--reason", "non", by="zineb")
        self.assertEqual(self.sizes(), [before[0] + 1, before[1]])
        # What went back is opened again; what is open is in the way.
        with self.assertRaises(Refused) as refused:
            self.open("information", "paris.pn,lyon.pn", *INFORMATION,
                      "--case", self.case)
        self.assertIn(paris["reference"], str(refused.exception))
        again, = self.open("information", "lyon.pn", *INFORMATION, "--case",
                           self.case)["dossiers"]
        self.assertEqual(again["reference"], lyon["reference"])
        self.node.two(again, by="zineb")
        shown = self.node.wasl("case", "show", self.case, by="omar")
        self.assertEqual([(d["peer"], d["state"]) for d in shown["dossiers"]],
                         [("paris.pn", "sent"), ("lyon.pn", "sent")])
        self.assertEqual(self.node.show(paris["reference"])["cases"],
                         draft["cases"])
        type(self).references = paris["reference"], lyon["reference"]

    def test_3_a_case_is_for_those_of_its_dossiers(self):
        for path in ("/v1/cases/" + self.case, "/v1/cases/MA-2026-CASE-9"):
            self.house.call("GET", path, by="driss")
        self.call("GET", f"/v1/cases/{self.case}", by="driss", status=403)
        self.assertEqual(self.call("GET", "/v1/cases", by="driss")["cases"],
                         [])
        self.node.wasl("assign", self.references[1], "driss", by="omar")
        seen = self.call("GET", f"/v1/cases/{self.case}", by="driss")
        self.assertEqual([d["reference"] for d in seen["dossiers"]],
                         [self.references[1]])
        self.assertEqual(seen["hidden"], 1)
        for act, n in [("remove", 1), ("add", 2)]:
            self.node.wasl("case", act, self.case, self.references[0],
                           by="omar")
            shown = self.node.wasl("case", "show", self.case, by="omar")
            self.assertEqual(len(shown["dossiers"]), n)
        with self.assertRaises(Refused):  # not his to put anywhere
            self.node.wasl("case", "add", self.case, self.references[0],
                           by="driss")

    def test_4_nothing_of_a_case_travels_or_lies_open(self):
        for partner in (self.paris, self.lyon):
            for _, _, plain in self.received(partner):
                self.assertNotIn("CASE", str(plain))
                self.assertNotIn(TITLE, str(plain))
        held = b"".join(p.read_bytes() for p in self.node.dir.glob("*.db*"))
        self.assertIn(self.case.encode(), held)
        self.assertNotIn(TITLE.encode(), held)

    def room(self, by="dalal", ref=None):
        return self.node.wasl("event", ref or self.cup, by=by)

    def line_of(self, partner):
        return next(l for l in self.room()["lines"]
                    if l["peer"] == partner.name)

    def say(self, partner, act, values, number=None):
        """The partner's act in its dossier of the event."""
        if "@data" in EVENT.acts[act]["fields"]:
            values = {**GOES_WITH, **values}
        index = partner.write(self.ids[partner.name], EVENT.number(act),
                              EVENT.record(act, values))
        partner.push()
        self.assertNotIn(index, partner.rejects())

    def test_5_an_event_is_local_until_partners_are_chosen(self):
        with self.assertRaises(Refused) as refused:
            self.node.wasl("open", "arrest", "--local", "--file",
                           EXAMPLES / "arrest-request.json", by="omar")
        self.assertIn("names persons", str(refused.exception))
        before = self.sizes()
        fields = example("event-request")
        del fields["threat_until"]
        path = self.house.base / "event.json"
        path.write_text(json.dumps(fields))
        kept = self.node.wasl("open", "event", "--local", "--title", "coupe",
                              "--file", path, by="omar")
        type(self).cup = kept["reference"]
        self.assertEqual([f["pointer"] for f in kept["findings"]],
                         ["/threat_until"])
        self.assertEqual(self.room()["lines"], [])
        self.assertEqual(self.room()["draft"]["competition"],
                         fields["competition"])
        self.assertEqual(self.sizes(), before)
        made = self.open("event", "paris.pn,lyon.pn", "--case", self.cup,
                         "threat_until=2027-01-09T00:00:00Z")
        for one in made["dossiers"]:
            self.node.two(one, by="zineb")
        type(self).ids, type(self).events = {}, {}
        for partner, one in zip((self.paris, self.lyon), made["dossiers"]):
            self.ids[partner.name] = self.received(partner)[-1][0]
            self.events[partner.name] = one["reference"]
        self.assertEqual([l["state"] for l in self.room()["lines"]],
                         ["proposed", "proposed"])

    def test_6_a_room_shows_all_lines_and_gives_none_to_another(self):
        for partner in (self.paris, self.lyon):
            self.say(partner, "join", example("event-join"))
        incident = example("event-incident")
        incident["incidents"][0].update(
            number=2, text="EXEMPLE FICTIF : su par Paris seul")
        told = {"courtesy_language": "ar", "courtesy_text": "مثال خيالي"}
        incident.update(language="fr",
                        words=[{"at": "/incidents/0/text", **told}])
        before = self.sizes()
        self.say(self.paris, "incident", incident)
        until("the room shows it", lambda: self.line_of(self.paris)[
            "incidents"])
        shown, = self.line_of(self.paris)["incidents"]
        self.assertEqual((shown["node"], shown["status"]),
                         ("paris.pn", "OPEN"))
        # What was said of its text is said of it alone.
        self.assertEqual((shown["language"], shown["words"]),
                         ("fr", [{"at": "/text", **told}]))
        update = example("event-update")
        update["updates"][0]["number"] = 2
        self.say(self.paris, "update", update)
        until("it is over", lambda: self.line_of(self.paris)["incidents"][0][
            "status"] == "DONE")
        shown, = self.line_of(self.paris)["incidents"]
        self.assertEqual((shown["update"]["language"], shown["update"]["text"]),
                         ("ar", update["updates"][0]["text"]))
        self.assertEqual(self.line_of(self.lyon)["incidents"], [])
        # Both services are on call beside ours, each under its own line.
        for partner in (self.paris, self.lyon):
            self.assertEqual({c["node"] for c in self.line_of(partner)[
                "contacts"]}, {self.node.name, partner.name})
        # What is done here goes to the line that it names.
        self.node.act(self.events["paris.pn"], "situation", "--file",
                      EXAMPLES / "event-situation.json", by="dalal")
        self.assertEqual(self.sizes(), [before[0] + 1, before[1]])
        self.assertEqual(len(self.line_of(self.paris)["situations"]), 1)
        for _, _, plain in self.received(self.lyon):
            self.assertNotIn("su par Paris seul", str(plain))
            self.assertNotIn(self.ids["paris.pn"], str(plain).encode())
            self.assertNotIn(self.events["paris.pn"], str(plain))
        # Its words are those of the officer's language.
        for language, words in (("fr", ("stade", "niveau de menace")),
                                ("ar", ("ملعب",))):
            _, said, _ = self.node.run("event", self.cup, "--lang", language,
                                       "--as", "dalal")
            for word in words:
                self.assertIn(word, said)
            self.assertNotIn("STADIUM", said)
        # From one line the room is found; who may read one sees one.
        self.assertEqual(self.room(ref=self.events["lyon.pn"])["case"],
                         self.cup)
        self.node.wasl("assign", self.events["lyon.pn"], "driss", by="omar")
        seen = self.room(by="driss")
        self.assertEqual(([l["peer"] for l in seen["lines"]], seen["hidden"]),
                         (["lyon.pn"], 1))

    def test_7_lessons_are_shown_when_the_next_event_opens(self):
        ref = self.events["paris.pn"]
        self.node.act(ref, "start", by="zineb")
        self.node.act(ref, "all_clear", "cleared_at=2027-02-01T00:00:00Z",
                      by="dalal")
        told = [a for a in self.node.show(ref)["acts"]
                if a["act"] == "all_clear"]
        self.node.act(ref, "confirm",
                      f"confirms:={told[0]['position']['index']}", by="zineb")
        self.node.two(self.node.act(
            ref, "retex", "--file", EXAMPLES / "event-retex.json", by="omar"),
            by="zineb")
        digest = self.node.show(ref)["agree"]["retex"]["hash"]
        self.received(self.paris)
        self.say(self.paris, "approve_retex", {"retex_hash": digest})
        self.node.two(self.node.act(ref, "close", "--file",
                                    EXAMPLES / "event-close.json", by="omar"),
                      by="zineb")
        learned = example("event-retex")["retex"]["redo"]
        for words, same in [(["new", "event", "--to", "paris.pn"], False),
                            (["new", "event", "--to", "lyon.pn"], None)]:
            told = self.node.wasl(*words, by="omar")["last_time"]
            self.assertEqual([(l["reference"], l["same"], l["retex"]["redo"])
                              for l in told],
                             [(ref, same, learned)] if same is False else [])
        # Of the same series it is told whoever the partner is, marked as his.
        made = self.open("event", "lyon.pn", "--file",
                         EXAMPLES / "event-request.json")
        lesson, = made["last_time"]
        self.assertEqual((lesson["peer"], lesson["same"]), ("paris.pn", True))

    def cases(self):
        return [c["reference"] for c in
                self.node.wasl("case", "list", by="omar")["cases"]]

    def delete(self, ref, by, reason="fini (fictif)"):
        self.node.wasl("case", "delete", ref, "--reason", reason, by=by)

    def database(self, words):
        with contextlib.closing(sqlite3.connect(
                self.node.dir / "wasl.db")) as db, db:
            return db.execute(words).fetchall()

    def due(self):
        return [t["what"] for t in self.node.wasl("tasks", by="zineb")["tasks"]
                if t["sort"] == "case"]

    def test_8_a_case_goes_by_a_person_with_a_reason(self):
        empty = self.node.wasl("case", "new", TITLE, by="omar")["reference"]
        self.assertTrue(self.node.wasl("case", "show", empty, by="omar")[
            "kept_until"])
        self.assertEqual(2, self.node.run(
            "case", "delete", empty, "--as", "omar")[0])
        self.call("POST", f"/v1/cases/{empty}/delete", {"reason": ""},
                  status=422)
        self.call("POST", f"/v1/cases/{empty}/delete", {"reason": "x" * 141},
                  status=422)
        self.delete(empty, "omar", "créée par erreur (fictif)")
        self.call("GET", f"/v1/cases/{empty}", status=404)
        self.assertNotIn(empty, self.cases())
        self.assertEqual([(f"{empty}: créée par erreur (fictif)",)],
                         self.database("SELECT purpose FROM access "
                                       "WHERE what = 11"))
        # What is open keeps its case, whoever asks.
        with self.assertRaises(Refused) as refused:
            self.delete(self.case, "zineb")
        self.assertEqual("CONFLICT", refused.exception.problem["code"])
        self.assertTrue(any(ref in str(refused.exception)
                            for ref in self.references))
        self.assertIsNone(self.node.wasl("case", "show", self.case, by="omar")[
            "kept_until"])

    def test_9_what_nothing_keeps_any_more_is_a_task(self):
        for ref in self.references:
            self.node.two(self.node.act(ref, "withdraw", "reason=fictif",
                                        by="omar"), by="zineb")
            self.node.act(ref, "close", by="omar")
        kept = self.node.wasl("case", "show", self.case, by="omar")
        self.assertTrue(kept["kept_until"])
        self.assertEqual([], self.due())
        old = self.node.wasl("case", "new", "vide (fictif)", by="omar")[
            "reference"]
        self.node.kill()
        self.database(f"UPDATE casefile SET at = 1 WHERE ref = '{old}'")
        self.database("UPDATE dossier SET changed_at = 1 WHERE ref IN "
                      f"{self.references}")
        self.node.start()
        self.assertEqual({old, self.case}, set(self.due()))
        # With dossiers in it a supervisor deletes it; they stay.
        with self.assertRaises(Refused) as refused:
            self.delete(self.case, "omar")
        self.assertEqual("DENIED", refused.exception.problem["code"])
        self.delete(self.case, "zineb")
        self.delete(old, "zineb")
        self.assertEqual([], self.due())
        self.assertEqual([], self.node.show(self.references[0])["cases"])
        self.assertEqual([], self.database(
            "SELECT m.uid FROM casefile_dossier AS m LEFT JOIN casefile AS c "
            "ON c.uid = m.uid WHERE c.uid IS NULL"))
        self.house.verified()


if __name__ == "__main__":
    unittest.main(verbosity=2)
