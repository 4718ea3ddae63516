#!/usr/bin/python3
"""Two running nodes: decisions of a meeting become commitments, the roadmap
and the pack show where the sides differ, and a communiqué is published only as
both approved it, with the figures that both signed."""
import copy
import datetime
import json
import unittest

from nodes import EXAMPLES, Refused, until
from scene import Scene

MONTH = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m")


def example(name):
    return json.loads((EXAMPLES / f"{name}.json").read_text())


class Papers(Scene):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meetings = [cls.open(cls.rabat, "meeting", example(
            "meeting-request"), by="omar") for _ in range(5)]

    # A record as a file, an act with its second person if it needs one.

    @classmethod
    def file(cls, fields):
        path = cls.line.base / "fields.json"
        path.write_text(json.dumps(fields, ensure_ascii=False))
        return path

    @classmethod
    def done(cls, node, answer, second):
        return node.two(answer, by=second) if answer.get("draft") else answer

    @classmethod
    def open(cls, node, kind, fields, by, second=None):
        answer = node.open(kind, cls.line.other(node).name, "--file",
                           cls.file(fields), by=by)
        ref = cls.done(node, answer, second)["reference"]
        until("it arrived", lambda: cls.line.other(node).has(ref))
        return ref

    @classmethod
    def act(cls, node, ref, act, fields, by=None, second=None):
        by = by or ("omar" if node is cls.rabat else "olivier")
        second = second or node.staff[-1][0]
        before = cls.acts(cls.line.other(node), ref)
        cls.done(node, node.act(ref, act, "--file", cls.file(fields), by=by),
                 second)
        until(f"{act} arrived", lambda: len(cls.acts(
            cls.line.other(node), ref)) > len(before))

    @staticmethod
    def acts(node, ref):
        return [a["act"] for a in node.show(ref)["acts"]]

    def test_1_decisions_become_commitments_once(self):
        ref = self.meetings[0]
        with self.assertRaises(Refused):
            self.rabat.wasl("meeting", "decisions", ref, by="omar")
        self.act(self.paris, ref, "confirm_date",
                 example("meeting-confirm_date"))
        self.act(self.rabat, ref, "held", example("meeting-held"))
        self.act(self.rabat, ref, "minutes", example("meeting-minutes"))
        digest = self.paris.show(ref)["agree"]["minutes"]["hash"]
        self.act(self.paris, ref, "approve_minutes",
                 {"minutes_hash": digest})
        drafts = self.rabat.wasl("meeting", "decisions", ref,
                                 by="omar")["drafts"]
        self.assertEqual(1, len(drafts))
        again = self.rabat.wasl("meeting", "decisions", ref, by="omar")
        self.assertEqual([], again["drafts"])
        made = self.rabat.two(drafts[0], by="zineb")["reference"]
        until("the commitment arrived", lambda: made in [
            c["reference"] for c in self.roadmap(self.paris)])
        again = self.rabat.wasl("meeting", "decisions", ref, by="omar")
        self.assertEqual([], again["drafts"])
        for node in self.line.nodes:
            one, = self.roadmap(node)
            self.assertEqual(("CYB", "FR", None), (
                one["sector"], one["owner"], one["status"]))
            self.assertEqual("2027-06-30T00:00:00Z", one["next_due"])
            self.assertEqual(one["meeting"], self.rabat.show(ref)["id"])

    @staticmethod
    def roadmap(node, *words):
        return node.wasl("roadmap", *words,
                         by=node.staff[-1][0])["commitments"]

    def test_2_the_roadmap_shows_what_each_side_signed(self):
        ref, = [c["reference"] for c in self.roadmap(self.rabat)]
        self.act(self.paris, ref, "accept", example("commitment-accept"))
        for node, value in [(self.rabat, 5), (self.paris, 8)]:
            self.act(node, ref, "value", {**example("commitment-value"),
                                          "value": value},
                     by=node.staff[-1][0])
        for node, own, partner in [(self.rabat, 5, 8), (self.paris, 8, 5)]:
            one, = self.roadmap(node, "--sector", "CYB")
            self.assertEqual((own, partner, own - partner), (
                one["own_value"], one["partner_value"], one["difference"]))
            self.assertEqual("2027-03", one["period"])
        self.assertEqual([], self.roadmap(self.rabat, "--sector", "TER"))
        pack = self.rabat.wasl("meeting", "pack", self.meetings[1],
                               by="omar")
        item, = [i for i in pack["pack"] if i["reference"] == ref]
        self.assertEqual(("DISPUTED_FIGURE", 5, 8), (
            item["type"], item["own_value"], item["partner_value"]))
        self.act(self.rabat, self.meetings[1], "pack", pack)

    def test_3_the_pack_names_what_is_late_and_what_nobody_answered(self):
        fields = example("commitment-request")
        fields.update(sector="TER")
        fields["milestones"][0]["due"] = "2020-01-01T00:00:00Z"
        late = self.open(self.rabat, "commitment", fields, "omar", "zineb")
        self.act(self.paris, late, "accept", example("commitment-accept"))
        silent = self.meetings[3]
        self.act(self.rabat, silent, "unanswered", {})
        pack = self.paris.wasl("meeting", "pack", self.meetings[1],
                               by="olivier")["pack"]
        for kind, ref in [("LATE_COMMITMENT", late), ("UNANSWERED", silent)]:
            self.assertEqual([i["type"] for i in pack
                              if i["reference"] == ref], [kind])

    def test_3_a_figure_is_computed_where_it_is_defined_so(self):
        fields = example("commitment-request")
        fields.update(sector="OTH", owner="OPENER")
        fields["indicator"].update(source="COMPUTED", figure="REQUESTS_SENT")
        self.open(self.rabat, "commitment", fields, "omar", "zineb")
        one, = self.roadmap(self.paris, "--sector", "OTH")
        self.assertEqual(0, one["computed"])
        self.assertIsNone(one["own_value"])

    def count(self):
        return next(f["number"] for f in self.rabat.wasl(
            "stats", "--shared", by="omar")["figures"]
            if (f["figure"], f["side"], f["split"]) == ("DOSSIERS", "MA", ""))

    def sheet(self):
        for node in self.line.nodes:
            until("all of it is binding", lambda n=node: any(
                f["number"] >= 5 for f in n.wasl(
                    "stats", by=n.staff[-1][0])["figures"]
                if (f["figure"], f["side"], f["value"]) ==
                ("DOSSIERS", "MA", "meeting")))
            by = "omar" if node is self.rabat else "olivier"
            node.two(node.wasl("stats", "sheet", "--month", MONTH, by=by,
                               codes=(3,)), by=node.staff[-1][0])
            until("both have it", lambda: all(any(
                s["verdict"] == "equal" for s in n.wasl(
                    "stats", "sheets", by=n.staff[-1][0])["sheets"])
                for n in self.line.nodes))
        return until("it is agreed", lambda: next((
            s["hash"] for s in self.rabat.wasl(
                "stats", "sheets", by="zineb")["sheets"]
            if s["agreed"] and s["verdict"] == "equal" and all(
                t["agreed"] for t in self.paris.wasl(
                    "stats", "sheets", by="valerie")["sheets"])), None))

    def publish(self, node, ref, folder="out"):
        out = self.line.base / f"{folder}-{node.side}"
        out.mkdir(exist_ok=True)
        code, text, err = node.run("communique", "publish", ref, "--out", out,
                                   "--as", node.staff[-1][0])
        return code, text + err, out

    def test_4_a_communique_says_what_both_approved_and_signed(self):
        fields = example("communique-request")
        fields["texts"]["fr"] += " Cinq réunions (N) en 12 semaines."
        figure = {"number": 1, "value": 99, "month": MONTH,
                  "figure": "DOSSIERS/MA", "sheet": "0" * 64}
        fields["figures"] = [figure]
        with self.assertRaises(Refused) as refused:
            self.open(self.rabat, "communique", fields, "omar", "zineb")
        self.assertIn("/figures/0/sheet", refused.exception.pointers())
        figure["sheet"] = self.sheet()
        with self.assertRaises(Refused) as refused:
            self.open(self.rabat, "communique", fields, "omar", "zineb")
        self.assertIn("/figures/0/value", refused.exception.pointers())
        figure["value"] = self.count()
        fields["texts"]["fr"] = fields["texts"]["fr"].replace(
            "N)", f"{figure['value']})")
        ref = self.open(self.rabat, "communique", copy.deepcopy(fields),
                        "omar", "zineb")
        code, said, out = self.publish(self.rabat, ref)
        self.assertNotEqual(0, code)
        self.assertEqual([], list(out.iterdir()))
        digest = self.rabat.show(ref)["agree"]["text"]["hash"]
        for side in ("this side", "the partner"):
            self.assertIn(f'{side} has not approved "text" (SHA-256 {digest})',
                          said)
        self.approve(ref, "text", "approve")
        code, said, out = self.publish(self.rabat, ref)
        self.assertEqual(0, code, said)
        self.assertIn("the number 12 is no cited figure", said)
        self.assertNotIn(f"the number {figure['value']} ", said)
        texts = fields["texts"]
        for language in ("ar", "fr", "en"):
            self.assertEqual(
                f"{texts['title_' + language]}\n\n{texts[language]}\n",
                (out / f"{ref}.{language}.txt").read_text())
        proof = json.loads((out / f"{ref}.json").read_text())
        self.assertEqual(digest, proof["hash"])
        self.assertEqual({True, False}, {a["own"] for a in proof["approvals"]})
        # No file is overwritten.
        self.assertNotEqual(0, self.publish(self.rabat, ref)[0])
        type(self).text = ref, fields

    def approve(self, ref, what, act):
        """Both sides, each by two persons."""
        digest = self.rabat.show(ref)["agree"][what]["hash"]
        for node in (self.paris, self.rabat):
            self.act(node, ref, act, {"text_hash": digest},
                     second=node.staff[1][0])
        until("both approvals are binding", lambda: self.rabat.show(
            ref)["unbound"] == 0)

    def test_5_an_embargo_is_kept(self):
        fields = example("communique-request")
        fields["embargo"] = "2999-01-01T00:00:00Z"
        ref = self.open(self.rabat, "communique", fields, "omar", "zineb")
        code, said, _ = self.publish(self.rabat, ref)
        self.assertNotEqual(0, code)
        self.assertIn("held back until 2999", said)
        # Nor does the act leave, on either side.
        self.approve(ref, "text", "approve")
        for node, writer in ((self.rabat, "omar"), (self.paris, "olivier")):
            with self.assertRaises(Refused) as refused:
                node.act(ref, "publish",
                         "published_at=2999-01-02T00:00:00Z",
                         "channel=fictif", by=writer)
            self.assertIn("held back until 2999", str(refused.exception))
        with self.assertRaises(Refused):
            self.rabat.wasl("communique", "publish", self.meetings[0],
                            "--out", self.line.base, by="zineb")

    def test_6_after_an_acquittal_both_correct_what_was_published(self):
        ref, fields = self.text
        said = {"published_at": fields["embargo"], "channel": "fictif"}
        self.act(self.rabat, ref, "publish", said, second="driss")
        with self.assertRaises(Refused) as refused:
            self.paris.act(ref, "report_error", "correction_ground=ACQUITTAL",
                           by="valerie")
        self.assertIn("/decision_reference", refused.exception.pointers())
        self.act(self.paris, ref, "report_error", {
            "correction_ground": "ACQUITTAL",
            "decision_reference": "CA 2027/1 (fictif)"}, by="valerie")
        texts = {**fields["texts"], "fr": "EXEMPLE FICTIF : relaxe."}
        self.act(self.rabat, ref, "correction",
                 {"texts": texts, "checks": fields["checks"]})
        self.assertIn("has not approved",
                      self.publish(self.rabat, ref, "early")[1])
        self.approve(ref, "correction", "approve_correction")
        self.act(self.rabat, ref, "publish_correction", said, second="driss")
        code, told, out = self.publish(self.paris, ref, "corrected")
        self.assertEqual(0, code, told)
        self.assertTrue((out / f"{ref}.fr.txt").read_text().endswith(
            "relaxe.\n"))


if __name__ == "__main__":
    unittest.main()
