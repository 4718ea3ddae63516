#!/usr/bin/python3
"""Two running nodes: bad days. A threat to life that nobody answers, acts that
one person released alone, what expires, custody and a running operation on a
suspended line, both sides acting at once, persons who leave. All persons are
invented."""
import datetime
import json
import unittest

from nodes import EXAMPLES, Refused, clock, until
from scene import Scene

NOW = datetime.datetime.now(datetime.timezone.utc)


def instant(**later):
    return (NOW + datetime.timedelta(**later)).strftime("%Y-%m-%dT%H:%M:%SZ")


def example(name, **more):
    return {**json.loads((EXAMPLES / f"{name}.json").read_text()), **more}


class Days(Scene):
    """The ceremony is held once; each test opens dossiers of its own."""

    MORE = {"FR": [("victor", "SPOC", "validator")]}

    @classmethod
    def prepare(cls, node):
        with node.config() as config:
            config["desk"]["u0"] = [{"seconds": 0, "role": "duty"},
                                    {"seconds": 1, "role": "validator"},
                                    {"seconds": 2, "role": "director"}]
            config["desk"]["checks"] = node is cls.paris

    # Helpers.

    def file(self, fields):
        path = self.base / "fields.json"
        path.write_text(json.dumps(fields, ensure_ascii=False))
        return path

    def act(self, node, ref, act, fields, by, second=None):
        answer = node.act(ref, act, "--file", self.file(fields), by=by)
        return node.two(answer, by=second) if second else answer

    def opened(self, node, kind, by, second=None, **more):
        """A dossier of a kind's example, arrived."""
        other = self.line.other(node)
        answer = node.open(kind, other.name, "--file",
                           self.file(example(f"{kind}-request", **more)),
                           by=by)
        if second:
            answer = node.two(answer, by=second)
        ref = answer["reference"]
        self.arrives(other, ref, "open")
        return ref

    def acts(self, node, ref):
        try:
            return [a["act"] for a in node.show(ref)["acts"]]
        except Refused:
            return []

    def arrives(self, node, ref, act):
        until(f"{act} arrived", lambda: act in self.acts(node, ref))

    def entry(self, node, ref, act):
        return next(a for a in node.show(ref)["acts"]
                    if a["act"] == act)["position"]["index"]

    def clocks(self, node, ref):
        """The clocks that run."""
        return [c for c in node.show(ref)["clocks"] if not c["stopped"]]

    def tasks(self, node, ref, sort, by):
        return [t for t in node.wasl("tasks", by=by)["tasks"]
                if (t["reference"], t["sort"]) == (ref, sort)]

    def rungs(self, node, ref, chain):
        return [r for r in node.wasl("assign", ref,
                                     by=node.staff[-1][0])["rungs"]
                if r["chain"] == chain]

    def denied(self, call, *words, **more):
        with self.assertRaises(Refused) as caught:
            call(*words, **more)
        return caught.exception

    def outage(self, *nodes, shift):
        """These nodes were away for so long; their clocks say so."""
        for node in nodes:
            node.kill()
        with clock(shift):
            for node in nodes:
                node.start()


class Warnings(Days):
    def test_a_threat_to_life_calls_on_and_its_sender_sees_each_rung(self):
        self.paris.wasl("duty", "add", "denis", "--role", "director",
                        "--function", "Directeur de permanence",
                        "--languages", "fr", "--telephone",
                        "+33 1 00 00 00 09", "--from",
                        "2026-01-01T00:00:00Z", "--until",
                        "2099-01-01T00:00:00Z", by="valerie")
        ref = self.opened(self.rabat, "warning", "dalal")
        until("the sender sees three rungs", lambda: self.acts(
            self.rabat, ref).count("rung") >= 3)
        rungs = [a["fields"] for a in self.rabat.show(ref)["acts"]
                 if a["act"] == "rung"]
        self.assertEqual(["DUTY", "SUPERVISOR", "DIRECTOR"],
                         [r["rung"] for r in rungs[:3]])
        self.assertEqual(("Directeur de permanence", "+33 1 00 00 00 09"),
                         (rungs[2]["reached"], rungs[2]["telephone"]))
        self.assertIn("ack", [t["what"] for t in self.tasks(
            self.paris, ref, "clock", "valerie")])
        self.paris.act(ref, "ack", by="damien")
        self.assertEqual([], self.tasks(self.paris, ref, "clock", "valerie"))
        # In vain once: then whoever is on duty gives his telephone.
        late = self.opened(self.rabat, "warning", "dalal")
        self.outage(self.rabat, self.paris, shift="+10m")
        until("a telephone", lambda: "TELEPHONE" in [
            a["fields"]["rung"] for a in self.rabat.show(late)["acts"]
            if a["act"] == "rung"])


