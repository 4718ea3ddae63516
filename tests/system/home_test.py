#!/usr/bin/python3
"""Two running nodes: what stays at home. Who may read which dossier, what
waits for whom, what is remembered; none of it travels."""
import unittest

from nodes import EXAMPLES
from scene import Scene

REQUEST = EXAMPLES / "arrest-request.json"


class Home(Scene):
    """The ceremony is held once; each test opens dossiers of its own."""

    # Beside the usual staff of Rabat, whose triage desk is the unit BCN: two
    # case officers of two units, a liaison officer, data protection and an
    # auditor.
    MORE = {"MA": [("brahim", "BRI", "unit"), ("basma", "BRI", "unit"),
                   ("samir", "STUP", "unit"), ("sana", "STUP", "operator"),
                   ("laila", "PAR", "liaison"), ("dina", "DPO", "dpo"),
                   ("aziz", "IG", "auditor")]}

    def request(self):
        """An arrest request of Paris that has arrived; its reference."""
        return self.line.request(self.paris, "arrest", "--file", REQUEST)

    def listed(self, by):
        return [d["reference"] for d in
                self.rabat.wasl("list", "--limit", "500", by=by)["dossiers"]]

    def refused(self, code, *words, by):
        return super().refused(code, self.rabat.wasl, *words,
                               by=by).problem["detail"]

    # Need to know.

    def test_a_case_officer_sees_what_his_unit_was_assigned(self):
        ref, other = self.request(), self.request()
        for by in ["brahim", "sana", "laila"]:
            self.assertNotIn(ref, self.listed(by))
            self.assertIn("triage desk", self.refused("DENIED", "show", ref,
                                                      by=by))
        self.rabat.wasl("assign", ref, "BRI", by="omar")
        for by in ["brahim", "basma"]:
            self.assertEqual([ref], [r for r in self.listed(by)
                                     if r in (ref, other)])
            self.assertEqual(ref, self.rabat.show(ref, by=by)["reference"])
        self.assertIn("BRI", self.refused("DENIED", "show", ref, by="samir"))
        self.refused("DENIED", "act", ref, "service_note", "note=hello",
                     by="samir")

    def test_a_hand_over_takes_it_from_those_who_had_it(self):
        ref = self.request()
        self.rabat.wasl("assign", ref, "brahim", by="dalal")
        self.refused("DENIED", "show", ref, by="basma")
        self.refused("DENIED", "assign", ref, "STUP", by="brahim")
        self.rabat.wasl("assign", ref, "STUP", "--hand-over", by="omar")
        self.refused("DENIED", "show", ref, by="brahim")
        desk = self.rabat.wasl("assign", ref, by="samir")
        self.assertEqual("assigned", desk["state"])
        self.assertEqual([("STUP", "assigned", "omar")],
                         [(r["unit"], r["why"], r["by"])
                          for r in desk["readers"]])

    def test_a_director_breaks_the_glass_for_a_reason_on_record(self):
        ref, other = self.request(), self.request()
        self.assertIn(ref, self.listed("driss"))
        self.assertIn("--reason", self.refused("DENIED", "show", ref,
                                               by="driss"))
        self.refused("SCHEMA", "show", ref, "--reason", "", by="driss")
        self.refused("DENIED", "show", ref, "--reason", "why not",
                     by="brahim")
        self.refused("DENIED", "show", ref, "--reason", "keys", by="amal")
        self.rabat.wasl("show", ref, "--reason", "the minister asks",
                        by="driss")
        self.rabat.show(ref, by="driss")
        self.refused("DENIED", "show", other, by="driss")
        self.assertIn(
            ("driss", "glass", ref, "the minister asks"),
            [(r["officer"], r["what"], r["reference"], r["purpose"]) for r in
             self.rabat.wasl("access-log", by="aziz")["access"]])

    def test_the_opening_unit_reads_what_it_opened(self):
        made = self.rabat.two(self.rabat.open(
            "information", "paris.pn", "--file",
            EXAMPLES / "information-request.json", by="samir"), by="zineb")
        ref = made["reference"]
        self.assertEqual(ref, self.rabat.show(ref, by="sana")["reference"])
        self.refused("DENIED", "show", ref, by="brahim")

    def test_a_second_person_reads_only_drafts_of_his_desk(self):
        ref = self.request()
        self.rabat.act(ref, "ack", by="dalal")
        draft = self.rabat.act(ref, "refuse", "ground=R01", by="omar")["draft"]
        self.addCleanup(self.rabat.run, "return", draft, "--reason", "over",
                        "--as", "zineb")
        self.refused("DENIED", "drafts", draft, by="brahim")
        self.assertEqual(draft, self.rabat.wasl("drafts", draft,
                                                by="zineb")["id"])

    def test_desk_states_stay_at_home(self):
        ref = self.request()
        self.assertEqual("triage", self.rabat.wasl("assign", ref,
                                                   by="omar")["state"])
        for state in ["executing", "awaiting-authority", "reply-draft"]:
            self.assertEqual(state, self.rabat.wasl("mark", ref, state,
                                                    by="omar")["state"])
        self.refused("SCHEMA", "mark", ref, "finished", by="omar")
        self.assertEqual("sent", self.paris.show(ref)["state"])
        self.assertEqual("triage", self.paris.wasl("assign", ref,
                                                   by="olivier")["state"])

    def test_nobody_is_assigned_who_is_not_enrolled(self):
        ref = self.request()
        for to in ["nobody", "XYZ", "b r i"]:
            self.refused("NOT_FOUND", "assign", ref, to, by="omar")


if __name__ == "__main__":
    unittest.main(verbosity=2)
