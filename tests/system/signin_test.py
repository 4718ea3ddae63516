#!/usr/bin/python3
"""A running node and browsers: links, passwords, sessions and what they are
refused. Officers and passwords are invented."""
import base64
import concurrent.futures
import contextlib
import gzip
import hashlib
import hmac
import http.client
import json
import re
import socket
import tempfile
import time
import unittest

import passkey
from browser import Browser, origin_of, serve_screens
from nodes import PATIENCE, Node, until

WORDS = "correct donkey battery staple"


class SignIn(unittest.TestCase):
    """One node for all; each test signs in by itself."""

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="wasl-signin-")
        cls.addClassCleanup(scratch.cleanup)
        cls.node = node = Node(scratch.name, "rabat.dgsn", "MA")
        node.root.mkdir(mode=0o700)
        name, unit, _ = node.staff[0]
        node.wasl("init", "--root", node.root, "--node", node.name, "--side",
                  "MA", "--admin", name, "--unit", unit, "--listen",
                  f"127.0.0.1:{node.port}", keys=True, root=True)
        serve_screens(node, origin="http://localhost:0")
        cls.addClassCleanup(node.close)
        node.start()
        node.speak([s[0] for s in node.staff])
        node.enrol_staff()
        for name in ("sara", "nadia"):
            node.both("user", "add", name, "--unit", "BCN", "--roles",
                      "operator")
        cls.origin = origin_of(node)
        cls.first = until("the first link is printed", cls.first_link)
        cls.admin = Browser(cls.origin)
        cls.document = cls.admin.enrol(cls.first, WORDS)

    @classmethod
    def first_link(cls):
        found = re.search(r"\S+/#enrol=\S+", cls.node.log.read_text())
        return found and found.group()

    def browser(self, **headers):
        return Browser(self.origin, **headers)

    def link(self, name):
        """By one person, or by two where he has a password."""
        answer = self.node.wasl("user", "link", name, by="amal", codes=(0, 3))
        if answer["waits"]:
            answer = self.node.wasl(
                "user", "link", name,
                by="dounia" if name == "driss" else "driss")
        return answer["link"]

    def ready(self, name):
        """An officer with a new password; signed in."""
        browser = self.browser()
        status, document = browser.enrol(self.link(name), WORDS)
        self.assertEqual((status, document["officer"]), (200, name))
        return browser

    def refused(self, answer, status, code):
        self.assertEqual((answer[0], answer[1]["code"]), (status, code),
                         answer)

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

    def until_told_to_wait(self, name):
        said = set()
        for i in range(100):
            status, headers, body = self.browser().raw(
                "POST", "/v1/session",
                {"name": name, "password": f"wrong {i}"},
                {"Content-Type": "application/json",
                 "Host": self.origin.split("//")[1]})
            answer = json.loads(body)
            if status == 429:
                self.assertEqual(answer["code"], "TOO_MANY")
                self.assertGreater(int(headers["Retry-After"]), 0)
                self.assertEqual(len(said), 1, said)
                return said.pop()
            self.assertEqual((status, answer["code"]), (401, "SIGN_IN"))
            said.add(answer["detail"])
        raise AssertionError("nobody was told to wait")

    def test_who_calls_is_the_proxys_word_only_where_there_is_one(self):
        browser = self.browser(**{"X-Real-IP": "192.0.2.7"})
        self.assertEqual(browser.enrol(self.link("omar"), WORDS)[0], 200)
        self.assertEqual(
            browser.call("GET", "/v1/sessions")[1]["sessions"][0]["address"],
            "127.0.0.1")

    # Cross-site requests.

    def test_only_pages_of_this_node_may_use_a_session(self):
        browser = self.ready("omar")
        body = {"language": "ar"}
        good = ("POST", "/v1/session/language", body)
        self.assertEqual(browser.call(*good)[1]["language"], "ar")
        site = "Sec_Fetch_Site"
        for bent in [{"Wasl_CSRF": None}, {"Wasl_CSRF": ""},
                     {"Wasl_CSRF": "A" * 43}, {"Origin": None},
                     {"Origin": "null"}, {"Origin": "https://evil.example"},
                     {"Origin": self.origin + "0"},
                     {site: "cross-site"}, {site: "same-site"},
                     {site: "none"},
                     {"Origin": "https://evil.example", site: "same-origin"}]:
            with self.subTest(bent):
                self.refused(browser.call(*good, **bent), 403, "CSRF")
        self.assertEqual(browser.call(
            *good, Origin=None, **{site: "same-origin"})[0], 200)
        # Reading: what the browser says must be its own pages, or a person.
        for value, status in [("same-origin", 200), ("none", 200),
                              ("cross-site", 403), ("same-site", 403)]:
            self.assertEqual(browser.call("GET", "/v1/session",
                                          **{site: value})[0], status)
        # Another page cannot sign a person in, under any account.
        for path, body in [
                ("/v1/session", {"name": "omar", "password": WORDS}),
                ("/v1/enrol", {"token": "A" * 43, "password": WORDS})]:
            self.refused(self.browser().call("POST", path, body,
                                             Origin="https://evil.example"),
                         403, "CSRF")
        # A name that somebody else lets point here.
        self.refused(browser.call("GET", "/v1/session",
                                  Host="evil.example:80"), 421, "MISDIRECTED")

    def test_a_body_must_be_json_by_its_type(self):
        self.assertEqual(self.browser().call(
            "POST", "/v1/session", {"name": "omar", "password": WORDS},
            Content_Type="text/plain")[0], 415)

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
        path = self.node.dir / "wasl.json"
        config = json.loads(path.read_text())
        port = self.origin.rsplit(":", 1)[1]
        config["http"]["listen"] = f"127.0.0.1:{port}"
        path.write_text(json.dumps(config))
        self.node.start()
        self.assertEqual(browser.call("GET", "/v1/session")[0], 200)
        self.assertNotIn("#enrol=", self.node.log.read_text())
        self.node.log = old

    # Codes.

    def code(self, secret, step=0):
        key = base64.b32decode(secret)
        counter = (int(time.time()) // 30 + step).to_bytes(8, "big")
        mac = hmac.new(key, counter, "sha1").digest()
        at = mac[-1] & 15
        number = int.from_bytes(mac[at:at + 4], "big") & 0x7fffffff
        return f"{number % 10**6:06}"

    def test_a_code_is_asked_for_and_taken_once(self):
        browser = self.ready("sara")
        secret = browser.call("POST", "/v1/totp", {})[1]
        self.assertIn(f"secret={secret['secret']}", secret["uri"])
        self.assertTrue(secret["uri"].startswith(
            "otpauth://totp/wasl%20rabat.dgsn:sara?"))
        secret = secret["secret"]
        self.refused(browser.call("POST", "/v1/totp/confirm",
                                  {"code": "000000"}), 403, "DENIED")
        # Not asked for before it was confirmed.
        self.assertEqual(self.browser().sign_in("sara", WORDS)[0], 200)
        status, document = browser.call("POST", "/v1/totp/confirm",
                                        {"code": self.code(secret)})
        self.assertEqual((status, document["second"]["totp"]), (200, True))
        self.refused(browser.call("POST", "/v1/totp", {}), 409, "CONFLICT")
        other = self.browser()
        self.refused(other.sign_in("sara", WORDS), 401, "CODE_NEEDED")
        self.refused(other.sign_in("sara", WORDS + "?"), 401, "SIGN_IN")
        for bad in ("12345", "1234567", "abcdef", "١٢٣٤٥٦"):
            # Each is a failure; the waits are the desk's tests' matter.
            self.assertIn(other.sign_in("sara", WORDS, code=bad)[0],
                          (401, 429))
        later = self.ready_again("sara", secret)
        self.assertEqual(later.call("GET", "/v1/sessions")[1]["sessions"]
                         [0]["how"], "code")
        self.assertEqual(later.call("DELETE", "/v1/totp")[1]["second"]["totp"],
                         False)

    def ready_again(self, name, secret):
        """With the code of the next step; no code goes twice."""
        browser = self.browser()

        def once():
            code = self.code(secret, 1)
            status, answer = browser.sign_in(name, WORDS, code=code)
            if status == 200:
                self.refused(self.browser().sign_in(name, WORDS, code=code),
                             401, "SIGN_IN")
            return status == 200
        until("a code is taken", once)
        return browser

    # Passkeys.

    def test_a_passkey_signs_in_even_while_a_password_must_wait(self):
        self.ready("nadia")
        self.until_told_to_wait("nadia")
        for eddsa in (False, True):
            browser = self.ready("nadia")
            options = browser.call("POST", "/v1/passkeys/begin", {})[1]
            self.assertEqual(
                (options["rp"]["id"], options["user"]["name"],
                 options["attestation"],
                 [p["alg"] for p in options["pubKeyCredParams"]],
                 options["authenticatorSelection"]["userVerification"]),
                ("localhost", "nadia", "none", [-7, -8], "required"))
            key = passkey.add(browser, "my telephone", eddsa=eddsa)
            listed = browser.call("GET", "/v1/passkeys")[1]["passkeys"]
            self.assertEqual([p["name"] for p in listed], ["my telephone"])
            self.assertEqual(browser.call("GET", "/v1/session")[1]["second"]
                             ["passkeys"], 1)
            excluded = browser.call("POST", "/v1/passkeys/begin", {})[1]
            self.assertEqual(excluded["excludeCredentials"][0]["id"],
                             passkey.b64url(key.id))
            other = self.browser()
            status, document = passkey.sign_in(other, key)
            self.assertEqual((status, document["officer"]), (200, "nadia"))
            self.assertEqual(other.call("GET", "/v1/sessions")[1]["sessions"]
                             [0]["how"], "passkey")
            self.assertEqual(other.call(
                "DELETE", f"/v1/passkeys/{listed[0]['id']}")[0], 200)
            self.refused(passkey.sign_in(self.browser(), key), 401, "SIGN_IN")

    def test_a_passkey_is_refused_that_is_not_for_this_moment_and_place(self):
        browser = self.ready("sara")
        key = passkey.add(browser)
        self.assertEqual(passkey.sign_in(self.browser(), key)[0], 200)
        for bend in [{"flags": passkey.PRESENT}, {"flags": passkey.VERIFIED},
                     {"flags": 0x85}, {"rp": "evil.example"},
                     {"origin": "https://evil.example"},
                     {"crossOrigin": True}, {"topOrigin": "https://e.example"},
                     {"kind": "create"},
                     {"challenge": passkey.b64url(bytes(32))},
                     {"challenge": ""}]:
            with self.subTest(bend):
                self.refused(passkey.sign_in(self.browser(), key, **bend), 401,
                             "SIGN_IN")
        # A counter that does not go up: there may be a copy.
        self.assertEqual(passkey.sign_in(self.browser(), key)[0], 200)
        self.refused(passkey.sign_in(self.browser(), key, count=0), 401,
                     "SIGN_IN")
        # A challenge is answered once, and is for what it was made for.
        browser = self.browser()
        options = browser.call("POST", "/v1/session/passkey/begin", {})[1]
        answer = {"credential": key.get(options["challenge"])}
        self.assertEqual(browser.call("POST", "/v1/session/passkey",
                                      answer)[0], 200)
        again = {"credential": key.get(options["challenge"])}
        self.refused(self.browser().call("POST", "/v1/session/passkey", again),
                     401, "SIGN_IN")
        mine = browser.call("POST", "/v1/passkeys/begin", {})[1]["challenge"]
        self.refused(self.browser().call(
            "POST", "/v1/session/passkey", {"credential": key.get(mine)}),
            401, "SIGN_IN")
        # A changed signature, another's credential id.
        options = browser.call("POST", "/v1/session/passkey/begin", {})[1]
        bent = key.get(options["challenge"])
        bent["response"]["signature"] = \
            "A" + bent["response"]["signature"][1:]
        self.refused(self.browser().call("POST", "/v1/session/passkey",
                                         {"credential": bent}), 401, "SIGN_IN")

    def test_a_passkey_is_added_for_this_node_by_a_person(self):
        browser = self.ready("sara")
        for bend in [{"flags": passkey.PRESENT}, {"rp": "evil.example"},
                     {"origin": "https://evil.example"},
                     {"challenge": passkey.b64url(bytes(32))}]:
            self.add_bent(browser, bend, 403, "BAD_SIG")
        self.add_bent(browser, {"fmt": "packed"}, 422, "SCHEMA")
        options = browser.call("POST", "/v1/passkeys/begin", {})[1]
        key = passkey.Passkey(self.origin)
        for name in ("", "a\u202eb", "x" * 65):
            self.refused(browser.call(
                "POST", "/v1/passkeys",
                {"name": name,
                 "credential": key.create(options["challenge"])}),
                422, "SCHEMA")
        for credential in [{}, {"response": {}}, {"response": {
                "clientDataJSON": "!", "attestationObject": "!"}}]:
            self.refused(browser.call(
                "POST", "/v1/passkeys",
                {"name": "key", "credential": credential}), 422, "SCHEMA")

    def add_bent(self, browser, bend, status, code):
        options = browser.call("POST", "/v1/passkeys/begin", {})[1]
        key = passkey.Passkey(self.origin)
        with self.subTest(bend):
            challenge = bend.pop("challenge", options["challenge"])
            self.refused(browser.call(
                "POST", "/v1/passkeys",
                {"name": "key", "credential": key.create(challenge, **bend)}),
                status, code)

    # Programs.

    def token(self, browser, scopes, days=30, name="register"):
        day = time.gmtime(time.time() + days * 86400)
        return browser.call(
            "POST", "/v1/tokens", {"name": name, "scopes": scopes,
                                   "expires": time.strftime("%Y-%m-%d", day)})

    def program(self, token, method, path, body=None, **headers):
        status, _, data = self.browser().raw(
            method, path, body,
            {"Authorization": f"Bearer {token}",
             "Host": self.origin.split("//")[1],
             "Content-Type": "application/json", **headers})
        return status, json.loads(data)

    def test_a_token_does_what_its_scopes_say_and_no_more(self):
        browser = self.ready("sara")
        status, made = self.token(browser, ["status", "list"])
        self.assertEqual(status, 201, made)
        token = made["token"]
        self.assertTrue(token.startswith("wasl_"))
        self.assertEqual(self.program(token, "GET", "/v1/dossiers")[0], 200)
        self.refused(self.program(token, "GET", "/v1/dossiers/X"), 403,
                     "DENIED")
        self.refused(self.program(token, "POST", "/v1/tokens", {
            "name": "x", "scopes": ["list"], "expires": "2099-01-01"}), 422,
            "RULE")
        reads = self.token(browser, ["read-only"])[1]["token"]
        self.assertEqual(self.program(reads, "GET", "/v1/tasks")[0], 200)
        self.refused(self.program(reads, "POST", "/v1/session/language",
                                  {"language": "fr"}), 403, "DENIED")
        listed = browser.call("GET", "/v1/tokens")[1]["tokens"]
        self.assertEqual([(t["scopes"][0], "token" in t) for t in listed],
                         [("status", False), ("read-only", False)])
        self.assertIsNotNone(listed[0]["used"])
        self.assertEqual(browser.call(
            "DELETE", f"/v1/tokens/{listed[0]['id']}")[0], 200)
        self.refused(self.program(token, "GET", "/v1/dossiers"), 401,
                     "SIGN_IN")
        for bad in ("", "wasl_", "wasl_" + "A" * 43, token[:-1], "x" * 300):
            self.refused(self.program(bad, "GET", "/v1/dossiers"), 401,
                         "SIGN_IN")
        # With a cookie beside it, a request would have two meanings.
        self.refused(self.program(reads, "GET", "/v1/tasks",
                                  Cookie=browser.cookie), 400, "MALFORMED")

    def test_no_token_has_more_than_its_officer_or_what_takes_two(self):
        browser = self.ready("zineb")
        for scopes, status, code in [
                (["approve"], 422, "RULE"), (["glass"], 422, "RULE"),
                (["users"], 403, "DENIED"), (["fly"], 422, "SCHEMA"),
                ([], 422, "SCHEMA")]:
            self.refused(self.token(browser, scopes), status, code)
        self.refused(self.token(browser, ["list"], days=400), 422, "SCHEMA")
        self.refused(self.token(browser, ["list"], days=-2), 422, "SCHEMA")
        self.refused(self.token(browser, ["list"], name=""), 422, "SCHEMA")

    def test_a_token_follows_its_officer(self):
        self.node.both("user", "add", "samir", "--unit", "BCN", "--roles",
                       "operator")
        browser = self.ready("samir")
        token = self.token(browser, ["list", "read"])[1]["token"]
        self.assertEqual(self.program(token, "GET", "/v1/dossiers")[0], 200)
        self.node.wasl("user", "disable", "samir", by="amal")
        self.refused(self.program(token, "GET", "/v1/dossiers"), 401,
                     "SIGN_IN")

    # For machines that watch.

    def watched(self, path, **headers):
        return self.browser().raw(
            "GET", path, headers={"Host": self.origin.split("//")[1],
                                  **headers})

    def test_health_says_what_is_well_and_names_nobody(self):
        status, _, body = self.watched("/healthz")
        told = json.loads(body)
        self.assertEqual(status, 200 if told["ok"] else 503)
        for part in ("clock", "keyd", "backlog"):
            self.assertTrue(told[part]["ok"], told)
        self.assertEqual(told["lines"], [])
        self.assertGreater(told["disk"]["free_mib"], 0)
        status, headers, body = self.watched("/metrics")
        self.assertEqual(status, 200)
        self.assertTrue(headers["Content-Type"].startswith("text/plain"))
        lines = body.decode().splitlines()
        samples = dict(l.rsplit(" ", 1) for l in lines if l[0] != "#")
        self.assertEqual(samples["wasl_keyd_ok"], "1")
        self.assertEqual({l.split()[1] for l in lines if l[0] == "#"},
                         {"HELP", "TYPE"})
        for name, _, _ in self.node.staff:
            self.assertNotIn(name, body.decode() + json.dumps(told))

    # The listener.

    def test_every_answer_has_the_headers_that_keep_pages_in(self):
        for path in ("/v1/session", "/v1/nowhere", "/v1/status?bad=1"):
            _, headers, _ = self.browser().raw(
                "GET", path, headers={"Host": self.origin.split("//")[1]})
            policy = headers["Content-Security-Policy"]
            for part in ("default-src 'none'", "frame-ancestors 'none'",
                         "require-trusted-types-for 'script'",
                         "trusted-types 'none'"):
                self.assertIn(part, policy)
            self.assertNotIn("unsafe", policy)
            for name, value in [("X-Content-Type-Options", "nosniff"),
                                ("Referrer-Policy", "no-referrer"),
                                ("Cross-Origin-Opener-Policy", "same-origin"),
                                ("Cross-Origin-Resource-Policy",
                                 "same-origin"),
                                ("Cache-Control", "no-store")]:
                self.assertEqual(headers[name], value)

    def test_screens_are_sent_with_gzip_or_not_at_all(self):
        host = {"Host": self.origin.split("//")[1]}
        status, _, body = self.browser().raw("GET", "/", headers=host)
        if status == 404:
            self.skipTest("built without screens")
        self.assertEqual((status, json.loads(body)["code"]),
                         (406, "NOT_ACCEPTED"))
        status, headers, _ = self.browser().raw(
            "GET", "/", headers={**host, "Accept-Encoding": "br, gzip"})
        self.assertEqual((status, headers["Content-Encoding"]), (200, "gzip"))

    def test_the_policy_knows_the_one_script_in_the_page_by_its_hash(self):
        status, headers, body = self.browser().raw(
            "GET", "/", headers={"Host": self.origin.split("//")[1],
                                 "Accept-Encoding": "gzip"})
        if status == 404:
            self.skipTest("built without screens")
        scripts = re.findall(rb"<script>(.*?)</script>", gzip.decompress(body),
                             re.DOTALL)
        self.assertEqual(len(scripts), 1)
        known = base64.b64encode(hashlib.sha256(scripts[0]).digest()).decode()
        policy = headers["Content-Security-Policy"]
        self.assertIn(f"script-src 'self' 'sha256-{known}';", policy)
        self.assertIn("trusted-types 'none'", policy)
        self.assertNotIn("unsafe", policy)

    def test_paths_and_framing_that_could_mean_two_things_are_refused(self):
        host = self.origin.split("//")[1]
        get = "GET {} HTTP/1.1\r\nHost: " + host + "\r\n{}\r\n"
        post = ("POST /v1/session HTTP/1.1\r\nHost: " + host +
                "\r\nContent-Type: application/json\r\n{}\r\n{}")
        tricks = [
            get.format("/v1/../v1/session", ""),
            get.format("/v1/%2e%2e/session", ""),
            get.format("/v1//session", ""),
            get.format("/v1/session%00", ""),
            get.format("/v1%2fsession", ""),
            get.format("http://evil.example/v1/session", ""),
            get.format("/v1/session", "Host: evil.example\r\n"),
            get.format("/v1/session", "Cookie: wasl=a\r\nCookie: wasl=b\r\n"),
            post.format("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
                        "0\r\n\r\n"),
            post.format("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"),
            post.format("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
        ]
        for trick in tricks:
            with self.subTest(trick):
                self.assertEqual(self.ask(trick), 400)

    def ask(self, text):
        with socket.create_connection(
                ("127.0.0.1", int(self.origin.rsplit(":", 1)[1])), 60) as s:
            s.sendall(text.encode())
            return int(s.makefile("rb").readline().split()[1])

    def test_nothing_secret_is_in_the_logs_or_the_database(self):
        link = self.link("omar")
        browser = self.browser()
        self.assertEqual(browser.enrol(link, WORDS + " 7")[0], 200)
        token = link.split("=")[1]
        for path in self.node.dir.glob("wasl.db*"):
            stored = path.read_bytes()
            for secret in (WORDS, token, browser.cookie.split("=")[1]):
                self.assertNotIn(secret.encode(), stored)
        for log in self.node.base.glob("*.log"):
            text = log.read_text()
            for secret in (WORDS, token, browser.cookie.split("=")[1]):
                self.assertNotIn(secret, text)


if __name__ == "__main__":
    unittest.main()
