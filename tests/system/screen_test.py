#!/usr/bin/python3
"""Two running nodes: who is found, what is shown to whom, what is written down,
and that what was purged, or a broken snapshot, shows nobody."""
import contextlib
import hashlib
import json
import sqlite3
import unittest

from nodes import Refused, until
from screen_files import Files
from screen_lists import Lists
from screening import ARABIC, LATIN, REASON, REQUEST, Screening


class Screen(Lists, Files, Screening):
    # Finding.

    def test_either_alphabet_finds_the_person_on_both_sides(self):
        for node, by in [(self.paris, "olivier"), (self.rabat, "omar")]:
            for name in [LATIN, ARABIC, "KHAYALI Selim El-Mithali",
                         "الميتالي الخيالي سليم"]:
                answer = self.screen(name, "--reason", REASON, by=by,
                                     node=node)
                self.assertIn(self.ref, self.refs(answer), (node.name, name))
                self.assertTrue(answer["complete"])
        self.assertEqual([], self.refs(self.screen(
            "Jeanne Inconnue", "--reason", REASON)))

    def test_a_document_is_enough_and_facts_weigh(self):
        answer = self.screen("Quelqu'un Autre", "--doc", "00 xx 00000",
                             "--reason", REASON)
        self.assertEqual([self.ref], self.refs(answer))
        self.assertTrue(answer["hits"][0]["document"])
        same = self.screen(LATIN, "--born", "1987-03-02", "--ref", self.ref)
        other = self.screen(LATIN, "--born", "1961-10-20", "--reason", REASON)
        likely = [a["hits"][0]["probability"] if a["hits"] else 0
                  for a in (same, other)]
        self.assertGreater(likely[0], likely[1])

    def test_a_person_is_shown_as_the_dossier_writes_him(self):
        for words, name in [
                (LATIN, "SALIM EL MITALI EL KHAYALI"),
                (ARABIC, "سليم المثالي الخيالي"),
                ("Salim Elmitali", "ELMITALI Salim")]:
            hits = self.screen(words, "--reason", REASON)["hits"]
            self.assertEqual({h["reference"]: h["name"]
                              for h in hits}[self.ref], name)

    def test_a_hit_says_why_and_decides_nothing(self):
        answer = self.screen(ARABIC, "--ref", self.ref)
        hit = answer["hits"][0]
        self.assertTrue(hit["cited"])
        self.assertGreater(len(hit["explanation"]["parts"]), 1)
        code, out, err = self.paris.run("screen", ARABIC, "--ref", self.ref,
                                        "--explain", "--as", "olivier")
        self.assertEqual(code, 0, err)
        self.assertIn(self.ref, out)
        self.assertIn("two persons decide", out)
        self.assertNotIn("same person", out)
        self.assertIn("how well the letters agree", out)
        for language, words in [("fr", "concordance des lettres"),
                                ("ar", "مدى اتفاق الحروف")]:
            code, out, err = self.paris.run(
                "screen", ARABIC, "--ref", self.ref, "--explain", "--as",
                "olivier", "--lang", language)
            self.assertIn(words, out)
            self.assertNotIn("shares", out)

    # The reason.

    def test_a_search_needs_a_matching_dossier_or_a_reason(self):
        for words in [(LATIN,), ("Jeanne Autre", "--ref", self.ref),
                      (LATIN, "--reason", "why")]:
            with self.assertRaises(Refused) as caught:
                self.screen(*words)
            self.assertEqual(caught.exception.problem["code"], "RULE")
            self.assertEqual(caught.exception.pointers(), ["/reason"])
            self.assertNotIn("hits", caught.exception.problem)
        self.assertFalse(self.screen(LATIN, "--ref", self.ref)["unmatched"])
        self.assertTrue(self.screen(
            "Jeanne Autre", "--ref", self.ref, "--reason",
            REASON)["unmatched"])

    def test_weak_strangers_wait_for_a_reason(self):
        made = self.paris.open(
            "arrest", "rabat.dgsn", "--file", self.changed(
                "Slim", "EL MITALI", "سليم", "المثالي"), by="olivier")
        self.addCleanup(self.paris.run, "return", made["draft"], "--reason",
                        "the test is over", "--as", "valerie")
        born = ["--born", "1987-03-02"]
        shy = self.screen(LATIN, *born, "--ref", self.ref)
        told = self.screen(LATIN, *born, "--ref", self.ref, "--reason", REASON)
        self.assertFalse(told["unmatched"])
        self.assertEqual(told["hidden"], 0)
        self.assertEqual(len(shy["hits"]) + shy["hidden"], len(told["hits"]))
        for hit in shy["hits"]:
            self.assertTrue(hit["cited"] or hit["verdict"] == "probable")

    # Need-to-know.

    def test_what_one_may_not_read_is_only_told_to_be_there(self):
        """Triage is for those of the units that wasl.json names; a unit's
        officer is none of them."""
        answer = self.screen(LATIN, "--reason", REASON, by="ugo")
        self.assertEqual(answer["hits"], [])
        self.assertEqual([e["unit"] for e in answer["elsewhere"]], ["SPOC"])
        self.assertNotIn(self.ref, json.dumps(answer))
        with self.assertRaises(Refused) as caught:
            self.screen(LATIN, "--ref", self.ref, by="ugo")
        self.assertEqual(caught.exception.problem["code"], "DENIED")

    def test_roles_that_do_not_search_are_refused(self):
        for by in ["anne", "dora"]:
            with self.assertRaises(Refused) as caught:
                self.screen(LATIN, "--reason", REASON, by=by)
            self.assertEqual(caught.exception.problem["code"], "DENIED")
        for language, words in [("fr", "vos rôles ne permettent pas"),
                                ("ar", "أدوارك لا تأذن")]:
            _, _, err = self.paris.run("screen", LATIN, "--reason", REASON,
                                       "--as", "anne", "--lang", language)
            self.assertIn(words, err)
            self.assertEqual(len(err.splitlines()), 1)

    # What is written down.

    def test_every_search_is_recorded_and_unmatched_ones_reviewed(self):
        words = "vérification sans suite, exemple"
        self.screen("Jeanne Introuvable", "--reason", words)
        self.screen("Introuvable Jeanne", "--reason", words)
        rows = [r for r in self.paris.wasl("access-log", by="dora")["access"]
                if r["what"] == "search" and r["purpose"] == words]
        self.assertEqual(len(rows), 2)
        self.assertEqual(rows[0]["subject"], rows[1]["subject"])
        self.assertEqual(len(rows[0]["subject"]), 64)
        self.assertNotIn("Introuvable", json.dumps(rows))
        todo = [r for r in self.paris.wasl("screen", "review",
                                           by="valerie")["searches"]
                if r["reason"] == words]
        self.assertEqual([(r["found"], r["unmatched"]) for r in todo],
                         [(0, True)] * 2)
        self.paris.wasl("screen", "review", todo[0]["id"], "--note", "expliqué",
                        by="valerie")
        with self.assertRaises(Refused) as caught:
            self.paris.wasl("screen", "review", todo[0]["id"], by="denis")
        self.assertEqual(caught.exception.problem["code"], "CONFLICT")
        left = [r["id"] for r in self.paris.wasl(
            "screen", "review", by="dora")["searches"]]
        self.assertNotIn(todo[0]["id"], left)
        self.assertIn(todo[1]["id"], left)
        with self.assertRaises(Refused):
            self.paris.wasl("screen", "review", by="olivier")

    def test_nobody_reviews_his_own_search(self):
        self.screen("Jeanne Propre", "--reason", "exemple de recherche",
                    by="valerie")
        row = [r for r in self.paris.wasl("screen", "review",
                                          by="valerie")["searches"]
               if r["officer"] == "valerie"][0]
        with self.assertRaises(Refused) as caught:
            self.paris.wasl("screen", "review", row["id"], by="valerie")
        self.assertEqual(caught.exception.problem["code"], "DENIED")

    # Corrections.

    def test_who_was_corrected_is_found_as_he_is_and_no_more_as_he_was(self):
        ref = self.sent(self.changed("Bérénice", "FAUTIVELLE", "برنيس",
                                     "فوتيفل", born="1961-02-03"))
        both = [(self.paris, "olivier"), (self.rabat, "omar")]
        right = ("Bérénice ROCHEJUSTE", "--reason", REASON)
        wrong = ("Bérénice FAUTIVELLE", "--reason", REASON)
        for node, by in both:
            until("it is known", lambda: ref in self.refs(
                self.screen(*wrong, by=by, node=node)))
        for field, value in [("family_name_latin", "ROCHEJUSTE"),
                             ("family_name", "روش جوست"),
                             ("birth_date", "1962-02-03")]:
            self.paris.two(self.paris.act(
                ref, "correct", f"corrected_field=/person/{field}",
                "old_hash=" + "00" * 32, f"new_value={value}", by="olivier"),
                by="valerie")
        for node, by in both:
            until("the corrections count", lambda: [
                h for h in self.screen(*right, "--born", "1962-02-03", by=by,
                                       node=node)["hits"]
                if h["reference"] == ref and h["born"] == "1962-02-03"])
            self.assertNotIn(ref, self.refs(self.screen(*wrong, by=by,
                                                        node=node)))

    # The monthly draw.

    def test_every_month_some_searches_are_drawn_and_anyone_can_check(self):
        for i in range(12):
            self.screen(f"Tirée Ausort{i}", "--reason", REASON)
        self.paris.kill()
        with contextlib.closing(sqlite3.connect(
                self.paris.dir / "wasl.db")) as db:
            db.execute("UPDATE consultation SET at = at - 40 * 86400")
            db.commit()
            ids = [row[0] for row in db.execute(
                "SELECT id FROM consultation ORDER BY id")]
        self.paris.start()
        review = self.paris.wasl("screen", "review", "--all", by="valerie")
        draw = review["draws"][0]
        self.assertEqual(draw["searches"], len(ids))
        self.assertEqual(draw["drawn"], max(5, -(-len(ids) // 50)))
        lots = sorted(ids, key=lambda i: hashlib.sha256(
            bytes.fromhex(draw["seed"]) + i.to_bytes(8, "big")).digest()[:8])
        self.assertEqual(sorted(s["id"] for s in review["searches"]
                                if s.get("drawn")),
                         sorted(lots[:draw["drawn"]]))
        again = self.paris.wasl("screen", "review", "--all", by="valerie")
        self.assertEqual(again["draws"], review["draws"])

    # Drafts.

    def test_a_draft_is_known_until_it_is_returned(self):
        made = self.paris.open(
            "arrest", "rabat.dgsn", "--file", self.changed(
                "Brouillon", "EXEMPLARIDI", "برويون", "إكزمبلاريدي"),
            by="olivier")
        ask = ("Brouillon Exemplaridi", "--reason", REASON)
        hit = self.screen(*ask)["hits"][0]
        self.assertEqual(hit["source"], "draft")
        self.paris.wasl("return", made["draft"], "--reason", "no ground",
                        by="valerie")
        self.assertEqual([], self.screen(*ask)["hits"])

    # Duplicates.

    def notes(self, answer):
        return [f["text"] for f in answer["findings"]
                if f["severity"] == "note"
                and f["rule"].startswith("known")]

    def test_an_opening_says_that_the_person_is_known(self):
        made = self.paris.open("arrest", "rabat.dgsn", "--file", REQUEST,
                               by="olivier")
        self.addCleanup(self.paris.run, "return", made["draft"], "--reason",
                        "the test is over", "--as", "valerie")
        self.assertIn(self.ref, " ".join(self.notes(made)))
        seen = self.paris.wasl("drafts", made["draft"], by="valerie")
        self.assertIn(self.ref, " ".join(self.notes(seen)))
        mine = self.paris.open("arrest", "rabat.dgsn", "--file", REQUEST,
                               by="ugo")
        self.addCleanup(self.paris.run, "return", mine["draft"], "--reason",
                        "the test is over", "--as", "valerie")
        self.assertNotIn(self.ref, json.dumps(mine))
        self.assertEqual(["SPOC"], self.notes(mine))
        fresh = self.paris.open(
            "arrest", "rabat.dgsn", "--file", self.changed(
                "Nouveau", "JAMAISVU", "نوفو", "جاميفو"), by="olivier")
        self.addCleanup(self.paris.run, "return", fresh["draft"], "--reason",
                        "the test is over", "--as", "valerie")
        self.assertEqual([], self.notes(fresh))

    # Restarts.

    def test_a_restart_finds_the_same_whatever_became_of_the_snapshot(self):
        path = self.rabat.dir / "persons.idx"
        ask = (LATIN, "--reason", REASON)
        saved = False
        for damage in [None, lambda b: b[:len(b) // 2],
                       lambda b: b[:200] + b"\xff" + b[201:], lambda b: b"",
                       lambda b: b"x" * 5000]:
            if damage and path.exists():
                path.write_bytes(damage(path.read_bytes()))
                saved = True
            self.rabat.kill()
            self.rabat.start()
            answer = self.screen(*ask, by="omar", node=self.rabat)
            until("it is complete", lambda: self.persons(
                self.rabat)["complete"])
            answer = self.screen(*ask, by="omar", node=self.rabat)
            self.assertIn(self.ref, self.refs(answer))
            self.assertTrue(answer["complete"])
            if damage:
                until("a new snapshot stands", lambda: path.exists() and
                      path.stat().st_size > 136)
        self.assertTrue(saved or not path.exists())

    # Hostile input.

    def test_any_bytes_are_answered_with_sense(self):
        for name in ["", " ", "123", "😀", "a" * 5000, "\u202e\u202e",
                     "<b></b>"]:
            with self.assertRaises(Refused, msg=name) as caught:
                self.screen(name, "--reason", REASON)
            self.assertEqual(caught.exception.pointers(), ["/name"], name)
        self.screen("<b>Salim</b> аbс", "--reason", REASON)
        for words, pointer in [(("--born", "1987-02-30"), "/born"),
                               (("--born", "hier"), "/born"),
                               (("--sex", "Q"), "/sex"),
                               (("--place", "42"), "/place")]:
            with self.assertRaises(Refused) as caught:
                self.screen(LATIN, *words, "--reason", REASON)
            self.assertEqual(caught.exception.pointers(), [pointer])


if __name__ == "__main__":
    unittest.main(verbosity=2)
