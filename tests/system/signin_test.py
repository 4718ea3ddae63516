#!/usr/bin/python3
"""A running node and browsers: links, passwords, sessions and what they are
refused. Officers and passwords are invented."""
import concurrent.futures
import contextlib
import http.client
import json
import unittest

from nodes import PATIENCE, until
from signin_seconds import Seconds
from signin_site import Site
from signing import WORDS, Signing


class SignIn(Seconds, Site, Signing):
    # Links and passwords.

    def test_the_first_administrator_begins_with_the_link_that_is_printed(
            self):
        status, document = self.document
        self.assertEqual(status, 200, document)
        self.assertEqual(document["officer"], "amal")
        self.assertIn("users", document["rights"])
        self.assertNotIn("read", document["rights"])
        # Once: the link is used up.
        self.refused(self.browser().enrol(self.first, WORDS), 404, "NOT_FOUND")

    def test_a_link_is_for_one_use_and_a_good_password(self):
        self.node.both("user", "add", "olga", "--unit", "BCN", "--roles",
                       "operator")
        older, link = self.link("olga"), self.link("olga")
        browser = self.browser()
        self.refused(browser.enrol(older, WORDS), 404, "NOT_FOUND")
        for bad in ["short", "passwordpassword1" * 20, "Password12345!",
                    "123456789012", "aaaaaaaaaaaaaaa", "olga1234567890",
                    "azertyuiop123"]:
            self.refused(browser.enrol(link, bad), 422, "SCHEMA")
        self.refused(browser.enrol(link[:-1], WORDS), 422, "SCHEMA")
        status, document = browser.enrol(link, WORDS)
        self.assertEqual((status, document["officer"], document["unit"],
                          document["side"], document["roles"]),
                         (200, "olga", "BCN", "MA", ["operator"]))
        self.assertEqual(document["second"], {"totp": False, "passkeys": 0})
        self.assertEqual(browser.call("GET", "/v1/session")[1]["officer"],
                         "olga")
        # The socket tells the same document, without a session in it.
        connection = self.node.connect()
        told = self.node.call(connection, "GET", "/v1/session", "omar")[1]
        connection.close()
        self.assertEqual((told["officer"], told["csrf"], told["expires"]),
                         ("omar", None, None))

    def test_a_second_person_says_so_before_a_password_is_replaced(self):
        browser = self.ready("dalal")
        # By the officer's own session, never; by one administrator, not yet.
        self.refused(browser.call("POST", "/v1/users/dalal/link", {}), 403,
                     "DENIED")
        code, answer, _ = self.node.run("user", "link", "dalal", "--json",
                                        "--as", "amal")
        self.assertEqual((code, json.loads(answer)["link"]), (3, None))
        link = self.node.wasl("user", "link", "dalal", by="driss")["link"]
        self.assertEqual(browser.call("GET", "/v1/session")[0], 200)
        other = self.browser()
        self.assertEqual(other.enrol(link, WORDS + "!")[0], 200)
        self.refused(browser.call("GET", "/v1/session"), 401, "SIGN_IN")
        self.refused(browser.sign_in("dalal", WORDS), 401, "SIGN_IN")
        self.assertEqual(browser.sign_in("dalal", WORDS + "!")[0], 200)

    def test_an_officer_takes_another_password(self):
        self.node.both("user", "add", "salim", "--unit", "BCN", "--roles",
                       "operator")
        browser, other = self.ready("salim"), self.browser()
        self.assertEqual(other.sign_in("salim", WORDS)[0], 200)
        path = "/v1/session/password"
        self.refused(browser.call("POST", path, {
            "password": WORDS + "?", "new": WORDS + "!"}), 403, "DENIED")
        self.refused(browser.call("POST", path, {
            "password": WORDS, "new": "password1234"}), 422, "SCHEMA")
        self.assertEqual(browser.call("POST", path, {
            "password": WORDS, "new": WORDS + "!"})[0], 200)
        self.assertEqual(browser.call("GET", "/v1/session")[0], 200)
        self.refused(other.call("GET", "/v1/session"), 401, "SIGN_IN")
        self.refused(other.sign_in("salim", WORDS), 401, "SIGN_IN")
        self.assertEqual(other.sign_in("salim", WORDS + "!")[0], 200)

    # Brute force.

    def test_what_fails_says_the_same_and_is_told_to_wait(self):
        """Whoever is there or not; how long, the desk's tests say."""
        self.ready("zineb")
        said = {self.until_told_to_wait(name)
                for name in ("zineb", "nobody", "not a name")}
        self.assertEqual(len(said), 1, said)
        # What is longer than any name or password is nobody's.
        self.refused(self.browser().sign_in("x" * 300, WORDS), 401, "SIGN_IN")
        self.refused(self.browser().sign_in("zineb2", "x" * 300), 401,
                     "SIGN_IN")

    def test_who_is_guessed_at_signs_in_from_his_own_place(self):
        """Failures of others, from elsewhere, keep nobody out."""
        self.node.both("user", "add", "nabil", "--unit", "BCN", "--roles",
                       "operator")
        self.ready("nabil")
        self.until_told_to_wait("nabil")
        self.refused(self.browser().sign_in("nabil", WORDS), 429, "TOO_MANY")
        elsewhere = self.browser()
        elsewhere.source = "127.0.0.2"
        self.assertEqual(elsewhere.sign_in("nabil", WORDS)[0], 200)

    def test_a_crowd_that_signs_in_is_told_to_come_again(self):
        """Two passwords are looked at, six wait; who is signed in is served
        meanwhile."""
        browser = self.ready("omar")

        def guess(i):
            return self.browser().sign_in(f"crowd{i}", WORDS)

        def crowd():
            with concurrent.futures.ThreadPoolExecutor(24) as pool:
                said = pool.map(guess, range(24))
                self.assertEqual(browser.call("GET", "/v1/session")[0], 200)
            said = {(status, a["code"]) for status, a in said}
            self.assertLessEqual(said, {(401, "SIGN_IN"), (429, "TOO_MANY"),
                                        (503, "NOT_READY")})
            return (503, "NOT_READY") in said

        until("somebody is told to come again", crowd)

    def test_who_calls_is_the_proxys_word_only_where_there_is_one(self):
        browser = self.browser(**{"X-Real-IP": "192.0.2.7"})
        self.assertEqual(browser.enrol(self.link("omar"), WORDS)[0], 200)
        self.assertEqual(
            browser.call("GET", "/v1/sessions")[1]["sessions"][0]["address"],
            "127.0.0.1")

    # Who he is counts at every request.

    def test_a_role_that_is_taken_away_is_gone_at_once(self):
        self.node.both("user", "add", "salma", "--unit", "BCN", "--roles",
                       "operator,validator")
        browser = self.ready("salma")
        self.assertIn("approve", browser.call("GET", "/v1/session")[1]["rights"])
        self.node.wasl("user", "role", "salma", "operator", by="amal")
        self.refused(browser.call("GET", "/v1/drafts"), 401, "SIGN_IN")
        self.assertEqual(browser.sign_in("salma", WORDS)[0], 200)
        self.assertNotIn("approve",
                         browser.call("GET", "/v1/session")[1]["rights"])

    def test_a_role_that_is_taken_away_ends_the_event_stream(self):
        self.node.both("user", "add", "selma", "--unit", "BCN", "--roles",
                       "operator,validator")
        browser = self.ready("selma")
        with self.stream(browser) as lines:
            self.assertEqual(next(lines), "retry: 3000")
            self.node.wasl("user", "role", "selma", "operator", by="amal")
            self.assertIn("event: end", lines)  # reads until it comes
            self.assertEqual(json.loads(next(lines).removeprefix("data: ")),
                             {"code": "SIGN_IN"})
            self.assertEqual(list(lines), [""])
        status, problem = browser.call("GET", "/v1/events")
        self.assertEqual((status, problem["code"]), (401, "SIGN_IN"))

    @contextlib.contextmanager
    def stream(self, browser):
        """Lines of an officer's event stream, until it ends."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", int(self.origin.rsplit(":", 1)[1]), timeout=PATIENCE)
        connection.request("GET", "/v1/events", headers=browser.usual("GET"))
        with connection.getresponse() as answer:
            self.assertEqual(answer.status, 200)
            yield (line.decode().rstrip("\n") for line in answer)
        connection.close()

    def test_who_leaves_the_service_is_out_at_once(self):
        self.node.both("user", "add", "sami", "--unit", "BCN", "--roles",
                       "operator")
        browser = self.ready("sami")
        self.node.wasl("user", "disable", "sami", by="amal")
        self.refused(browser.call("GET", "/v1/session"), 401, "SIGN_IN")
        self.refused(browser.sign_in("sami", WORDS), 401, "SIGN_IN")

    def test_an_administrator_gets_no_body(self):
        for path in ("/v1/dossiers/MA-2026-ARR-000001", "/v1/screen/review",
                     "/v1/lists/un/record?ref=QDi.000&purpose=x",
                     "/v1/access"):
            self.refused(self.admin.call("GET", path), 403, "DENIED")

    # Sessions.

    def test_sessions_are_listed_and_ended(self):
        one, two = self.ready("omar"), self.browser()
        self.assertEqual(two.sign_in("omar", WORDS)[0], 200)
        listed = two.call("GET", "/v1/sessions")[1]["sessions"]
        self.assertEqual([(s["officer"], s["how"], s["current"])
                          for s in listed],
                         [("omar", "password", True), ("omar", "link", False)])
        self.refused(two.call("GET", "/v1/sessions?officer=driss"), 403,
                     "DENIED")
        self.assertEqual(len(self.admin.call(
            "GET", "/v1/sessions?officer=omar")[1]["sessions"]), 2)
        mine = self.admin.call("GET", "/v1/sessions")[1]["sessions"][0]["id"]
        self.refused(two.call("DELETE", f"/v1/sessions/{mine}"), 404,
                     "NOT_FOUND")
        self.assertEqual(two.call("DELETE",
                                  f"/v1/sessions/{listed[1]['id']}")[0], 200)
        self.refused(one.call("GET", "/v1/session"), 401, "SIGN_IN")
        cookie = two.cookie
        self.assertEqual(two.call("DELETE", "/v1/session")[0], 200)
        two.cookie = cookie
        self.refused(two.call("GET", "/v1/session"), 401, "SIGN_IN")

    def test_a_session_outlives_the_node(self):
        browser = self.ready("omar")
        old, self.node.log = self.node.log, self.node.base / "second.log"
        self.node.kill()
        # The same port, as an operator would have set it.
        port = self.origin.rsplit(":", 1)[1]
        with self.node.config() as config:
            config["http"]["listen"] = f"127.0.0.1:{port}"
        self.node.start()
        self.assertEqual(browser.call("GET", "/v1/session")[0], 200)
        self.assertNotIn("#enrol=", self.node.log.read_text())
        self.node.log = old


if __name__ == "__main__":
    unittest.main()
