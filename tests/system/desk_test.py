#!/usr/bin/python3
"""Two running nodes: who may do what, what is refused, what both sides see."""
import json
import os
import re
import signal
import unittest

from wasl import EXAMPLES, Node, Pair, run, until

REQUEST = EXAMPLES / "arrest-request.json"


class Desk(Pair):
    def open_arrest(self):
        ref = self.put(self.paris, "open", "arrest", "--to", "rabat.dgsn",
                       "--file", REQUEST, who="operator", second="second")
        self.assertTrue(until(lambda: any(
            d["reference"] == ref for d in
            self.rabat.json("list", who="operator")["dossiers"])))
        return ref

    def both(self, ref):
        """Both views, once they are equal in all that is shared."""
        def shared(node):
            view = node.json("show", ref, who="operator")
            return [(a["node"], a["act"], a["at"], a["author"], a["effect"],
                     a["state"], a["position"], a["fields"])
                    for a in view["acts"]], view["state"]
        self.assertTrue(until(
            lambda: shared(self.rabat) == shared(self.paris)),
            (shared(self.rabat), shared(self.paris)))
        return shared(self.rabat)

    # --- the daily work ---------------------------------------------------

    def test_a_request_is_answered_and_both_sides_see_the_same(self):
        ref = self.open_arrest()
        self.assertRegex(ref, r"^FR-20\d\d-ARR-\d{6}$")
        self.rabat.run("act", ref, "ack", "--file",
                       EXAMPLES / "arrest-ack.json", who="operator")
        self.put(self.rabat, "act", ref, "accept", "--file",
                 EXAMPLES / "arrest-accept.json", who="operator",
                 second="second")
        acts, state = self.both(ref)
        self.assertEqual(state, "accepted")
        self.assertEqual([a[1] for a in acts], ["open", "ack", "accept"])
        self.assertTrue(until(lambda: self.paris.json(
            "show", ref, who="operator")["unbound"] == 0))
        for node in [self.rabat, self.paris]:
            report = node.json("verify", who="auditor")
            self.assertTrue(report["ok"], report)

    def test_show_is_read_by_people(self):
        ref = self.open_arrest()
        out, _ = self.paris.run("show", ref, "--fields", who="operator")
        self.assertIn("EX-2026-0042", out)
        self.assertIn("مثال", out)
        self.assertNotIn("\033", out)

    def test_lists_go_on_where_they_ended(self):
        refs = {self.open_arrest() for _ in range(3)}
        seen, after = [], []
        while True:
            page = self.paris.json("list", "--limit", "2", *after,
                                   who="operator")
            seen += [d["reference"] for d in page["dossiers"]]
            if page["next"] is None:
                break
            after = ["--after", page["next"]]
        self.assertEqual(len(seen), len(set(seen)))
        self.assertLessEqual(refs, set(seen))
        for after in ["x", "1-", "1-00", "-" + "00" * 16]:
            self.paris.run("list", f"--after={after}", who="operator", code=1)

    # --- four eyes --------------------------------------------------------

    def test_nobody_approves_his_own_draft(self):
        made = self.paris.json("open", "arrest", "--to", "rabat.dgsn",
                               "--file", REQUEST, who="second", code=3)
        answer = self.paris.json("approve", made["draft"], "--yes",
                                 who="second", code=1)
        self.assertEqual(answer["code"], "DENIED")
        self.paris.run("return", made["draft"], "--reason", "a test",
                       who="second")

    def test_the_second_person_needs_the_role(self):
        made = self.paris.json("open", "arrest", "--to", "rabat.dgsn",
                               "--file", REQUEST, who="second", code=3)
        answer = self.paris.json("approve", made["draft"], "--yes",
                                 who="operator", code=1)
        self.assertEqual(answer["code"], "DENIED")
        self.paris.run("return", made["draft"], "--reason", "a test",
                       who="third")
        self.paris.run("approve", made["draft"], "--yes", who="third", code=1)

    def test_another_digest_is_refused_and_nothing_is_sent(self):
        made = self.paris.json("open", "arrest", "--to", "rabat.dgsn",
                               "--file", REQUEST, who="operator", code=3)
        size = self.paris.json("status", who="operator")["lines"][0]["own"]
        status, problem = self.paris.http(
            "POST", f"/v1/drafts/{made['draft']}/approve",
            json.dumps({"digest": "00" * 32}).encode(),
            ["Wasl-As: second"])
        self.assertEqual((status, problem["code"]), (409, "CONFLICT"))
        self.assertEqual(size["size"], self.paris.json(
            "status", who="operator")["lines"][0]["own"]["size"])
        self.paris.run("return", made["draft"], "--reason", "a test",
                       who="second")

    # --- bad requests -----------------------------------------------------

    def refused(self, request, code):
        path = self.base / "bad.json"
        path.write_text(json.dumps(request))
        before = self.paris.json("drafts", who="operator")
        answer = self.paris.json("open", "arrest", "--to", "rabat.dgsn",
                                 "--file", path, who="operator", code=1)
        self.assertEqual(answer["code"], code, answer)
        self.assertEqual(before, self.paris.json("drafts", who="operator"))
        return {f["pointer"] for f in answer["findings"]}

    def test_all_faults_are_named_at_once_and_nothing_is_stored(self):
        request = json.loads(REQUEST.read_text())
        del request["warrant"], request["urgency"]
        request["penalty_months"] = "many"
        request["unknown_field"] = 1
        pointers = self.refused(request, "SCHEMA")
        self.assertLessEqual({"/warrant", "/urgency", "/penalty_months",
                              "/unknown_field"}, pointers)

    def test_a_request_against_the_treaty_does_not_leave(self):
        request = json.loads(REQUEST.read_text())
        request["penalty_months"] = 1
        self.assertIn("/penalty_months", self.refused(request, "RULE"))

    def test_unknown_kind_partner_act_and_reference_are_told(self):
        for words in [("open", "nothing", "--to", "rabat.dgsn", "--file",
                       REQUEST),
                      ("open", "arrest", "--to", "madrid.pn", "--file",
                       REQUEST),
                      ("show", "MA-2026-ARR-999999"),
                      ("show", "../../etc/passwd"),
                      ("act", "LNK-rabat.dgsn", "dance"),
                      ("drafts", "999999")]:
            self.paris.run(*words, who="operator", code=1)

    # --- who speaks -------------------------------------------------------

    def test_a_role_that_may_not_is_refused(self):
        for who, words in [("operator", ("user", "list")),
                           ("auditor", ("drafts",)),
                           ("anne", ("show", "LNK-rabat.dgsn")),
                           ("auditor", ("show", "LNK-rabat.dgsn"))]:
            answer = self.paris.json(*words, who=who, code=1)
            self.assertEqual(answer["code"], "DENIED", (who, words))

    def test_who_looked_is_written_down_by_reference(self):
        ref = self.open_arrest()
        self.paris.run("show", ref, who="third")
        rows = self.paris.json("access", who="auditor")["access"]
        self.assertIn(("third", "read", ref),
                      [(r["officer"], r["what"], r["reference"])
                       for r in rows])
        self.assertEqual([], self.paris.json(
            "access", "--since", "2199-01-01", who="auditor")["access"])
        self.paris.run("access", who="operator", code=1)

    def test_a_log_that_is_not_frozen_is_not_settled(self):
        for who, log, code in [("second", "own", "CONFLICT"),
                               ("second", "all", "SCHEMA"),
                               ("operator", "own", "DENIED")]:
            answer = self.paris.json("settle", "rabat.dgsn", "--log", log,
                                     who=who, code=1)
            self.assertEqual(answer["code"], code)

    def test_unknown_officers_and_silence_are_refused(self):
        for who in ["nobody", None]:
            answer = self.paris.json("status", who=who, code=1)
            self.assertEqual(answer["code"], "DENIED")

    @unittest.skipUnless(os.getuid() == 0, "another uid needs root")
    def test_another_uid_is_refused(self):
        self.paris.dir.chmod(0o755)
        self.base.chmod(0o755)
        (self.paris.dir / "api.sock").chmod(0o666)
        pid = os.fork()
        if pid == 0:
            os.setuid(65534)
            status, problem = self.paris.http("GET", "/v1/status", headers=[
                "Wasl-As: operator"])
            os._exit(0 if (status, problem["code"]) == (403, "DENIED") else 1)
        self.assertEqual(os.waitpid(pid, 0)[1], 0)

    def test_the_configuration_counts_from_its_next_reading(self):
        names = ["anne", *self.STAFF]
        self.paris.officers("anne")
        self.assertEqual(self.paris.json("status", who="operator",
                                         code=1)["code"], "DENIED")
        (self.paris.dir / "wasl.json").write_text("{")
        fault = self.paris.json("status", who="anne")["config_fault"]
        self.assertIn("line 1", fault)
        (self.paris.dir / "wasl.json").write_text(json.dumps(
            {"node": "paris.pn", "side": "FR",
             "listen": f"127.0.0.1:{self.paris.port}",
             "officers": {str(os.getuid()): names}}))
        self.assertEqual(self.paris.json("status",
                                         who="operator")["config_fault"], "")

    # --- the API by hand --------------------------------------------------

    def test_bad_bodies_are_answered_with_a_problem(self):
        for body, status, code in [
                (b"", 400, "MALFORMED"), (b"{", 400, "MALFORMED"),
                (b"[]", 422, "SCHEMA"), (b"{}", 422, "SCHEMA"),
                (b"\xef\xbb\xbf{}", 400, "MALFORMED"),
                (b'{"kind":"a","kind":"b"}', 400, "MALFORMED"),
                (b'{"kind":1,"to":"a","fields":{}}', 422, "SCHEMA"),
                (b"[" * 1000, 400, "MALFORMED"),
                (b"\xff", 400, "MALFORMED")]:
            got, problem = self.paris.http("POST", "/v1/dossiers", body,
                                           ["Wasl-As: operator"])
            self.assertEqual((got, problem["code"]), (status, code), body)

    def test_what_is_not_a_route_is_refused(self):
        for method, path, status in [
                ("GET", "/", 404), ("GET", "/v2/status", 404),
                ("DELETE", "/v1/status", 405),
                ("GET", "/v1/status?x=1", 400),
                ("GET", "/v1/dossiers?limit=0", 422),
                ("GET", "/v1/dossiers?limit=501", 422),
                ("GET", "/v1/drafts/-1", 422),
                ("GET", "/v1/../v1/status", 400)]:
            got, _ = self.paris.http(method, path,
                                     headers=["Wasl-As: operator"])
            self.assertEqual(got, status, (method, path))

    def test_a_huge_body_is_refused(self):
        got, _ = self.paris.http("POST", "/v1/dossiers", b"",
                                 ["Wasl-As: operator"], length=300000)
        self.assertEqual(got, 413)

    # --- the ceremony with the node ---------------------------------------

    def test_ceremony_that_is_not_confirmed_stores_nothing(self):
        madrid = Node(self.base, "madrid.pn", "ES", "ana")
        madrid.init()
        madrid.card("rabat.dgsn", "--out", self.base / "madrid.pn.card")
        self.rabat.stop()
        self.rabat.card("madrid.pn", "--out", self.base / "for-madrid")
        self.rabat.start()
        self.ready()
        words = []
        for name in ["s1", "s2"]:
            run("secret", "--out", self.base / name)
            _, err = self.add_madrid(name, b"no\n")
            words.append(re.findall(r"\d{4}$", err, re.M))
            self.assertEqual(len(words[-1]), 6, err)
        self.assertNotEqual(words[0], words[1])
        status, problem = self.rabat.http("POST", "/v1/peers", json.dumps({
            "card": (self.base / "madrid.pn.card").read_text(),
            "own_card": (self.base / "for-madrid").read_text(),
            "secret": (self.base / "s2").read_text().strip(),
            "words": [int(w) for w in words[0]]}).encode(),
            ["Wasl-As: amal"])
        self.assertEqual((status, problem["code"]), (409, "CONFLICT"))
        self.assertEqual(["paris.pn"], [p["name"] for p in self.rabat.json(
            "peer", "list", who="amal")["peers"]])

    def add_madrid(self, secret, answer):
        return self.rabat.run("peer", "add", self.base / "madrid.pn.card",
                              "--secret-file", self.base / secret, who="amal",
                              stdin=answer, code=1)

    def test_partner_is_enrolled_once(self):
        answer = self.rabat.json("peer", "add", self.base / "paris.pn.card",
                                 "--secret-file", self.base / "secret",
                                 "--yes-words-match", who="amal", code=1)
        self.assertEqual(answer["code"], "EXISTS")

    def test_bad_cards_and_secrets_never_reach_the_node(self):
        (self.base / "noise").write_text("zoo " * 24)
        for card, secret, text in [("paris.pn.card", "noise", "checksum"),
                                   ("noise", "secret", "noise"),
                                   ("none", "secret", "none")]:
            _, err = self.rabat.run("peer", "add", self.base / card,
                                    "--secret-file", self.base / secret,
                                    who="amal", code=1)
            self.assertIn(text, err)

    def test_card_says_that_the_node_runs(self):
        _, err = self.rabat.card("madrid.pn", code=1)
        self.assertIn("stop it", err)

    def test_a_second_node_on_the_directory_does_not_start(self):
        _, err = self.rabat.run("serve", code=1, passphrases=[
            ("--passphrase-fd", b"correct horse battery staple")])
        self.assertIn("another", err)

    # --- stopping ---------------------------------------------------------

    def test_stops_in_order_and_starts_again(self):
        ref = self.open_arrest()
        self.both(ref)
        for how in [signal.SIGTERM, signal.SIGKILL]:
            code = self.rabat.stop(how)
            self.assertEqual(code, 0 if how == signal.SIGTERM else -9)
            self.rabat.run("status", who="operator", code=4)
            self.rabat.start()
            self.ready()
            self.both(ref)


if __name__ == "__main__":
    unittest.main(verbosity=2)
