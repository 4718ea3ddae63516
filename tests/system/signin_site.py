"""What the listener takes from pages, from programs and from machines that
watch, and from whoever sends what could mean two things. Part of
signin_test.py, on its node."""
import base64
import gzip
import hashlib
import json
import re
import socket
import time

from nodes import PATIENCE
from signing import WORDS


class Site:
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
                ("127.0.0.1", int(self.origin.rsplit(":", 1)[1])),
                PATIENCE) as s:
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
