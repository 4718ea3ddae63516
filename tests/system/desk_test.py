#!/usr/bin/python3
"""Two running nodes: who may do what, what is refused, what is written down."""
import contextlib
import json
import os
import re
import signal
import unittest

from nodes import EXAMPLES, Node, until
from scene import Scene

REQUEST = EXAMPLES / "arrest-request.json"


class Desk(Scene):
    """The ceremony is held once; each test opens dossiers of its own. olivier
    drafts, valerie and victor approve, aude looks on."""

    MORE = {"FR": [("aude", "SPOC", "auditor"),
                   ("victor", "SPOC", "validator"),
                   ("chloe", "DIR", "custodian")]}

    def draft(self, by="olivier"):
        made = self.paris.open("arrest", "rabat.dgsn", "--file", REQUEST,
                               by=by)
        self.addCleanup(self.paris.run, "return", made["draft"], "--reason",
                        "the test is over", "--as", "victor")
        return made

    def open_arrest(self):
        made = self.paris.two(self.draft(), by="valerie")
        return made["reference"]

    def refused(self, code, *words, by="olivier", node=None):
        """A verb of this officer is refused with this code."""
        return super().refused(code, (node or self.paris).wasl, *words, by=by)

    def ask(self, method, path, body=None, by="olivier"):
        """One call by hand: (status, answer)."""
        with contextlib.closing(self.paris.connect()) as connection:
            return self.paris.call(connection, method, path, by, body)

    # Four eyes.

    def test_nobody_approves_his_own_draft(self):
        made = self.draft(by="valerie")
        self.refused("DENIED", "approve", made["draft"], "--yes", by="valerie")

    def test_the_second_person_needs_the_role(self):
        made = self.draft()
        self.refused("DENIED", "approve", made["draft"], "--yes", by="denis")
        self.refused("DENIED", "approve", made["draft"], "--yes", by="aude")

    def test_a_returned_draft_is_not_approved(self):
        made = self.draft()
        self.paris.wasl("return", made["draft"], "--reason", "which court?",
                        by="victor")
        self.refused("CONFLICT", "approve", made["draft"], "--yes",
                     by="valerie")

    def test_another_digest_is_refused_and_nothing_is_sent(self):
        made, size = self.draft(), self.paris.line()["own"]["size"]
        status, problem = self.ask(
            "POST", f"/v1/drafts/{made['draft']}/approve",
            {"digest": "00" * 32}, by="valerie")
        self.assertEqual((status, problem["code"]), (409, "CONFLICT"))
        self.assertEqual(size, self.paris.line()["own"]["size"])

    def test_approve_shows_all_and_needs_a_yes(self):
        made = self.draft()
        code, _, err = self.paris.run("approve", made["draft"], "--as",
                                      "valerie", stdin="no\n")
        self.assertEqual(code, 1)
        self.assertIn("EX-2026-0042", err)
        code, out, err = self.paris.run("approve", made["draft"], "--as",
                                        "valerie", stdin="yes\n")
        self.assertEqual(code, 0, out + err)

    # Leaving.

    def test_who_has_left_says_nothing_more_and_his_drafts_stay(self):
        made = self.draft()
        answer = self.paris.wasl("user", "disable", "olivier", by="anne")
        self.assertTrue(answer["disabled"])
        try:
            self.refused("DENIED", "list")
            problem = self.refused("CONFLICT", "approve", made["draft"],
                                   "--yes", by="valerie")
            self.assertIn("no longer serves", problem.text)
        finally:
            self.paris.both("user", "enable", "olivier")
        self.paris.two(made, by="valerie")

    # Roles, by two persons.

    def test_one_person_alone_gives_no_roles(self):
        for words in [("add", "karim", "--unit", "SPOC", "--roles", "duty"),
                      ("role", "damien", "duty,validator")]:
            made = self.paris.wasl("user", *words, by="anne", codes=(3,))
            self.assertTrue(made["waits"])
            self.assertIn(("officer " + words[1], "anne"), [
                (s["what"], s["officer"]) for s in self.paris.wasl(
                    "status", by="anne")["seconds"]])
            self.refused("DENIED", "user", *words, by="anne")
            self.refused("DENIED", "user", *words, by="valerie")
        self.assertEqual(("duty", None), (self.roles("damien"),
                                          self.roles("karim")))
        self.refused("CONFLICT", "user", "role", "damien", "director",
                     by="denis")
        for words in [("add", "karim", "--unit", "SPOC", "--roles", "duty"),
                      ("role", "damien", "duty,validator")]:
            self.assertFalse(self.paris.wasl("user", *words, by="denis")
                             ["waits"])
        self.assertEqual([], self.paris.wasl("status", by="anne")["seconds"])
        self.assertEqual(("duty,validator", "duty"),
                         (self.roles("damien"), self.roles("karim")))

    def test_who_stops_the_others_is_not_alone_by_that(self):
        stop = ("user", "disable")
        more = ("user", "role", "damien", "duty,liaison")
        self.addCleanup(self.paris.both, "user", "role", "damien", "duty")
        self.addCleanup(self.paris.both, "user", "enable", "diane")
        # Where another one is in service, no custodian is the second.
        self.paris.wasl(*more, by="anne", codes=(3,))
        self.refused("DENIED", *more, by="chloe")
        for other in ("denis", "diane"):
            self.assertTrue(self.paris.wasl(*stop, other, by="anne")
                            ["disabled"])
        # Nor is he the first, where none is.
        self.refused("DENIED", "user", "role", "olivier", "liaison",
                     by="chloe")
        self.refused("DENIED", *more, by="anne")
        self.assertFalse(self.paris.wasl(*more, by="chloe")["waits"])
        self.assertEqual("duty,liaison", self.roles("damien"))
        # The way back, too, takes two.
        self.paris.wasl("user", "enable", "denis", by="anne", codes=(3,))
        self.assertFalse(self.paris.wasl("user", "enable", "denis",
                                         by="chloe")["waits"])

    def test_who_may_give_roles_loses_that_by_two(self):
        less = ("user", "role", "diane", "custodian")
        self.addCleanup(self.paris.both, "user", "role", "diane",
                        "director,custodian")
        self.assertTrue(self.paris.wasl(*less, by="anne", codes=(3,))
                        ["waits"])
        self.assertFalse(self.paris.wasl(*less, by="denis")["waits"])

    def test_taking_roles_away_counts_at_once_and_is_noted(self):
        self.paris.both("user", "role", "victor", "validator,operator")
        self.paris.wasl("user", "role", "victor", "validator", by="anne")
        self.assertEqual("validator", self.roles("victor"))
        noted = [(r["officer"], r["purpose"]) for r in self.paris.wasl(
            "access-log", by="aude")["access"] if r["what"] == "roles"]
        self.assertEqual([("anne", "victor: roles operator,validator"),
                          ("denis", "victor: roles operator,validator"),
                          ("anne", "victor: roles validator")],
                         [n for n in noted if n[1].startswith("victor: r")])

    def test_nobody_gives_himself_roles_or_roles_that_quarrel(self):
        self.refused("RULE", "user", "role", "anne", "admin,operator",
                     by="denis")
        self.refused("RULE", "user", "role", "denis", "director,operator",
                     by="denis")
        self.refused("NOT_FOUND", "user", "role", "nobody", "duty", by="anne")
        self.refused("EXISTS", "user", "add", "damien", "--unit", "SPOC",
                     "--roles", "duty", by="anne")

    def roles(self, name):
        return next((",".join(u["roles"]) for u in self.paris.wasl(
            "user", "list", by="anne")["users"] if u["name"] == name), None)

    def test_nobody_takes_himself_out_of_service(self):
        self.refused("RULE", "user", "disable", "anne", by="anne")
        self.refused("NOT_FOUND", "user", "disable", "nobody", by="anne")
        self.refused("DENIED", "user", "disable", "anne")

    def test_options_of_every_verb_may_stand_before_it(self):
        code, out, err = self.paris.run("--json", "--as", "anne", "status")
        self.assertEqual((code, json.loads(out)["node"]), (0, "paris.pn"), err)
        for words in [("--json", "--json", "status"), ("--nothing", "status"),
                      ("--as", "anne", "status", "--as", "anne"),
                      ("--json",)]:
            self.assertEqual(self.paris.run(*words)[0], 2, words)

    # Requests.

    def bad_request(self, change, code):
        """Pointers of the findings; no draft is left."""
        request, path = json.loads(REQUEST.read_text()), self.base / "bad.json"
        change(request)
        path.write_text(json.dumps(request))
        before = self.paris.wasl("drafts", by="olivier")
        problem = self.refused(code, "open", "arrest", "--to", "rabat.dgsn",
                               "--file", path)
        self.assertEqual(before, self.paris.wasl("drafts", by="olivier"))
        return set(problem.pointers())

    def test_all_faults_are_named_at_once_and_nothing_is_stored(self):
        def change(request):
            del request["warrant"], request["urgency"]
            request.update(penalty_months="many", unknown_field=1)
        self.assertLessEqual(
            {"/warrant", "/urgency", "/penalty_months", "/unknown_field"},
            self.bad_request(change, "SCHEMA"))

    def test_a_request_against_the_treaty_does_not_leave(self):
        self.assertIn("/penalty_months", self.bad_request(
            lambda r: r.update(penalty_months=1), "RULE"))

    def test_unknown_kind_partner_act_and_reference_are_told(self):
        for words in [("open", "nothing", "--to", "rabat.dgsn", "--file",
                       REQUEST),
                      ("open", "arrest", "--to", "madrid.pn", "--file",
                       REQUEST),
                      ("show", "MA-2026-ARR-999999"),
                      ("act", "LNK-rabat.dgsn", "dance"),
                      ("drafts", "999999")]:
            self.refused("NOT_FOUND", *words)

    def test_a_broken_rule_is_told_once(self):
        request, path = json.loads(REQUEST.read_text()), self.base / "low.json"
        request["penalty_months"] = 1
        path.write_text(json.dumps(request))
        code, _, err = self.paris.run("open", "arrest", "--to", "rabat.dgsn",
                                      "--file", path, "--as", "olivier")
        self.assertEqual((code, err.count("/penalty_months")), (1, 1), err)

    # Reading.

    def test_a_dossier_that_is_a_draft_has_no_state_yet(self):
        ref = self.draft()["reference"]
        row, = [d for d in self.paris.wasl("list", by="olivier")["dossiers"]
                if d["reference"] == ref]
        self.assertIsNone(row["state"])
        _, out, _ = self.paris.run("list", "--as", "olivier")
        self.assertRegex(out, rf"{ref} +arrest +\(not sent\)")


    def test_show_is_read_by_people(self):
        ref = self.open_arrest()
        code, out, err = self.paris.run("show", ref, "--fields", "--as",
                                        "olivier")
        self.assertEqual(code, 0, err)
        self.assertIn("EX-2026-0042", out)
        self.assertIn("مثال", out)
        self.assertNotIn("\033", out)

    def said(self, language, *words, code=0):
        """What an officer reads in his language."""
        done, out, err = self.paris.run("--lang", language, *words, "--as",
                                        "olivier")
        self.assertEqual(done, code, out + err)
        return out + err

    def test_an_officer_reads_his_language(self):
        ref = self.open_arrest()
        listed = self.said("fr", "list", "--kind", "arrest")
        self.assertRegex(listed, rf"{ref} +Localisation et arrestation +"
                                 r"envoyée")
        shown = self.said("fr", "show", ref, "--fields")
        for words in ["demande de localisation et d’arrestation",
                      "peine maximale, en mois",
                      "personne / nom de famille", "accusé de réception",
                      "retirer la demande (withdraw)"]:
            self.assertIn(words, shown)
        self.assertIn("\u2068تحديد المكان وإلقاء القبض\u2069",
                      self.said("ar", "list"))
        self.draft()
        self.assertIn("ضابط مصادِق", self.said("ar", "drafts"))
        self.assertIn("(withdraw)", self.said("ar", "kinds", "arrest"))

    def test_findings_are_told_in_his_language(self):
        path = self.base / "low-fr.json"
        request = json.loads(REQUEST.read_text())
        request["penalty_months"] = 1
        path.write_text(json.dumps(request))
        words = ["open", "arrest", "--to", "rabat.dgsn", "--file", path]
        said = self.said("fr", *words, code=1)
        self.assertIn("peine maximale, en mois : La peine maximale", said)
        self.assertIn("[threshold, $basis]", said)
        del request["warrant"]["date"]
        path.write_text(json.dumps(request))
        self.assertIn("mandat d’arrêt / date : champ obligatoire absent",
                      self.said("fr", *words, code=1))
        self.assertIn("خانة إلزامية فارغة", self.said("ar", *words, code=1))
        self.assertIn("pas de dossier MA-2026-ARR-999999", self.said(
            "fr", "show", "MA-2026-ARR-999999", code=1))

    def test_json_is_the_same_in_every_language(self):
        ref = self.open_arrest()
        # What arrives between two answers would be a difference.
        until("all is receipted", lambda: all(
            d["receipted"] for d in self.paris.wasl("list", by="olivier")
            ["dossiers"]))
        for words in [("list",), ("show", ref), ("kinds",), ("drafts",),
                      ("act", ref, "dance"), ("show", "MA-2026-ARR-999999")]:
            answers = {self.paris.run("--lang", language, *words, "--json",
                                      "--as", "olivier")[:2]
                       for language in ("en", "fr", "ar")}
            self.assertEqual(1, len(answers), words)

    def test_lists_go_on_where_they_ended(self):
        refs = {self.open_arrest() for _ in range(3)}
        seen, after = [], []
        while True:
            page = self.paris.wasl("list", "--limit", "2", *after,
                                   by="olivier")
            seen += [d["reference"] for d in page["dossiers"]]
            if page["next"] is None:
                break
            after = ["--after", page["next"]]
        self.assertEqual(len(seen), len(set(seen)))
        self.assertLessEqual(refs, set(seen))
        for cursor in ["x", "1-", "1-00", "-" + "00" * 16]:
            self.refused("SCHEMA", "list", f"--after={cursor}")

    def test_who_looked_is_written_down_by_reference(self):
        ref = self.open_arrest()
        self.paris.show(ref, by="victor")
        rows = self.paris.wasl("access-log", by="aude")["access"]
        self.assertIn(("victor", "read", ref),
                      [(r["officer"], r["what"], r["reference"])
                       for r in rows])
        self.assertEqual([], self.paris.wasl("access-log", "--since", "2199-01-01",
                                             by="aude")["access"])

    # Who speaks.

    def test_a_role_that_may_not_is_refused(self):
        for by, *words in [("olivier", "user", "list"), ("aude", "drafts"),
                           ("anne", "show", "LNK-rabat.dgsn"),
                           ("aude", "show", "LNK-rabat.dgsn"),
                           ("olivier", "access-log"),
                           ("olivier", "settle", "rabat.dgsn", "--log", "own")]:
            self.refused("DENIED", *words, by=by)

    def test_unknown_officers_and_silence_are_refused(self):
        self.refused("DENIED", "status", by="nobody")
        self.refused("DENIED", "status", by=None)

    @unittest.skipUnless(os.getuid() == 0, "another uid needs root")
    def test_another_uid_is_refused(self):
        for path in [self.base, self.paris.dir]:
            path.chmod(0o755)
        (self.paris.dir / "api.sock").chmod(0o666)
        pid = os.fork()
        if pid == 0:
            os.setuid(65534)
            status, problem = self.ask("GET", "/v1/status")
            os._exit(0 if (status, problem["code"]) == (403, "DENIED") else 1)
        self.assertEqual(os.waitpid(pid, 0)[1], 0)

    def test_the_configuration_counts_from_its_next_reading(self):
        path = self.paris.dir / "wasl.json"
        good = path.read_text()
        self.paris.speak(["anne"])
        self.refused("DENIED", "status")
        path.write_text("{")
        self.assertIn("line 1", self.paris.wasl("status",
                                                by="anne")["config_fault"])
        path.write_text(good)
        self.assertEqual(self.paris.wasl("status",
                                         by="olivier")["config_fault"], "")

    # The API by hand.

    def test_bad_bodies_are_answered_with_a_problem(self):
        for body, status, code in [
                (b"", 400, "MALFORMED"), (b"{", 400, "MALFORMED"),
                (b"[]", 422, "SCHEMA"), (b"{}", 422, "SCHEMA"),
                (b"\xef\xbb\xbf{}", 400, "MALFORMED"),
                (b'{"kind":"a","kind":"b"}', 400, "MALFORMED"),
                (b'{"kind":1,"to":"a","fields":{}}', 422, "SCHEMA"),
                (b"[" * 1000, 400, "MALFORMED"),
                (b"\xff", 400, "MALFORMED")]:
            got, problem = self.ask("POST", "/v1/dossiers", body)
            self.assertEqual((got, problem["code"]), (status, code), body)

    def test_what_is_not_a_route_is_refused(self):
        for method, path, status in [
                ("GET", "/ui/none", 404), ("GET", "/v2/status", 404),
                ("DELETE", "/v1/status", 405),
                ("GET", "/v1/status?x=1", 400),
                ("GET", "/v1/dossiers?limit=0", 422),
                ("GET", "/v1/dossiers?limit=501", 422),
                ("GET", "/v1/drafts/-1", 422),
                ("GET", "/v1/../v1/status", 400)]:
            self.assertEqual(self.ask(method, path)[0], status, path)

    def test_a_huge_body_is_refused_before_it_is_read(self):
        with contextlib.closing(self.paris.connect()) as connection:
            connection.putrequest("POST", "/v1/dossiers")
            for name, value in [("Wasl-As", "olivier"),
                                ("Content-Type", "application/json"),
                                ("Content-Length", "300000")]:
                connection.putheader(name, value)
            connection.endheaders()
            self.assertEqual(connection.getresponse().status, 413)

    # The ceremony with a running node.

    def test_nothing_is_pinned_before_two_custodians_confirmed_the_same(self):
        madrid = Node(self.base, "madrid.pn", "FR")
        madrid.root.mkdir()
        madrid.wasl("init", "--root", madrid.root, "--node", madrid.name,
                    "--side", "ES", "--admin", "ana", keys=True, root=True)
        self.sign(madrid, "rabat.dgsn", "from-madrid")
        self.rabat.terminate()
        self.sign(self.rabat, "madrid.pn", "for-madrid")
        self.rabat.start()
        words = [self.words_of(name) for name in ["s1", "s2"]]
        self.assertNotEqual(words[0], words[1])
        for by, secret, said, code in [
                ("amal", "s2", 0, "CONFLICT"),  # not the words of s2
                ("amal", "s1", 0, None),  # waits
                ("amal", "s1", 0, "DENIED"),  # not the same person again
                ("driss", "s1", 0, "DENIED"),  # no custodian
                ("dounia", "s2", 1, "CONFLICT")]:  # not what amal confirmed
            status, answer = self.confirm(by, secret, words[said])
            self.assertEqual((by, answer.get("code")), (by, code))
            self.assertEqual(status == 202, code is None)
            self.assertEqual(["paris.pn"], [
                p["name"] for p in self.rabat.wasl(
                    "peer", "list", by="amal")["peers"]])
        waits, = self.rabat.wasl("status", by="amal")["seconds"]
        self.assertEqual(("partner madrid.pn", "amal"),
                         (waits["what"], waits["officer"]))

    def confirm(self, by, secret, words):
        with contextlib.closing(self.rabat.connect()) as connection:
            return self.rabat.call(connection, "POST", "/v1/peers", by, {
                "card": (self.base / "from-madrid").read_text(),
                "own_card": (self.base / "for-madrid").read_text(),
                "secret": (self.base / secret).read_text().strip(),
                "words": words})

    def sign(self, node, to, name):
        node.wasl("card", "--root", node.root, "--to", to, "--endpoint", "-",
                  "--out", self.base / name, keys=True, root=True)

    def words_of(self, name):
        """The six numbers for a fresh secret; the custodian says no."""
        self.rabat.wasl("secret", "--out", self.base / name)
        code, _, err = self.rabat.run(
            "peer", "add", self.base / "from-madrid", "--secret-file",
            self.base / name, "--as", "amal", stdin="no\n")
        self.assertEqual(code, 1)
        words = [int(w) for w in re.findall(r"\d{4}$", err, re.M)]
        self.assertEqual(len(words), 6, err)
        return words

    def test_bad_cards_and_secrets_never_reach_the_node(self):
        (self.base / "noise").write_text("zoo " * 24)
        for card, text in [(self.line.card(self.paris), "checksum"),
                           (self.base / "noise", "noise"),
                           (self.base / "none", "none")]:
            code, _, err = self.rabat.run(
                "peer", "add", card, "--secret-file", self.base / "noise",
                "--as", "amal")
            self.assertEqual(code, 1)
            self.assertIn(text, err)

    def test_card_and_second_node_say_that_a_node_runs(self):
        for words, root, text in [
                (["card", "--root", self.rabat.root, "--to", "oslo.pn",
                  "--endpoint", "-"], True, "stop it"),
                (["serve"], False, "another")]:
            code, _, err = self.rabat.run(*words, keys=True, root=root)
            self.assertEqual(code, 1)
            self.assertIn(text, err)

    # Stopping.

    def test_stops_in_order_and_starts_again(self):
        ref = self.open_arrest()
        for stop in [self.rabat.terminate,
                     lambda: self.rabat.signal(signal.SIGKILL)]:
            self.assertIn(stop(), [0, None])
            self.rabat.kill()
            self.assertEqual(self.rabat.run("status", "--as", "amal")[0], 4)
            self.rabat.start()
            self.rabat.ready()
        until("the request arrived", lambda: self.rabat.has(ref))


if __name__ == "__main__":
    unittest.main(verbosity=2)
