#!/usr/bin/python3
"""Two running nodes: rights of persons. What is refused on rights grounds is
remembered, what is not communicable has its true ground at home, requests have
a budget, what leaves is in a register, who asks gets an answer. None of it
travels. All persons are invented."""
import contextlib
import csv
import io
import json
import sqlite3
import unittest

from nodes import EXAMPLES, Refused, until
from scene import Scene
from story import after

REQUEST = json.loads((EXAMPLES / "arrest-request.json").read_text())
BUDGET = 50  # of information requests, in the example's profile
ANSWER = {"subject_answer": "Your request was dealt with as the law has it.",
          "appeal": "You may appeal to the example commission."}


class Rights(Scene):
    """The ceremony is held once; each test opens dossiers of its own."""

    MORE = {"MA": [("dina", "DPO", "dpo"), ("aziz", "IG", "auditor")],
            "FR": [("dora", "DPO", "dpo"), ("aude", "IG", "auditor")]}

    @classmethod
    def prepare(cls, node):
        with node.config() as config:
            config["desk"].update(ANSWER)

    def request(self, **person):
        """An arrest request of Paris on this person, arrived."""
        request = json.loads(json.dumps(REQUEST))
        request["person"] = {"role": "WANTED", "sex": "M", **person}
        path = self.base / "request.json"
        path.write_text(json.dumps(request, ensure_ascii=False))
        ref = self.line.request(self.paris, "arrest", "--file", path)
        self.rabat.act(ref, "ack", by="dalal")
        return ref

    def refuse(self, ref, ground, *words):
        self.rabat.two(self.rabat.act(ref, "refuse", f"ground={ground}",
                                      *words, by="omar"), by="zineb")

    def accept(self, ref):
        return self.rabat.act(ref, "accept", "--file",
                              EXAMPLES / "arrest-accept.json", by="omar")

    def rules(self, call, *words):
        """The rules that refuse it."""
        with self.assertRaises(Refused) as caught:
            call(*words)
        return [f["rule"] for f in
                caught.exception.problem.get("findings", [])]

    def denied(self, node, *words, by):
        with self.assertRaises(Refused) as caught:
            node.wasl(*words, by=by)
        self.assertEqual("DENIED", caught.exception.problem["code"])

    def before(self, ref, by="omar"):
        return self.rabat.wasl("check", ref, by=by)["refused_before"]

    def tasks(self, sort, by, node=None):
        return [t for t in (node or self.rabat).wasl("tasks", by=by)["tasks"]
                if t["sort"] == sort]

    # A refusal is remembered.

    def test_a_refused_person_is_known_under_other_spellings(self):
        arabic = {"family_name": "بنجلون", "given_names": "عبد الرحيم",
                  "birth_date": "1979-04-17"}
        first = self.request(**arabic)
        self.assertEqual([], self.before(first))
        self.refuse(first, "R18")
        latin = self.request(family_name_latin="Benjelloun",
                             given_names_latin="Abderrahim",
                             birth_date="1979-04-17")
        typo = self.request(family_name_latin="Benjeloun",
                            given_names_latin="Abderahim",
                            birth_date="1979-04-17")
        other = self.request(family_name_latin="Dupont",
                             given_names_latin="Jean-Claude",
                             birth_date="1955-01-09")
        self.assertEqual([], self.before(other))
        for ref in latin, typo:
            self.assertEqual([first], [h["refused_in"] for h in
                                       self.before(ref)])
            self.assertIn(ref, [t["reference"] for t in
                                self.tasks("refused-before", "omar")])
            self.assertIn("refused_before", self.rules(self.accept, ref))
        self.accept(other)
        self.denied(self.rabat, "refused", "clear", latin, "--reason", "so",
                    by="zineb")
        self.rabat.wasl("refused", "clear", latin, "--reason",
                        "the penalty was commuted", by="driss")
        self.assertNotIn(latin, [t["reference"] for t in
                                 self.tasks("refused-before", "driss")])
        self.rabat.two(self.accept(latin), by="zineb")
        self.assertIn("refused_before", self.rules(self.accept, typo))

    # Batches.

    def batch(self, node, ref, by):
        answer = node.wasl("batch", ref, by=by)
        return answer["vetted"] and [p.get("known")
                                     for p in answer["persons"]]

    def test_persons_of_a_batch_are_compared_on_both_sides(self):
        """Rabat remembers a refusal and has a list; Paris, who sends them,
        has a list of its own, and the request. Neither learns what the
        other has."""
        first = self.request(family_name="الرافضي", given_names="منصف",
                             birth_date="1977-05-06")
        self.refuse(first, "R18")
        for node, by, second, ref, who in [
                (self.rabat, "omar", "zineb", "R-1", "Thérèse Listeuse"),
                (self.paris, "olivier", "valerie", "P-1", "Basile Fichier")]:
            table = self.line.base / "list.csv"
            table.write_text(f"ref,name,birth\n{ref},{who},1966-03-04\n")
            node.wasl("watch", "import", table, "--list", "vetted",
                      "--source", "invented", "--basis", "invented",
                      "--retention", "2099-12-31", by=by, codes=(3,))
            node.wasl("watch", "approve", "vetted", "--yes", by=second)
        event = self.paris.two(self.paris.open(
            "event", "rabat.dgsn", "--file", EXAMPLES / "event-request.json",
            f"threat_until={after(24)}", by="olivier"),
            by="valerie")["reference"]
        table = self.line.base / "persons.csv"
        table.write_text(
            "number,family_name_latin,given_names_latin,birth_date,"
            "nationality,document\n"
            "1,Rafidi,Moncef,1977-05-06,MA,AA1\n"
            "2,Inconnue,Odile,1990-12-01,FR,AA2\n"
            "3,Listeuse,Thérèse,1966-03-04,FR,AA3\n"
            "4,Fichier,Basile,1966-03-04,FR,AA4\n")
        ref = self.paris.two(self.paris.open(
            "accreditation", "rabat.dgsn", "--file",
            EXAMPLES / "batch/request.json", "--persons", table,
            f"event={event}", f"needed_by={after(24)}",
            f"expires_at={after(48)}", by="olivier"),
            by="valerie")["reference"]
        until("Paris has looked", lambda: self.batch(
            self.paris, ref, "olivier"))
        self.assertEqual(["dossier", None, None, "list"],
                         self.batch(self.paris, ref, "olivier"))
        until("the persons arrived and Rabat has looked", lambda: [
            d for d in self.rabat.wasl("list", by="omar")["dossiers"]
            if d["reference"] == ref] and all(
                f["state"] == "here" for f in self.rabat.show(ref)["files"])
            and self.batch(self.rabat, ref, "omar"))
        self.assertEqual(["refused, dossier", None, "list", None],
                         self.batch(self.rabat, ref, "omar"))
        self.assertIn(ref, [t["reference"] for t in
                            self.tasks("refused-before", "omar")])
        self.assertIn((ref, "list, dossier"), [(t["reference"], t["what"]) for t in
                                      self.tasks("known", "omar")])
        self.assertEqual([first], [h["refused_in"] for h in
                                   self.before(ref)])
        # Whoever may read the batch finds its persons, by their documents too.
        for node, by in [(self.rabat, "omar"), (self.paris, "olivier")]:
            for words in [("Odile Inconnue", "--ref", ref),
                          ("Quelqu'un Autre", "--doc", "aa-2", "--reason",
                           "exemple de recherche")]:
                found = node.wasl("screen", *words, by=by)
                self.assertIn(ref, [h["reference"] for h in found["hits"]])
        # A list that comes later: its persons are compared again.
        table = self.line.base / "list.csv"
        table.write_text("ref,name,birth\nR-1,Thérèse Listeuse,1966-03-04\n"
                         "R-2,Odile Inconnue,1990-12-01\n")
        self.rabat.wasl("watch", "import", table, "--list", "vetted",
                        "--source", "invented", "--basis", "invented",
                        "--retention", "2099-12-31", by="omar")
        until("Rabat has looked again", lambda: self.batch(
            self.rabat, ref, "omar") == ["refused, dossier", "list", "list",
                                         None])

    def test_our_own_request_on_a_refused_person_needs_the_director(self):
        person = {"family_name_latin": "Chraibi", "given_names_latin": "Salma",
                  "birth_date": "1991-11-02"}
        self.refuse(self.request(**person), "R13")
        own = json.loads(json.dumps(REQUEST))
        own["person"] = {"role": "WANTED", "family_name": "الشرايبي",
                         "given_names": "سلمى", "birth_date": "1991-11-02"}
        path = self.base / "own.json"
        path.write_text(json.dumps(own, ensure_ascii=False))
        draft = self.rabat.open("arrest", "paris.pn", "--file", path,
                                by="omar")
        self.assertIn("refused_before",
                      self.rules(self.rabat.two, draft, "zineb"))
        self.rabat.wasl("refused", "clear", draft["reference"], "--reason",
                        "another matter", by="driss")
        self.rabat.two(draft, by="zineb")

    def test_what_is_remembered_outlives_a_restart_and_is_forgotten(self):
        person = {"family_name_latin": "Exemplaire",
                  "given_names_latin": "Nour", "birth_date": "1988-08-08"}
        self.refuse(self.request(**person), "R20")
        self.rabat.kill()
        self.rabat.start()
        self.rabat.ready()
        self.assertEqual(1, len(self.before(self.request(**person))))
        row = next(r for r in self.rabat.wasl("refused", "list",
                                              by="dina")["refused"]
                   if "nour" in r["name"].lower())
        self.assertEqual("R20", row["ground"])
        self.denied(self.rabat, "refused", "list", by="zineb")
        self.denied(self.rabat, "refused", "review", row["id"], "forget",
                    by="aziz")
        self.rabat.wasl("refused", "review", row["id"], "forget", by="dina")
        self.assertEqual([], self.before(self.request(**person)))

    # Not communicable.

    def test_r27_has_its_true_ground_at_home_signed_by_two(self):
        person = {"family_name_latin": "Zerouali", "given_names_latin": "Idir",
                  "birth_date": "1969-09-09"}
        ref = self.request(**person)
        refuse = ["refuse", "ground=R27"]
        self.assertIn("true_ground", self.rules(
            lambda: self.rabat.act(ref, *refuse, by="omar")))
        self.assertIn("true_ground", self.rules(lambda: self.rabat.act(
            ref, *refuse, "--true-ground", "R27", "--why", "x", by="omar")))
        self.assertIn("true_ground", self.rules(lambda: self.rabat.act(
            ref, "refuse", "ground=R01", "--true-ground", "R19", "--why", "x",
            by="omar")))
        draft = self.rabat.act(ref, *refuse, "--true-ground", "R19", "--why",
                               "a recognised refugee", by="omar")
        self.assertEqual({"code": "R19", "why": "a recognised refugee"},
                         self.rabat.wasl("drafts", draft["draft"],
                                         by="zineb")["true_ground"])
        self.rabat.two(draft, by="zineb")
        for by in "dina", "aziz":
            ground = next(g for g in self.rabat.wasl("grounds",
                                                     by=by)["grounds"]
                          if g["reference"] == ref)
            self.assertEqual(("R19", "omar", "zineb"),
                             (ground["code"], ground["author"],
                              ground["second"]))
        self.denied(self.rabat, "grounds", by="omar")
        until("it arrived", lambda: self.paris.show(ref)["state"] ==
              "refused")
        told = json.dumps(self.paris.show(ref), ensure_ascii=False)
        self.assertIn("R27", told)
        self.assertNotIn("R19", told)
        self.assertNotIn("refugee", told)
        self.assertEqual(1, len(self.before(self.request(**person))))

    def test_nothing_of_it_is_legible_in_the_database(self):
        person = {"family_name_latin": "Quelconque",
                  "given_names_latin": "Wissam", "birth_date": "1970-07-07"}
        ref = self.request(**person)
        self.refuse(ref, "R27", "--true-ground", "R11", "--why",
                    "legibletext")
        self.rabat.wasl("subject-request", "new", "Legible Quelconque",
                        "--contact", "legiblecontact", "--proof", "card",
                        "--text", "what?", by="dina")
        held = b"".join(p.read_bytes().lower() for p in
                        self.rabat.dir.glob("wasl.db*"))
        for word in [b"legible", b"quelconque", b"wissam"]:
            self.assertNotIn(word, held)

    # Checks at home.

    def test_an_unknown_article_3_answer_stops_an_acceptance(self):
        ref = self.request(family_name_latin="Normal",
                           given_names_latin="Paul", birth_date="1966-06-06")
        check = ["check", ref]
        sources = ["--sources", "the press, two associations"]
        self.rabat.wasl(*check, "article3", "--answer", "unknown", *sources,
                        by="omar")
        self.assertIn("article3", self.rules(self.accept, ref))
        self.rabat.wasl(*check, "article3", "--answer", "no", *sources,
                        by="omar")
        self.rabat.wasl(*check, "protection", "--answer", "yes", *sources,
                        by="omar")
        self.assertIn("protection", self.rules(self.accept, ref))
        # Signed by two; and taken back by two.
        with self.assertRaises(Refused) as caught:
            self.rabat.wasl(*check, "protection", "--answer", "yes", *sources,
                            by="omar")
        self.assertEqual("CONFLICT", caught.exception.problem["code"])
        self.rabat.wasl(*check, "protection", "--answer", "yes", *sources,
                        by="zineb")
        self.rabat.wasl(*check, "protection", "--answer", "no", *sources,
                        by="omar")
        self.assertIn("protection", self.rules(self.accept, ref))
        self.rabat.wasl(*check, "protection", "--answer", "no", *sources,
                        by="zineb")
        self.accept(ref)
        checks = self.rabat.wasl(*check, by="omar")["checks"]
        self.assertEqual([("article3", "unknown"), ("article3", "no"),
                          ("protection", "yes"), ("protection", "no")],
                         [(c["what"], c["answer"]) for c in checks])
        self.assertEqual(["", "", "zineb", "zineb"],
                         [c["second"] for c in checks])
        with self.assertRaises(Refused):
            self.rabat.wasl(*check, "article3", "--answer", "perhaps",
                            *sources, by="omar")

    # Against fishing.

    def test_two_hundred_requests_in_a_day_from_one_unit(self):
        fields = json.loads((EXAMPLES / "information-request.json")
                            .read_text())
        sent = refused = 0
        with contextlib.closing(self.paris.connect()) as connection:
            for _ in range(200):
                status, made = self.paris.call(
                    connection, "POST", "/v1/dossiers", "olivier",
                    {"kind": "information", "to": "rabat.dgsn",
                     "fields": fields})
                if status != 202:
                    self.assertIn("budget", [f["rule"] for f in
                                             made["findings"]])
                    refused += 1
                    continue
                draft = f"/v1/drafts/{made['draft']}"
                _, shown = self.paris.call(connection, "GET", draft,
                                           "valerie")
                status, _ = self.paris.call(
                    connection, "POST", f"{draft}/approve", "valerie",
                    {"digest": shown["digest"]})
                self.assertEqual(201, status)
                sent += 1
        self.assertEqual((BUDGET, 200 - BUDGET), (sent, refused))
        # A partner that does not hold to it is seen here.
        self.assertEqual([], self.tasks("budget", "zineb"))
        self.paris.kill()
        with sqlite3.connect(self.paris.dir / "wasl.db") as db:
            db.execute("DELETE FROM budget")
        self.paris.start()
        self.paris.ready()
        self.paris.two(self.paris.open(
            "information", "rabat.dgsn", "--file",
            EXAMPLES / "information-request.json", by="olivier"),
            by="valerie")
        task = until("it is told", lambda: self.tasks("budget", "zineb"))[0]
        self.assertEqual((fields["unit"], "information"),
                         (task["what"], task["kind"]))
        self.rabat.wasl("done", task["id"], "--note", "asked Paris",
                        by="zineb")

    # The register, the logs.

    def test_what_leaves_is_in_the_register_with_its_reason(self):
        ref = self.request(family_name_latin="Registre",
                           given_names_latin="Rita", birth_date="1990-01-02")
        rows = [r for r in self.paris.wasl("register", by="dora")["transfers"]
                if r["reference"] == ref]
        self.assertEqual([("rabat.dgsn", "MA", "open",
                           REQUEST["transfer_basis"], REQUEST["necessity"])],
                         [(r["recipient"], r["side"], r["act"], r["basis"],
                           r["necessity"]) for r in rows])
        self.assertIn("person", rows[0]["fields"].split(","))
        for node, by in ((self.rabat, "dina"), (self.paris, "dora")):
            for r in node.wasl("register", by=by)["transfers"]:
                self.assertTrue(r["basis"] and r["necessity"], r)
        self.denied(self.paris, "register", by="olivier")
        _, out, _ = self.paris.run("register", "--csv", "--as", "aude")
        table = list(csv.DictReader(io.StringIO(out)))
        self.assertIn(ref, [r["reference"] for r in table])
        _, out, _ = self.paris.run("register", "--csv", "--limit", "1",
                                   "--as", "dora")
        self.assertEqual(table, list(csv.DictReader(io.StringIO(out))))
        self.assertEqual([], self.paris.wasl("register", "--since",
                                             "2199-01-01",
                                             by="dora")["transfers"])

    def test_the_access_log_is_filtered_and_leaves_as_a_table(self):
        ref = self.request(family_name_latin="Acces", given_names_latin="Ali",
                           birth_date="1990-01-03")
        self.rabat.show(ref, by="zineb")
        self.rabat.show(ref, by="omar")
        rows = self.rabat.wasl("access-log", "--reference", ref, "--officer",
                               "omar", "--what", "read",
                               by="aziz")["access"]
        self.assertEqual([("omar", "read", ref)],
                         [(r["officer"], r["what"], r["reference"])
                          for r in rows])
        _, out, _ = self.rabat.run("access-log", "--reference", ref, "--csv",
                                   "--as", "dina")
        self.assertLessEqual({"omar", "zineb"}, {
            r["officer"] for r in csv.DictReader(io.StringIO(out))})
        whole = list(csv.DictReader(io.StringIO(out)))
        first = self.rabat.wasl("access-log", "--reference", ref, "--limit",
                                "1", by="aziz")
        second = self.rabat.wasl("access-log", "--reference", ref, "--limit",
                                 "1", "--after", first["next"], by="aziz")
        self.assertEqual([r["at"] for r in whole[:2]],
                         [r["at"] for p in (first, second)
                          for r in p["access"]])
        with self.assertRaises(Refused):
            self.rabat.wasl("access-log", "--what", "dancing", by="aziz")

    def test_the_same_pair_of_persons_is_told_to_the_auditor(self):
        for i in range(5):
            self.request(family_name_latin="Paire", given_names_latin="Zoe",
                         birth_date=f"199{i}-05-05")
        pair = next(p for p in self.paris.wasl("pairs", by="aude")["pairs"]
                    if (p["author"], p["second"]) == ("olivier", "valerie"))
        self.assertTrue(pair["above"])
        self.denied(self.paris, "pairs", by="olivier")

    # Who asks about his data.

    def test_who_asks_gets_the_same_words_in_the_same_time(self):
        new = ["subject-request", "new"]
        rest = ["--contact", "1 example street", "--proof", "identity card",
                "--text", "which data of mine are held?"]
        self.request(family_name="مثال", given_names="كريم",
                     family_name_latin="Mithal", given_names_latin="Karim",
                     birth_date="1980-02-03")
        known = self.rabat.wasl(*new, "كريم مثال", "--birth", "1980-02-03",
                                *rest, by="dina")
        unknown = self.rabat.wasl(*new, "Yvonne Inconnue", *rest, by="dina")
        self.assertAlmostEqual(0, abs(len(known) - len(unknown)))
        for by in ["omar", "zineb", "driss", "amal", "aziz"]:
            self.denied(self.rabat, "subject-request", "list", by=by)
        self.assertEqual([known["id"]], [r["id"] for r in self.rabat.wasl(
            "subject-request", "list", "--name", "Karim Mithal",
            by="dina")["requests"]])
        self.assertLessEqual(2, len(self.tasks("subject-request", "dina")))
        with self.assertRaises(Refused):
            self.rabat.wasl(*new, "12345", *rest, by="dina")
        words = set()
        for file, note in (known, "one dossier"), (unknown, "nothing"):
            answer = self.rabat.wasl("subject-request", "answer", file["id"],
                                     "--note", note, by="dina")
            words.add((answer["answer"], answer["appeal"]))
            self.assertEqual(note, self.rabat.wasl(
                "subject-request", "show", file["id"], by="dina")["note"])
        self.assertEqual({tuple(ANSWER.values())}, words)
        with self.assertRaises(Refused) as caught:
            self.rabat.wasl("subject-request", "answer", known["id"],
                            "--note", "again", by="dina")
        self.assertEqual("CONFLICT", caught.exception.problem["code"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