class Alone(Days):
    """What one person released."""

    def test_what_one_released_is_unconfirmed_on_both_sides(self):
        ref = self.opened(self.rabat, "warning", "dalal")
        self.paris.act(ref, "ack", by="damien")
        self.act(self.paris, ref, "measures", example("warning-measures"),
                 "damien")
        self.arrives(self.rabat, ref, "measures")
        # It founds nothing yet.
        close = ["close", "--file", EXAMPLES / "warning-close.json"]
        problem = self.denied(self.rabat.act, ref, *close,
                              by="zineb").problem
        self.assertIn("second person", problem["detail"])
        # Two acts of one clock, each with its own time.
        update = {"warning": example("warning-request")["warning"],
                  "valid_until": instant(days=40), "source_grade": "B",
                  "information_grade": "2", "handling": "H2",
                  "origin": "OWN", "transfer_basis": "L0908_43",
                  "necessity": "example", "retention": "2027-11-23"}
        self.outage(self.rabat, self.paris, shift="+1h")
        self.act(self.rabat, ref, "update", update, "dalal")
        self.arrives(self.paris, ref, "update")
        seconds = [t for t in self.tasks(self.rabat, ref, "clock", "zineb")
                   if t["what"] == "second"]
        self.assertEqual(2, len({t["due_at"] for t in seconds}))
        self.assertEqual([], [t for t in self.tasks(
            self.rabat, ref, "clock", "zineb") if t["overdue"]])
        # Two hours after the first, one hour after the second.
        self.outage(self.rabat, self.paris, shift="+125m")
        until("the supervisor was called for both, the director for one",
              lambda: sorted((r["role"], r["rung"]) for r in self.rungs(
                  self.rabat, ref, "percent") if r["clock"] == "second") == [
                      ("director", 3), ("liaison", 2), ("validator", 1),
                      ("validator", 1)])
        for node in self.line.nodes:
            late = [c for c in self.clocks(node, ref)
                    if c["name"] == "second" and c["overdue"]]
            self.assertEqual([self.entry(node, ref, "open"),
                              self.entry(node, ref, "measures")],
                             sorted(c["entry"] for c in late))
        # Who confirms ends that run alone, and only another person may.
        at = self.entry(self.rabat, ref, "open")
        self.denied(self.rabat.act, ref, "confirm", f"confirms:={at}",
                    by="dalal")
        self.rabat.act(ref, "confirm", f"confirms:={at}", by="zineb")
        self.arrives(self.paris, ref, "confirm")
        self.assertEqual(1, len([t for t in self.tasks(
            self.rabat, ref, "clock", "zineb") if t["what"] == "second"]))
        self.rabat.act(ref, *close, by="zineb")


