#!/usr/bin/python3
"""Two running nodes: what waits for whom, who is called when nobody answers,
and that an outage changes neither."""
import contextlib
import json
import sqlite3
import stat
import unittest

from nodes import EXAMPLES, Refused, clock, until
from scene import Scene

REQUEST = EXAMPLES / "arrest-request.json"
NAME = {"type": "text", "max": 280, "need": True}
# A kind of these nodes alone, with what the examples' kinds leave out: threats
# to life, and questions of permission.
ALERT = {
    "kind": "alert", "code": "ALT", "v": 1,
    "codes": {"urgency": ["U0", "U3"], "crime_area": ["TER"]},
    "fields": {"urgency": {"n": 1, "type": "code", "of": "urgency",
                           "need": True},
               "note": {"n": 3, **NAME},
               "asked_at": {"n": 4, "type": "int", "min": 0, "need": True}},
    "states": ["sent", "acknowledged", "closed"],
    "acts": {
        "open": {"n": 1, "by": "opener", "role": "duty", "to": "sent",
                 "fields": ["urgency", "note"]},
        "ack": {"n": 2, "by": "partner", "role": "duty", "from": ["sent"],
                "to": "acknowledged"},
        "service_note": {"n": 3, "by": "either", "role": "duty",
                         "from": "any", "fields": ["note"]},
        "ask_permission": {"n": 4, "by": "either", "role": "duty",
                           "from": "any", "fields": ["note"]},
        "answer_permission": {"n": 5, "by": "either", "role": "duty",
                              "from": "any", "fields": ["asked_at"]},
        "drop": {"n": 7, "by": "opener", "role": "duty", "closes": True,
                 "from": ["sent"], "to": "closed"},
        "close": {"n": 6, "by": "opener", "role": "duty", "closes": True,
                  "from": ["sent", "acknowledged"], "to": "closed"}},
    "rules": [],
    "clocks": {"ack": {"n": 1, "start": "open", "duty": "partner",
                       "minutes": 5, "stop": ["ack", "close", "drop"],
                       "late": "no_acknowledgement"},
               "permission": {"n": 2, "per": "act", "start": "ask_permission",
                              "answer": "answer_permission",
                              "entry": "/asked_at", "hours": 8,
                              "late": "no_permission"}},
    "crossings": {"ack×close": "closed", "ack×drop": "closed"},
}
# What a wake command is given: its arguments, its environment, its input.
WAKE = """#!/bin/sh
{ echo "args $*"; env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD=
  echo "input $(cat)"; ls -l /proc/$$/fd | grep -c socket; echo end; } >>FILE
"""


class Nodes(Scene):
    """The ceremony is held once; each test opens dossiers of its own."""

    MORE = {"MA": [("dina", "DPO", "dpo"), ("brahim", "BRI", "unit")]}

    @classmethod
    def prepare(cls, node):
        (node.dir / "kinds.d").mkdir()
        (node.dir / "kinds.d" / "alert.json").write_text(
            json.dumps(ALERT, ensure_ascii=False))
        if node is cls.rabat:
            cls.configure()

    @classmethod
    def configure(cls):
        cls.woken = cls.base / "woken"
        cls.wake = cls.base / "wake"
        cls.wake.write_text(WAKE.replace("FILE", str(cls.woken)))
        cls.wake.chmod(cls.wake.stat().st_mode | stat.S_IXUSR)
        with cls.rabat.config() as config:
            config["desk"]["u0"] = [
                {"seconds": 0, "role": "duty", "wake": [str(cls.wake), "desk"]},
                {"seconds": 1, "role": "validator", "wake": ["/nowhere/wake"]},
                {"seconds": 2, "role": "director"}]

    @classmethod
    def profile(cls):
        profile = json.loads((EXAMPLES / "profile-ma-fr.json").read_text())
        profile["kinds"]["alert"] = cls.rabat.run(
            "hash", cls.rabat.dir / "kinds.d" / "alert.json")[1].strip()
        profile["retention_days"]["alert"] = 10
        return cls.kept(profile)

    def open_arrest(self):
        return self.line.request(self.paris, "arrest", "--file", REQUEST)

    def open_alert(self, urgency, node=None):
        node = node or self.paris
        by = "damien" if node is self.paris else "dalal"
        ref = node.open("alert", self.line.other(node).name,
                        f"urgency={urgency}", "note=an example", by=by)
        ref = ref["reference"]
        until("it arrived", lambda: self.line.other(node).has(ref))
        return ref

    def tasks(self, ref, *words, by="zineb", node=None):
        """The tasks about a dossier: sort and what; the same whether all are
        asked for or its own, by whoever may see it."""
        node = node or self.rabat
        tasks = [t for t in node.wasl("tasks", *words, by=by)["tasks"]
                 if t["reference"] == ref]
        code, out, _ = node.run("tasks", ref, *words, "--json", "--as", by)
        if code == 0:
            self.assertEqual(json.loads(out)["tasks"], tasks)
        return {(t["sort"], t["what"]): t for t in tasks}

    def acts(self, node, ref):
        return [a["act"] for a in node.show(ref)["acts"]]

    def arrives(self, node, ref, act):
        until(f"{act} arrived", lambda: act in self.acts(node, ref))

    def rungs(self, ref):
        return self.rabat.wasl("assign", ref, by="zineb")["rungs"]


