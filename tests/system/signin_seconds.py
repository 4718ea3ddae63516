"""Codes and passkeys beside a password, or in its place. Part of
signin_test.py, on its node."""
import base64
import hmac
import time

import passkey
from nodes import until
from signing import WORDS


class Seconds:
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