class Expiry(Days):
    def test_what_expires_is_told_thirty_fourteen_seven_and_two_days_before(
            self):
        ref = self.opened(self.paris, "evidence", "olivier", "valerie")
        self.rabat.act(ref, "ack", by="dalal")
        self.act(self.rabat, ref, "preserved", {"preserved": [
            {"number": 1, "code": "PRESERVED", "until": instant(days=16)},
            {"number": 2, "code": "PARTLY", "until": instant(days=60)}]},
            "dalal")
        self.arrives(self.paris, ref, "preserved")
        for shift, told in [("+1d", []), ("+10d", [(2, 0), (3, 0)]),
                            ("+31d", [(2, 0), (3, 0), (4, 0), (1, 1)])]:
            self.outage(self.rabat, self.paris, shift=shift)
            for node, by in (self.rabat, "dalal"), (self.paris, "damien"):
                until(f"{node.name} is told", lambda: len(
                    self.rungs(node, ref, "warn")) >= len(told))
                dues = sorted({c["due_at"] for c in self.clocks(node, ref)
                               if c["name"] == "preservation"})
                self.assertEqual(told, [
                    (r["rung"], dues.index(r["due_at"]))
                    for r in sorted(self.rungs(node, ref, "warn"),
                                    key=lambda r: (r["due_at"], r["rung"]))])
                self.assertEqual(
                    {dues[d] for _, d in told},
                    {t["due_at"] for t in node.wasl("tasks", by=by)["tasks"]
                     if t["reference"] == ref and t["what"] ==
                     "preservation"})


class Suspended(Days):
    """Custody and a running operation on a suspended line."""

    def due(self, node, ref):
        return next(c for c in self.clocks(node, ref) if c["name"] == "ack")

    def suspend(self, state):
        self.paris.two(self.paris.act("LNK-rabat.dgsn", "state",
                                      f"state={state}", by="denis"),
                       by="diane")
        until("both sides know", lambda: all(
            node.line()["state"] == state for node in self.line.nodes))

    def test_custody_and_an_operation_go_on_over_a_suspended_line(self):
        held = self.opened(self.paris, "arrest", "olivier", "valerie")
        self.rabat.act(held, "ack", by="dalal")
        self.act(self.rabat, held, "arrested", example(
            "arrest-arrested", arrested_at=instant(),
            custody_until=instant(days=2)), "dalal")
        goods = example("controlled_delivery-request")
        for leg in goods["legs"]:
            leg["starts_at"] = instant(days=9)
            leg["answer_by"] = instant(days=8)
        running = self.opened(self.paris, "controlled_delivery", "olivier",
                              "valerie", legs=goods["legs"])
        self.rabat.act(running, "ack", by="dalal")
        self.rabat.two(self.rabat.act(running, "accept", by="omar"),
                       by="zineb")
        self.act(self.rabat, running, "leg", example(
            "controlled_delivery-leg"), "omar", "zineb")
        self.arrives(self.paris, running, "leg")
        self.act(self.paris, running, "start", {"logged_at": instant()},
                 "damien")
        self.arrives(self.rabat, running, "start")
        asked = self.opened(self.paris, "information", "olivier", "valerie")
        dues = {node: self.due(node, asked) for node in self.line.nodes}
        before = self.clocks(self.rabat, held)
        self.suspend("suspended")
        # What is marked so passes, both ways.
        self.act(self.rabat, held, "custody_extended", {
            "custody_until": instant(days=4), "authority": "Parquet",
            "reason": "exemple fictif"}, "dalal")
        self.arrives(self.paris, held, "custody_extended")
        self.paris.two(self.paris.act(held, "withdraw", "--file",
                                      EXAMPLES / "arrest-withdraw.json",
                                      by="olivier"), by="valerie")
        self.arrives(self.rabat, held, "withdraw")
        self.assertEqual("custody", self.rabat.show(held)["state"])
        for node, by in (self.rabat, "dalal"), (self.paris, "damien"):
            self.act(node, running, "log", example("controlled_delivery-log"),
                     by)
        until("both hold both entries", lambda: all(
            self.acts(node, running).count("log") == 2
            for node in self.line.nodes))
        warning = self.opened(self.rabat, "warning", "dalal")
        self.paris.act(warning, "ack", by="damien")
        self.arrives(self.rabat, warning, "ack")
        # Else it is refused at home, and says why.
        problem = self.denied(self.rabat.act, held, "awaiting_authority",
                              "authority=Parquet", f"expected={instant()[:10]}",
                              by="dalal").problem
        self.assertIn("suspended", problem["detail"])
        # No clock of custody stands.
        after = self.clocks(self.rabat, held)
        self.assertLessEqual({c["name"] for c in before} - {"reply"},
                             {c["name"] for c in after})
        self.assertFalse(any(c["paused"] or c["stopped"] or c["suspended"]
                             or c["stopped_hours"] for c in after))
        # The operation is ended, and its result told.
        self.act(self.rabat, running, "stop", {
            "stopped_at": instant(), "reason": "exemple fictif"}, "dalal")
        self.arrives(self.paris, running, "stop")
        self.act(self.paris, running, "result", example(
            "controlled_delivery-result"), "olivier", "valerie")
        self.arrives(self.rabat, running, "result")
        self.assertEqual("answered", self.rabat.show(running)["state"])
        # A correction passes, and its clock runs; any other clock stands.
        self.act(self.paris, asked, "correct", {
            "corrected_field": "/purpose", "old_hash": "00" * 32,
            "new_value": "exemple fictif"}, "olivier", "valerie")
        self.arrives(self.rabat, asked, "correct")
        self.outage(self.rabat, self.paris, shift="+3h")
        for node in self.line.nodes:
            node.ready()
            until("it stands", lambda: self.due(node, asked)["suspended"])
            self.assertFalse(self.due(node, asked)["overdue"])
        wrong = next(c for c in self.clocks(self.rabat, asked)
                     if c["name"] == "apply")
        self.assertFalse(wrong["suspended"] or wrong["stopped_hours"])
        self.assertIn("apply", [t["what"] for t in self.tasks(
            self.rabat, asked, "clock", "dalal")])
        self.assertNotIn("ack", [t["what"] for t in self.tasks(
            self.rabat, asked, "clock", "dalal")])
        at = self.entry(self.rabat, asked, "correct")
        self.rabat.act(asked, "applied", f"confirms:={at}", by="dalal")
        self.arrives(self.paris, asked, "applied")
        for node in self.line.nodes:
            self.assertNotIn("apply", [c["name"] for c in self.clocks(
                node, asked)])
        self.suspend("active")
        # The hours it stood, told on both sides, and nothing else.
        for node in self.line.nodes:
            until("it runs", lambda: not self.due(node, asked)["suspended"])
            now = self.due(node, asked)
            self.assertEqual(3, now["stopped_hours"])
            late = (datetime.datetime.fromisoformat(now["due_at"]) -
                    datetime.datetime.fromisoformat(dues[node]["due_at"]))
            self.assertGreaterEqual(late, datetime.timedelta(hours=3))
            self.assertLess(late, datetime.timedelta(hours=4))
        self.assertEqual(*(self.due(node, asked)["due_at"]
                           for node in self.line.nodes))
        self.rabat.act(held, "awaiting_authority", "authority=Parquet",
                       f"expected={instant()[:10]}", by="dalal")