class Tasks(Nodes):
    # Out of clocks.

    def test_a_clock_is_a_task_of_the_side_that_must_act(self):
        ref = self.open_arrest()
        mine = self.tasks(ref)
        self.assertEqual({("clock", "ack"), ("clock", "reply"),
                          ("triage", "")}, set(mine))
        self.assertFalse(mine["clock", "ack"]["overdue"])
        self.assertEqual({}, self.tasks(ref, node=self.paris, by="valerie"))
        self.rabat.act(ref, "ack", by="dalal")
        self.assertNotIn(("clock", "ack"), self.tasks(ref))

    def test_tasks_are_mine_or_my_units(self):
        ref = self.open_arrest()
        self.assertEqual({}, self.tasks(ref, by="brahim"))
        self.assertIn(("triage", ""), self.tasks(ref, "--mine", by="omar"))
        self.rabat.wasl("assign", ref, "BRI", by="omar")
        self.assertNotIn(("triage", ""), self.tasks(ref, by="omar"))
        self.assertIn(("clock", "ack"), self.tasks(ref, "--unit",
                                                   by="brahim"))
        self.assertEqual({}, self.tasks(ref, "--mine", by="brahim"))
        self.rabat.wasl("assign", ref, "brahim", by="omar")
        self.assertIn(("clock", "ack"), self.tasks(ref, "--mine",
                                                   by="brahim"))

    # Out of acts.

    def test_a_draft_is_a_task_of_the_second_person_then_of_its_author(self):
        ref = self.open_arrest()
        self.rabat.act(ref, "ack", by="dalal")
        draft = self.rabat.act(ref, "refuse", "ground=R14", by="omar")["draft"]
        task = self.tasks(ref)["approve", "refuse"]
        self.assertEqual(draft, task["draft"])
        self.assertNotIn(("approve", "refuse"), self.tasks(ref, by="omar"))
        self.rabat.wasl("return", draft, "--reason", "which law?", by="zineb")
        back = self.tasks(ref, by="omar")["returned", "refuse"]
        self.assertNotIn(("returned", "refuse"), self.tasks(ref))
        self.rabat.wasl("done", back["id"], "--note", "asked the judge",
                        by="omar")
        self.assertNotIn(("returned", "refuse"), self.tasks(ref, by="omar"))

    def test_a_refused_national_is_a_task_for_our_own_courts(self):
        ref = self.open_arrest()
        self.rabat.act(ref, "ack", by="dalal")
        self.rabat.two(self.rabat.act(ref, "refuse", "ground=R14", by="omar"),
                       by="zineb")
        task = self.tasks(ref)["prosecute", "refuse"]
        self.rabat.wasl("done", task["id"], "--note", "file 2026/17",
                        by="zineb")
        self.assertNotIn(("prosecute", "refuse"), self.tasks(ref))
        other = self.open_arrest()
        self.rabat.act(other, "ack", by="dalal")
        self.rabat.two(self.rabat.act(other, "refuse", "ground=R01",
                                      by="omar"), by="zineb")
        self.assertNotIn(("prosecute", "refuse"), self.tasks(other))

    def test_what_one_released_is_a_task_until_another_confirms(self):
        ref = self.open_arrest()
        self.rabat.act(ref, "ack", by="dalal")
        self.rabat.act(ref, "hit", "--file", EXAMPLES / "arrest-hit.json",
                       by="dalal")
        self.assertIn(("confirm", "hit"), self.tasks(ref))
        hit = next(a for a in self.rabat.show(ref)["acts"]
                   if a["act"] == "hit")["position"]["index"]
        self.rabat.act(ref, "confirm", f"confirms:={hit}", by="zineb")
        self.assertNotIn(("confirm", "hit"), self.tasks(ref))

    def test_a_correction_is_a_task_until_it_is_applied(self):
        ref = self.open_arrest()
        self.paris.two(self.paris.act(
            ref, "correct", "corrected_field=/person/father_name",
            "old_hash=" + "00" * 32, "new_value=Exemple", by="olivier"),
            by="valerie")
        self.arrives(self.rabat, ref, "correct")
        self.assertIn(("apply", "correct"), self.tasks(ref))
        self.assertNotIn(("apply", "correct"),
                         self.tasks(ref, node=self.paris, by="valerie"))
        at = next(a for a in self.rabat.show(ref)["acts"]
                  if a["act"] == "correct")["position"]["index"]
        self.rabat.act(ref, "applied", f"confirms:={at}", by="omar")
        self.assertNotIn(("apply", "correct"), self.tasks(ref))

    def test_a_withdrawal_is_a_task_until_all_is_removed(self):
        ref = self.open_arrest()
        self.paris.two(self.paris.act(ref, "withdraw", "--file",
                                      EXAMPLES / "arrest-withdraw.json",
                                      by="olivier"), by="valerie")
        self.arrives(self.rabat, ref, "withdraw")
        self.assertIn(("remove", "withdraw"), self.tasks(ref))
        self.rabat.act(ref, "removed", 'systems:=["a list"]',
                       "residual_copies=none", by="omar")
        self.assertNotIn(("remove", "withdraw"), self.tasks(ref))

    def test_a_question_of_permission_is_a_task_until_answered(self):
        ref = self.open_alert("U3")
        self.paris.act(ref, "ask_permission", "note=in court?", by="damien")
        self.arrives(self.rabat, ref, "ask_permission")
        self.assertIn(("permission", "ask_permission"), self.tasks(ref))
        at = next(a for a in self.rabat.show(ref)["acts"]
                  if a["act"] == "ask_permission")["position"]["index"]
        self.rabat.act(ref, "answer_permission", f"asked_at:={at}",
                       by="dalal")
        self.assertNotIn(("permission", "ask_permission"), self.tasks(ref))

    def test_a_crossed_act_is_a_task_of_its_author(self):
        ref = self.open_alert("U3")
        self.paris.signal(19)
        try:
            self.rabat.act(ref, "ack", by="dalal")
        finally:
            self.paris.kill()
        self.rabat.kill()
        self.paris.start()
        self.paris.act(ref, "drop", by="damien")
        self.rabat.start()
        node = until("they crossed", lambda: next(
            (node for node in self.line.nodes
             for a in node.show(ref)["acts"]
             if a["own"] and a["effect"] == "crossed"), None))
        by, other = (("dalal", "zineb") if node is self.rabat
                     else ("damien", "valerie"))
        until("it is a task", lambda: any(
            sort == "crossed" for sort, _ in self.tasks(ref, node=node,
                                                        by=by)))
        task = next(t for (sort, _), t in self.tasks(ref, node=node,
                                                     by=by).items()
                    if sort == "crossed")
        with self.assertRaises(Refused):
            node.wasl("done", task["id"], "--note", "seen", by=other)
        node.wasl("done", task["id"], "--note", "seen", by=by)

    # Escalation.

    def test_a_threat_to_life_calls_on_until_a_human_answers(self):
        self.rabat.wasl("duty", "add", "driss", "--role", "director",
                        "--function", "Director on call", "--languages",
                        "ar,fr", "--telephone", "+212 500 000 001", "--from",
                        "2026-01-01T00:00:00Z", "--until",
                        "2099-01-01T00:00:00Z", by="zineb")
        ref = self.open_alert("U0")
        until("three rungs", lambda: len(
            [r for r in self.rungs(ref) if r["chain"] == "u0"]) >= 3)
        until("the sender sees them", lambda: self.acts(
            self.paris, ref).count("service_note") >= 3)
        notes = [a for a in self.paris.show(ref)["acts"]
                 if a["act"] == "service_note"]
        self.assertEqual({"rabat.dgsn"}, {a["author"] for a in notes})
        self.assertIn("ESCALATION 3: director; telephone +212 500 000 001",
                      [a["fields"]["note"] for a in notes])
        until("the commands are told", lambda: {"woke", "failed"} <= {
            r["wake"] for r in self.rungs(ref)})
        self.assertEqual({("duty", "woke"), ("validator", "failed"),
                          ("director", "")},
                         {(r["role"], r["wake"]) for r in self.rungs(ref)[:3]})
        self.rabat.act(ref, "ack", by="dalal")
        self.assertNotIn(("clock", "ack"), self.tasks(ref))

    def test_a_wake_command_learns_nothing(self):
        self.open_alert("U0")
        until("it was called", lambda: self.woken.exists() and
              "end" in self.woken.read_text())
        call = self.woken.read_text().split("end\n")[0].splitlines()
        self.assertEqual(["args desk", "PATH=/usr/bin:/bin", "input ", "0"],
                         call)

    # Duty.

    def test_the_roster_knows_who_and_when_nobody(self):
        add = ["duty", "add", "dalal", "--role", "duty", "--function",
               "SPOC, day and night", "--languages", "ar,fr", "--telephone",
               "+212 500 000 000", "--from", "2026-01-01T00:00:00Z"]
        for wrong, code in [(["--until", "2026-01-02T00:00:00Z"], "SCHEMA"),
                            (["--until", "tomorrow"], "SCHEMA")]:
            with self.assertRaises(Refused) as caught:
                self.rabat.wasl(*add, *wrong, by="zineb")
            self.assertEqual(code, caught.exception.problem["code"])
        with self.assertRaises(Refused):
            self.rabat.wasl(*add, "--until", "2099-01-01T00:00:00Z",
                            by="omar")
        gaps = self.rabat.wasl("duty", "list", "--role", "duty",
                               by="omar")["gaps"]
        self.assertEqual(1, len(gaps))
        entry = self.rabat.wasl(*add, "--until", "2099-01-01T00:00:00Z",
                                by="zineb")
        roster = self.rabat.wasl("duty", "list", "--role", "duty", by="omar")
        self.assertEqual(([], True), (roster["gaps"],
                                      roster["duty"][0]["now"]))
        self.rabat.wasl("duty", "publish", entry["id"], "--to", "paris.pn",
                        by="zineb")
        until("the card arrived", lambda: any(
            a["act"] == "duty" and a["fields"]["telephone"] ==
            "+212 500 000 000" for a in
            self.paris.show("LNK-rabat.dgsn")["acts"]))
        self.rabat.wasl("duty", "remove", entry["id"], by="zineb")
        with self.assertRaises(Refused):
            self.rabat.wasl("duty", "remove", entry["id"], by="zineb")


