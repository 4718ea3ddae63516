"""Whoever calls is known: accounts, sessions, what one signs in with, and what
nobody has signed in for yet."""
import base64
import hmac
import time

import passkey
from browser import origin_of
from contract_house import Api, Held
from story import after

WORDS = "correct donkey battery staple"


def code(secret):
    """The six digits of now."""
    key = base64.b32decode(secret)
    mac = hmac.new(key, (int(time.time()) // 30).to_bytes(8, "big"),
                   "sha1").digest()
    at = mac[-1] & 15
    number = int.from_bytes(mac[at:at + 4], "big") & 0x7fffffff
    return f"{number % 10**6:06}"


class Officers(Api):
    def officers(self):
        self.accounts()
        self.sessions()

    def accounts(self):
        """They are made, changed and closed by two persons, and on duty."""
        self.ask(200, "GET", "/v1/users", by="anne")
        self.ask(200, "GET", "/v1/users/valerie/passkeys", by="anne")
        new = {"name": "newcomer", "unit": "SPOC", "roles": ["operator"],
               "until": "2099-01-01"}
        path = "/v1/users/newcomer"
        for expected, by in [(202, "anne"), (201, "denis")]:
            self.ask(expected, "POST", "/v1/users", new, by=by)
        self.ask(200, "POST", f"{path}/disable", {}, by="anne")
        for expected, by in [(202, "anne"), (200, "denis")]:
            self.ask(expected, "POST", f"{path}/enable", {}, by=by)
        for expected, by in [(202, "anne"), (200, "denis")]:
            self.ask(expected, "POST", f"{path}/roles",
                     {"roles": ["operator", "liaison"]}, by=by)
        duty = {"officer": "damien", "role": "duty", "function": "night",
                "languages": "fr", "telephone": "+33 1 00 00 00 00",
                "from": "2027-01-31T20:00:00Z",
                "until": "2027-02-01T08:00:00Z"}
        made = self.ask(201, "POST", "/v1/duty", duty, by="denis")
        self.ask(200, "GET", "/v1/duty?role=duty&days=3")
        self.ask(200, "POST", f"/v1/duty/{made['id']}/remove", {}, by="denis")

    def sessions(self):
        """On the way of browsers, which has no Wasl-As."""
        self.origin = origin_of(self.paris)
        link = "/v1/users/valerie/link"
        first = self.ask(201, "POST", link, {}, by="anne")["link"]
        browser = self.browser()
        self.assertEqual(browser.enrol(first, WORDS)[0], 200)
        self.assertEqual(browser.enrol(first, WORDS)[0], 404)
        self.ask(202, "POST", link, {}, by="anne")
        self.ask(201, "POST", link, {}, by="denis")
        self.assertEqual(browser.call("POST", "/v1/session/password", {
            "password": WORDS, "new": f"{WORDS}s"})[0], 200)
        other = self.browser()
        self.assertEqual(other.sign_in("valerie", f"{WORDS}s")[0], 200)
        listed = browser.call("GET", "/v1/sessions")[1]["sessions"]
        mine = next(x["id"] for x in listed if not x["current"])
        self.assertEqual(
            browser.call("DELETE", f"/v1/sessions/{mine}")[0], 200)
        self.codes(browser)
        self.passkeys(browser)
        self.tokens(browser)
        self.health(browser)
        self.goes_on(429, lambda: browser.call(
            "POST", "/v1/session/password", {
                "password": "a wrong one of them", "new": WORDS})[0])
        self.assertEqual(browser.call("DELETE", "/v1/session")[0], 200)
        self.bent_sign_in()

    def browser(self):
        return Held(self.contract, self.origin)

    def codes(self, browser):
        """Codes of the second factor."""
        confirm = "/v1/totp/confirm"
        self.assertEqual(browser.call(
            "POST", confirm, {"code": "000000"})[0], 404)
        secret = browser.call("POST", "/v1/totp", {})[1]["secret"]
        status, _ = browser.call("POST", confirm, {"code": code(secret)})
        self.assertEqual(status, 200)
        self.assertEqual(browser.call(
            "POST", confirm, {"code": code(secret)})[0], 409)
        self.assertEqual(browser.call("POST", "/v1/totp", {})[0], 409)
        self.assertEqual(browser.call("DELETE", "/v1/totp")[0], 200)
        self.ask(422, "DELETE", "/v1/totp")  # not by a session

    def passkeys(self, browser):
        key = passkey.add(browser)
        self.goes_on(409, lambda: browser.call("POST", "/v1/passkeys", {
            "name": "again", "credential": passkey.Passkey(
                browser.origin).create(browser.call(
                    "POST", "/v1/passkeys/begin", {})[1]["challenge"])})[0])
        listed = browser.call("GET", "/v1/passkeys")[1]["passkeys"]
        other = self.browser()
        self.assertEqual(passkey.sign_in(other, key)[0], 200)
        made = other.call("POST", "/v1/reliefs", {"text": "calm"})[1]
        at = f"/v1/reliefs/{made['id']}"
        asked = other.call("GET", at)[1]["challenge"]
        for expected in (200, 409):
            self.assertEqual(other.call("POST", f"{at}/sign", {
                "assertion": key.get(asked)})[0], expected)
        other.call("POST", f"{at}/withdraw", {})
        at = f"/v1/passkeys/{listed[0]['id']}"
        self.assertEqual(browser.call("DELETE", at)[0], 200)
        self.assertEqual(browser.call("DELETE", at)[0], 404)

    def tokens(self, browser):
        made = browser.call("POST", "/v1/tokens", {
            "name": "register", "scopes": ["list"],
            "expires": after(720)[:10]})
        self.assertEqual(made[0], 201, made)
        self.goes_on(409, lambda: browser.call("POST", "/v1/tokens", {
            "name": "again", "scopes": ["list"],
            "expires": after(720)[:10]})[0])
        listed = browser.call("GET", "/v1/tokens")[1]["tokens"]
        at = f"/v1/tokens/{listed[0]['id']}"
        self.assertEqual(browser.call("DELETE", at)[0], 200)
        self.assertEqual(browser.call("DELETE", at)[0], 404)

    def health(self, browser):
        for path in ("/healthz", "/metrics"):
            status, _, _ = browser.raw("GET", path)
            self.assertEqual(status, 200)

    def bent_sign_in(self):
        """The routes that nobody has signed in for yet."""
        for path in ("/v1/session", "/v1/enrol", "/v1/session/passkey",
                     "/v1/session/passkey/begin"):
            browser = self.browser()
            self.assertEqual(browser.call("POST", path, {"other": 1})[0], 422)
            self.assertEqual(browser.call(
                "POST", path, b"{}", Content_Type="text/plain")[0], 415)
            self.assertEqual(browser.call(
                "POST", path, b"x" * 300_000)[0], 413)
        self.goes_on(429, lambda: browser.sign_in(
            "valerie", "a wrong one of them")[0])