class Zones(Days):
    """Deadlines in working days, over changes of the clocks."""

    @classmethod
    def profile(cls):
        profile = example("profile-ma-fr")
        profile["calendars"]["MA"]["holidays"].append("2027-03-15")
        return cls.kept(profile)

    def due(self, node, ref):
        """When the acknowledgement is due, and what is read of it."""
        clock = next(c for c in self.clocks(node, ref) if c["name"] == "ack")
        row = next(r for r in node.wasl("list", by="zineb" if node is
                                        self.rabat else "valerie")["dossiers"]
                   if r["reference"] == ref)
        self.assertEqual(clock["due_local"], row["due_local"])
        return clock["due_at"], [(l["side"], l["at"])
                                 for l in clock["due_local"]]

    def test_working_days_follow_each_sides_clocks_and_holidays(self):
        # Casablanca sets its clocks forward on Sunday 14 March 2027, after
        # Ramadan; Monday is a holiday there alone.
        for day, rabat, paris in [
                ("2027-03-12", ("2027-03-16T15:30:00Z", "16T16:30:00+01:00",
                                "16T16:30:00+01:00"),
                 ("2027-03-15T17:00:00Z", "15T18:00:00+01:00",
                  "15T18:00:00+01:00")),
                # Paris does on Sunday 28 March.
                ("2027-03-26", ("2027-03-29T15:30:00Z", "29T16:30:00+01:00",
                                "29T17:30:00+02:00"),
                 ("2027-03-29T16:00:00Z", "29T17:00:00+01:00",
                  "29T18:00:00+02:00"))]:
            then = datetime.datetime.fromisoformat(f"{day}T10:00:00+00:00")
            away = int((then - datetime.datetime.now(
                datetime.timezone.utc)).total_seconds())
            self.outage(self.rabat, self.paris, shift=f"+{away}s")
            for node in self.line.nodes:
                node.ready()
            for node, by, second, want in [
                    (self.paris, "olivier", "valerie", rabat),
                    (self.rabat, "omar", "zineb", paris)]:
                ref = self.opened(node, "information", by, second)
                due = (want[0], [("MA", f"2027-03-{want[1]}"),
                                 ("FR", f"2027-03-{want[2]}")])
                for side in self.line.nodes:
                    self.assertEqual(due, self.due(side, ref))
        # A person reads both beside UTC.
        _, text, _ = self.paris.run("show", ref, "--as", "valerie")
        self.assertIn("2027-03-29 16:00 UTC, 17:00 MA, 18:00 FR", text)
        for verb in "tasks", "list":
            _, text, _ = self.paris.run(verb, "--as", "valerie")
            self.assertIn("2027-03-29 16:00 UTC, 17:00 MA, 18:00 FR", text)