class Watch(Nodes):
    """The watch changes hands, and what the room may see."""

    def offer(self, *words, by="dalal"):
        return self.rabat.wasl("relief", "offer", *words, by=by)

    def refused(self, node, *words, by):
        with self.assertRaises(Refused) as no:
            node.wasl(*words, by=by)
        return no.exception.problem["code"]

    def test_a_watch_is_given_by_one_officer_and_taken_by_another(self):
        ref = self.open_alert("U0")
        self.paris.wasl(
            "duty", "add", "damien", "--role", "duty", "--function", "nuit",
            "--languages", "fr", "--telephone", "+33 1 00 00 00 17", "--from",
            "2026-01-01T00:00:00Z", "--until", "2099-01-01T00:00:00Z",
            by="valerie")
        entry = self.paris.wasl("duty", "list", by="valerie")["duty"][0]["id"]
        self.paris.wasl("duty", "publish", entry, "--to", "rabat.dgsn",
                        by="valerie")
        until("the card arrived", lambda: [
            c for c in self.rabat.wasl("duty", "cards", by="dalal")["cards"]
            if not c["own"]])
        made = self.offer(f"{ref}=ring the prefect", "--text", "calm but one")
        self.assertEqual("CONFLICT", self.refused(
            self.rabat, "relief", "offer", by="dalal"))
        number = made["id"]
        for by, code in [("dalal", "DENIED"), ("brahim", "DENIED")]:
            self.assertEqual(code, self.refused(
                self.rabat, "relief", "take", number, "--yes", by=by))
        shown = self.rabat.wasl("relief", "sheet", by="omar")
        sheet = shown["sheet"]
        mine = [r for r in sheet["open"] if r["reference"] == ref]
        self.assertEqual([("U0", "ours")],
                         [(r["urgency"], r["waits"]) for r in mine])
        due = next(c for c in sheet["clocks"] if c["reference"] == ref)
        self.assertEqual(("ack", True), (due["clock"], due["ours"]))
        self.assertEqual({"MA", "FR"}, {d["side"] for d in due["due_local"]})
        self.assertIn({"reference": ref, "text": "ring the prefect"},
                      sheet["notes"])
        self.assertIn("+33 1 00 00 00 17",
                      [c["telephone"] for c in sheet["cards"]])
        self.assertEqual(["paris.pn"], [l["peer"] for l in sheet["lines"]])
        for node, by, ours in [(self.rabat, "omar", True),
                               (self.paris, "olivier", False)]:
            with contextlib.closing(node.connect()) as connection:
                _, told = node.call(connection, "GET", "/v1/vital", by)
            self.assertEqual([ours], [v["ours"] for v in told["vital"]
                                      if v["reference"] == ref])
        taken = self.rabat.wasl("relief", "take", number, "--yes", by="omar")
        self.assertEqual(("taken", "omar", shown["digest"]), (
            taken["state"], taken["second"], taken["digest"]))
        self.assertEqual("CONFLICT", self.refused(
            self.rabat, "relief", "withdraw", number, by="dalal"))
        said = {a["purpose"] for a in self.rabat.wasl(
            "access-log", "--what", "relief", by="dina")["access"]}
        self.assertLessEqual({f"offer {number}", f"read {number}",
                              f"take {number}"}, said)
        _, text, _ = self.rabat.run("relief", "sheet", "--lang", "fr", "--as",
                                    "omar")
        for words in (ref, "ring the prefect", "+33 1 00 00 00 17",
                      "FICHE DE CONTINUITÉ", f"{made['form_last']:06d}"):
            self.assertIn(words, text)

    def test_what_was_written_on_a_form_is_entered_once_and_late(self):
        made = self.offer(by="zineb")
        form = made["form_first"]
        late = ["relief", "late", form, "--at", "2026-01-01T00:00:00Z",
                "--text", "the partner rang, nobody is in danger"]
        self.assertEqual("SCHEMA", self.refused(self.rabat, *late, by="omar"))
        late[4] = made["offered_at"]
        self.rabat.wasl(*late, by="omar")
        self.assertEqual("CONFLICT",
                         self.refused(self.rabat, *late, by="dalal"))
        late[2] = 10**6
        self.assertEqual("NOT_FOUND",
                         self.refused(self.rabat, *late, by="dalal"))
        row = next(f for f in self.rabat.wasl("relief", "forms", by="omar")[
            "forms"] if f["form"] == form)
        self.assertEqual(("entered", True, "omar", late[6]), (
            row["state"], row["late"], row["officer"], row["text"]))
        self.rabat.wasl("relief", "withdraw", made["id"], by="zineb")
        second = self.offer("--at", made["offered_at"], "--form", form + 1,
                            by="zineb")
        self.assertEqual((True, form + 1), (second["late"] or
                         second["at"] == second["offered_at"], second["form"]))
        self.rabat.wasl("relief", "withdraw", second["id"], by="zineb")
        self.assertEqual(["withdrawn"] * 2, [r["state"] for r in self.rabat.wasl(
            "relief", "list", "--limit", "2", by="omar")["reliefs"]])
        # Nobody changes it afterwards, whoever holds the database.
        database = sqlite3.connect(self.rabat.dir / "wasl.db", timeout=60)
        for statement in ("UPDATE relief SET at = 0", "DELETE FROM relief_end",
                          "UPDATE late_entry SET at = 0", "DELETE FROM form"):
            with self.assertRaises(sqlite3.IntegrityError):
                database.execute(statement)
            database.rollback()
        database.close()

    def test_the_wall_shows_what_was_released_and_no_more(self):
        ref = self.paris.two(self.paris.open(
            "arrest", "rabat.dgsn", "--file", REQUEST, "handling=H0",
            by="olivier"), by="valerie")["reference"]
        until("it arrived", lambda: self.rabat.has(ref))
        secret = self.open_arrest()
        wall = lambda: self.rabat.wasl("wall", "show", by="omar")["entries"]
        self.assertEqual([], wall())
        self.assertEqual("RULE", self.refused(
            self.rabat, "wall", "release", secret, by="zineb"))
        self.assertEqual("DENIED", self.refused(
            self.rabat, "wall", "release", ref, by="brahim"))
        self.rabat.wasl("wall", "release", ref, by="zineb")
        self.assertEqual("EXISTS", self.refused(
            self.rabat, "wall", "release", ref, by="zineb"))
        act = self.rabat.wasl("wall", "release", ref, "--partner", "--index",
                              self.rabat.show(ref)["acts"][0]["position"][
                                  "index"], by="zineb")["id"]
        shown = wall()
        self.assertEqual([ref, ref], [e["reference"] for e in shown])
        self.assertEqual({"", "open"}, {e["act"] for e in shown})
        codes = next(e["codes"] for e in shown if e["act"])
        self.assertIn("urgency", codes)
        # No person, no officer, no text: not a value of the request but codes.
        request = json.loads(REQUEST.read_text())
        text = json.dumps(shown, ensure_ascii=False)
        for value in (request["person"]["family_name"], "zineb", "olivier",
                      *(v for v in request.values() if isinstance(v, str)
                        and " " in v)):
            self.assertNotIn(value, text)
        self.rabat.wasl("wall", "withdraw", act, by="zineb")
        self.assertEqual([""], [e["act"] for e in wall()])


