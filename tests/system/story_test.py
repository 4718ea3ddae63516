#!/usr/bin/python3
"""Two real nodes, the arrest story, and what must not leave the house."""
import json
import unittest

from nodes import EXAMPLES
from scene import Scene
from story import REQUEST, Story, example, shared_view


class TwoNodes(Scene):
    def ask(self, *words, by="olivier"):
        return self.paris.open("arrest", "rabat.dgsn", "--file", REQUEST,
                               *words, by=by)

    def size(self):
        return self.paris.line()["own"]["size"]

    # The story.

    def test_acts_cross_while_a_node_is_killed_and_both_sides_agree(self):
        story = Story(self.line)
        story.refused_at_home()
        story.ask()
        story.accept()
        story.withdraw_while_rabat_is_dead()
        story.arrest_while_the_line_is_cut()
        story.cross()
        story.free()
        story.answer()
        for reference, outcome in [(story.arrest, "RELEASED_BY_JUDGE"),
                                   (story.information, "ANSWERED")]:
            rabat, paris = story.settled(reference)
            self.assertEqual(shared_view(rabat), shared_view(paris))
            self.assertEqual((rabat["state"], rabat["outcome"]),
                             ("closed", outcome))
            self.assertTrue(all(a["receipt"] and a["bound"]
                                for a in rabat["acts"]))
            self.assertFalse([c["name"] for c in rabat["clocks"]
                              if not c["stopped"]])
        story.verified()
        for node in self.line.nodes:
            alarms = node.wasl("status", by=node.admin)["alarms"]
            self.assertEqual(alarms, [])

    def test_a_person_is_surrendered_and_both_sides_restart_after_it(self):
        story = Story(self.line)
        story.ask()
        story.accept()
        rabat, paris, arrest = self.rabat, self.paris, story.arrest
        rabat.act(arrest, "arrested", *example("arrest-arrested"), by="dalal")
        story.arrives(paris, arrest, "custody")
        rabat.act(arrest, "fate", *example("arrest-fate"), by="dalal")
        story.arrives(paris, arrest, "answered")
        paris.act(arrest, "assess", *example("arrest-assess"), by="olivier")
        paris.two(paris.act(arrest, "close", *example("arrest-close"),
                            by="olivier"), by="valerie")
        story.arrives(rabat, arrest, "closed")
        before = shared_view(story.settled(arrest)[0])
        for node in self.line.nodes:
            self.assertEqual(node.terminate(), 0)
        for node in self.line.nodes:
            node.start()
        for node in self.line.nodes:
            node.ready()
        self.assertEqual({shared_view(s) for s in story.settled(arrest)},
                         {before})
        story.verified()

    # What does not leave the house.

    def test_every_fault_of_a_request_is_told_at_once_and_nothing_is_kept(self):
        request = json.loads(REQUEST.read_text())
        del request["warrant"], request["facts"]["language"]
        request["person"]["sex"] = "Q"
        request["penalty_months"] = 0
        request["limitation_date"] = "2046-13-41"
        request["unheard_of"] = 1
        path = self.line.base / "faulty.json"
        path.write_text(json.dumps(request))
        before = self.size(), self.paris.wasl("drafts", by="valerie")
        fault = self.refused("SCHEMA", self.paris.open, "arrest", "rabat.dgsn",
                             "--file", path, by="olivier")
        self.assertEqual(sorted(fault.pointers()), [
            "/facts/language", "/limitation_date", "/penalty_months",
            "/person/sex", "/unheard_of", "/warrant"])
        self.assertEqual(before, (self.size(),
                                  self.paris.wasl("drafts", by="valerie")))

    def test_fields_that_contradict_each_other_are_all_told(self):
        fault = self.refused("RULE", self.ask, "phase=EXECUTION",
                             "sentence_months:=3", "remaining_months:=5",
                             "basis=assistance-2008")
        self.assertLessEqual({"/remaining_months", "/basis"},
                             set(fault.pointers()))

    def test_an_act_that_the_state_does_not_know_is_refused(self):
        story = Story(self.line)
        reference = story.ask()
        before = self.size()
        for act, words in [("assess", example("arrest-assess")),
                           ("close", example("arrest-close"))]:
            fault = self.refused("CONFLICT", self.paris.act, reference, act,
                                 *words, by="olivier")
            self.assertEqual(fault.pointers(), ["/act"])
            self.assertIn("sent", fault.text)
        self.refused("CONFLICT", self.paris.act, reference, "ack", by="damien")
        self.refused("NOT_FOUND", self.paris.act, reference, "no_such_act",
                     by="damien")
        self.assertEqual(self.size(), before)

    def test_nobody_approves_what_he_wrote(self):
        draft = self.ask(by="valerie")
        fault = self.refused("DENIED", self.paris.two, draft, by="valerie")
        self.assertIn("author", fault.text)
        self.refused("DENIED", self.paris.two, draft, by="olivier")
        self.paris.wasl("return", draft["draft"], "--reason", "test",
                        by="valerie")

    def test_a_uid_speaks_only_for_officers_that_the_configuration_lists(self):
        self.refused("DENIED", self.ask, by="nobody")
        self.refused("DENIED", self.ask, by="driss")  # of the other side
        self.refused("DENIED", self.ask, by=None)     # several: which?

    def test_an_arrest_does_not_leave_without_a_limit_of_provisional_arrest(
            self):
        usual = EXAMPLES / "profile-ma-fr.json"
        self.line.agree(EXAMPLES / "profile-ma-fr-open.json",
                        first=self.paris)
        try:
            before = self.size()
            fault = self.refused("RULE", self.ask)
            self.assertIn("$profile/provisional_arrest_days", fault.text)
            self.assertEqual(self.size(), before)
        finally:
            self.line.agree(usual)
        self.assertTrue(self.ask()["draft"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