class Both(Days):
    """Both sides at once, and persons who leave."""

    def arrest(self):
        ref = self.opened(self.paris, "arrest", "olivier", "valerie")
        self.rabat.act(ref, "ack", by="dalal")
        return ref

    def accepted(self, ref, kind):
        fields = example(f"{kind}-accept") if kind == "arrest" else {}
        self.act(self.rabat, ref, "accept", fields, "omar",
                 "zineb" if kind == "arrest" else None)
        self.arrives(self.paris, ref, "accept")

    def meeting(self):
        """Held, with minutes that wait for both; their hash."""
        ref = self.opened(self.rabat, "meeting", "omar")
        self.paris.act(ref, "confirm_date", 'participants:=[{"function": '
                       '"Directeur", "side": "FR"}]', by="olivier")
        self.arrives(self.rabat, ref, "confirm_date")
        self.rabat.act(ref, "held", f"held_at={instant()}", by="omar")
        self.act(self.rabat, ref, "minutes", example("meeting-minutes"),
                 "omar", "zineb")
        self.arrives(self.paris, ref, "minutes")
        return ref, self.paris.show(ref)["agree"]["minutes"]["hash"]

    def alone(self, node, acts):
        """What one side does while the other is away."""
        other = self.line.other(node)
        other.kill()
        try:
            for ref, act, fields, by, second in acts:
                self.act(node, ref, act, fields, by, second)
        finally:
            node.kill()
            other.start()

    def test_both_sides_at_once_come_to_the_same_and_know_it(self):
        held, lost, asked = self.arrest(), self.arrest(), self.opened(
            self.paris, "information", "olivier", "valerie")
        self.rabat.act(asked, "ack", by="dalal")
        self.accepted(asked, "information")
        self.accepted(lost, "arrest")
        self.paris.act(lost, "unanswered", by="olivier")
        self.arrives(self.rabat, lost, "unanswered")
        met, minutes = self.meeting()
        self.alone(self.rabat, [
            (held, "arrested", example("arrest-arrested"), "dalal", None),
            (lost, "report", {"outcome": "NOT_FOUND", "report": {
                "language": "fr", "text": "exemple fictif"}}, "omar", "zineb"),
            (asked, "answer", example("information-answer"), "omar", "zineb"),
            (met, "approve_minutes", {"minutes_hash": minutes}, "omar",
             "zineb")])
        self.alone(self.paris, [
            (held, "withdraw", example("arrest-withdraw"), "olivier",
             "valerie"),
            (lost, "close", {"outcome": "NOT_FOUND", "fate": "NEVER_HELD",
                             "reason": "exemple fictif"}, "olivier",
             "valerie"),
            (asked, "extend", {"until": instant(days=30),
                               "reason": "exemple"}, "olivier", None),
            (met, "approve_minutes", {"minutes_hash": minutes}, "olivier",
             "valerie")])
        self.paris.start()
        for ref, state, rabat, paris in [
                (held, "custody", "arrested", "withdraw"),
                (lost, "answered", "report", "close"),
                (asked, None, "answer", "extend"),
                (met, "held", "approve_minutes", "approve_minutes")]:
            self.arrives(self.rabat, ref, paris)
            self.arrives(self.paris, ref, rabat)
            one, two = (node.show(ref) for node in self.line.nodes)
            self.assertEqual(one["state"], two["state"])
            self.assertIn(one["state"], [state or one["state"]])
            self.assertEqual(*([(a["node"], a["act"], a["effect"])
                                for a in side["acts"]]
                               for side in (one, two)))
            self.assertLessEqual({a["effect"] for a in one["acts"]},
                                 {"took", "crossed"})
            self.told(ref)
        self.assertTrue(self.paris.show(met)["agree"]["minutes"]["agreed"])
        self.assertTrue(self.clocks(self.rabat, held))

    def told(self, ref):
        """The author of each act that crossed has it as a task."""
        for node in self.line.nodes:
            crossed = [a for a in node.show(ref)["acts"]
                       if a["own"] and a["effect"] == "crossed"]
            tasks = [t for name, _, _ in node.staff
                     if name not in (node.admin, "victor")
                     for t in self.tasks(node, ref, "crossed", name)]
            self.assertEqual({a["author"] for a in crossed},
                             {t["person"] for t in tasks})

    def test_an_approver_who_left_has_a_successor(self):
        draft = self.paris.open("arrest", "rabat.dgsn", "--file",
                                EXAMPLES / "arrest-request.json", by="olivier")
        mine = ("approve", draft["draft"])
        self.assertIn(mine, [(t["sort"], t["draft"]) for t in
                             self.paris.wasl("tasks", by="victor")["tasks"]])
        self.paris.wasl("user", "disable", "victor", by="anne")
        self.denied(self.paris.two, draft, by="victor")
        self.paris.two(draft, by="valerie")
        # Two officers on one draft: one of them decides.
        self.assertIn(self.denied(self.paris.two, draft, by="valerie")
                      .problem["code"], ["CONFLICT", "NOT_FOUND"])

    def test_protection_is_checked_before_a_missing_person_is_searched(self):
        draft = self.paris.open("missing", "rabat.dgsn", "--file",
                                EXAMPLES / "missing-request.json",
                                by="olivier")
        problem = self.denied(self.paris.two, draft, by="valerie").problem
        self.assertEqual(["checks"], [f["rule"] for f in problem["findings"]])
        check = ["check", draft["reference"], "protection", "--sources",
                 "asylum office", "--answer"]
        self.paris.wasl(*check, "unknown", by="olivier")
        problem = self.denied(self.paris.two, draft, by="valerie").problem
        self.assertEqual(["protection"],
                         [f["rule"] for f in problem["findings"]])
        self.paris.wasl(*check, "no", by="olivier")
        self.paris.two(draft, by="valerie")

    def test_a_kind_that_only_one_side_holds_is_told(self):
        profile = example("profile-ma-fr")
        profile["kinds"]["information"] = "00" * 32
        path = self.base / "other.json"
        path.write_text(json.dumps(profile))
        self.line.agree(path)
        problem = self.denied(self.paris.open, "information", "rabat.dgsn",
                              "--file", EXAMPLES / "information-request.json",
                              by="olivier").problem
        self.assertEqual("NOT_FOUND", problem["code"])
        self.assertIn("offer", problem["detail"])
        # What is open goes on under what it was opened with.
        self.line.agree(self.profile())


if __name__ == "__main__":
    unittest.main(verbosity=2)