class Outage(Nodes):
    """The same nodes after days without one of them."""

    def down_for(self, shift):
        self.rabat.kill()
        with clock(shift):
            self.rabat.start()

    def test_an_outage_across_deadlines_loses_no_rung_and_no_task(self):
        ref = self.open_arrest()
        closed, held = (self.open_alert("U3", self.rabat) for _ in range(2))
        for alert in closed, held:
            self.rabat.act(alert, "close", by="dalal")
        dossier = self.rabat.show(held)["id"]
        self.rabat.act("LNK-paris.pn", "hold", f"dossier={dossier}",
                       "until=2099-01-01T00:00:00Z", by="dina")
        self.assertEqual({}, self.tasks(closed, by="dina"))
        self.down_for("+12d")
        until("the rungs", lambda: len(self.rungs(ref)) >= 6)
        self.assertEqual(
            {(c, r) for c in ("ack", "reply")
             for r in ("validator", "liaison", "director")},
            {(r["clock"], r["role"]) for r in self.rungs(ref)})
        task = self.tasks(ref)["clock", "reply"]
        self.assertEqual((True, 3), (task["overdue"], task["rung"]))
        self.assertIn("director", task["roles"])
        self.assertIn(("retention", ""), self.tasks(closed, by="dina"))
        self.assertNotIn(("retention", ""), self.tasks(held, by="dina"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
