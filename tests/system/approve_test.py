#!/usr/bin/python3
"""Two running nodes: a second person approves by passkey; the signature travels
in the act, and both sides check it. Persons and keys are invented."""
import hashlib
import json
import unittest

import cbor2
import passkey
from browser import Browser, origin_of
from nodes import EXAMPLES, until
from scene import Scene

WORDS = "correct donkey battery staple"
REQUEST = EXAMPLES / "information-request.json"


class Approve(Scene):
    """The ceremony is held once; each test drafts its own request."""

    SCREENS = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zineb = cls.signed_in("zineb")
        cls.key = passkey.add(cls.zineb)

    @classmethod
    def signed_in(cls, name, by="amal"):
        browser = Browser(origin_of(cls.rabat))
        link = cls.rabat.wasl("user", "link", name, by=by)["link"]
        status, answer = browser.enrol(link, WORDS)
        assert status == 200, answer
        return browser

    def draft(self):
        """An information request of Rabat that waits for its second person."""
        number = self.rabat.open("information", "paris.pn", "--file", REQUEST,
                                 by="omar")["draft"]
        status, draft = self.zineb.call("GET", f"/v1/drafts/{number}")
        self.assertEqual(status, 200, draft)
        return draft

    def approve(self, draft, assertion=None, browser=None):
        body = {"digest": draft["digest"]}
        if assertion:
            body["assertion"] = assertion
        return (browser or self.zineb).call(
            "POST", f"/v1/drafts/{draft['id']}/approve", body)

    def shown(self, node, reference):
        """What a node says of the opening act's passkey, once it is there."""
        by = "zineb" if node is self.rabat else "valerie"
        until(f"{node.name} has {reference}", lambda: reference in [
            d["reference"] for d in
            node.wasl("list", "--limit", "500", by=by)["dossiers"]])
        act = until("the act is there", lambda: node.show(reference)["acts"])[0]
        return act["approver"], act["passkey"]

    def test_both_sides_check_what_the_second_person_signed(self):
        draft = self.draft()
        self.assertEqual([c["id"] for c in draft["allowCredentials"]],
                         [passkey.b64url(self.key.id)])
        # Read again while the authenticator asks: the same.
        self.assertEqual(self.zineb.call(
            "GET", f"/v1/drafts/{draft['id']}")[1]["challenge"],
            draft["challenge"])
        status, answer = self.approve(draft, self.key.get(draft["challenge"]))
        self.assertEqual(status, 201, answer)
        reference = answer["reference"]
        approver, mine = self.shown(self.rabat, reference)
        self.assertEqual((mine, self.shown(self.paris, reference)[1]),
                         ("unknown", "unknown"))
        self.rabat.wasl("user", "publish", "zineb", "--to", "paris.pn",
                        "--until", "2099-12-31", by="amal")
        for node in self.line.nodes:
            until(f"{node.name} knows the key", lambda: self.shown(
                node, reference) == (approver, "checked"))
            code, report = node.verify()
            self.assertEqual(code, 0, report)
            self.assertEqual([sum(log[k] for log in report["logs"]) for k in
                              ("passkeys", "passkeys_bad")], [1, 0])
        self.assertIn("released by two humans, passkey checked", self.paris.run(
            "show", reference, "--as", "valerie", "--lang", "en")[1])
        # An end that is past takes the key back for what was signed after it;
        # the last word about a key counts.
        self.rabat.wasl("user", "publish", "zineb", "--to", "paris.pn",
                        "--until", "2020-01-01", by="amal")
        until("the key has ended", lambda: self.shown(
            self.paris, reference) == (approver, "bad"))
        self.rabat.wasl("user", "publish", "zineb", "--to", "paris.pn",
                        "--until", "2099-12-31", by="amal")
        until("it counts again", lambda: self.shown(
            self.paris, reference) == (approver, "checked"))

    def test_what_was_not_signed_as_it_stands_does_not_leave(self):
        draft, other = self.draft(), self.draft()
        good = draft["challenge"]
        for bend, challenge in [({}, other["challenge"]),
                                ({"flags": passkey.PRESENT}, good),
                                ({"origin": "https://evil.example"}, good),
                                ({"rp": "evil.example"}, good),
                                ({"kind": "create"}, good)]:
            with self.subTest(bend):
                status, answer = self.approve(
                    draft, self.key.get(challenge, **bend))
                self.assertEqual((status, answer["code"]), (403, "BAD_SIG"))
        stranger = passkey.Passkey(self.key.origin)
        self.assertEqual(self.approve(draft, stranger.get(good))[0], 404)
        copied = self.key.get(good, count=0)
        self.key.counter -= 1
        self.assertEqual(self.approve(other, self.key.get(
            other["challenge"], count=3))[0], 201)
        self.assertEqual(self.approve(draft, copied)[1]["code"], "BAD_SIG")
        status, answer = self.approve(draft, self.key.get(good))
        self.assertEqual(status, 201, answer)

    def test_only_who_may_approve_is_asked_to_sign(self):
        draft = self.draft()
        omar = self.signed_in("omar")
        status, seen = omar.call("GET", f"/v1/drafts/{draft['id']}")
        self.assertEqual((status, "challenge" in seen), (200, False))
        self.assertEqual(self.approve(draft, self.key.get(
            draft["challenge"]), omar)[0], 403)
        # Without a passkey it leaves as before.
        status, answer = self.approve(draft)
        self.assertEqual(status, 201, answer)
        self.assertIsNone(self.shown(self.rabat, answer["reference"])[1])

    def test_the_treaty_may_want_passkeys_and_line_acts_are_counted(self):
        profile = json.loads((EXAMPLES / "profile-ma-fr.json").read_text())
        profile.update(v=2, approval={"passkey": True})
        path = self.line.base / "passkeys.json"
        path.write_text(json.dumps(profile))
        digest = self.line.agree(path)
        draft = self.draft()
        self.assertTrue(draft["passkeyNeeded"])
        status, answer = self.approve(draft)
        self.assertEqual((status, answer["code"]), (422, "RULE"))
        self.assertIn("treaty profile", answer["detail"])
        status, answer = self.approve(draft, self.key.get(draft["challenge"]))
        self.assertEqual(status, 201, answer)
        self.assertIsNotNone(self.shown(self.paris, answer["reference"])[1])
        # An act of the line: it asks for no passkey, and its own is counted
        # once the key is published, even behind it.
        before = self.counted()
        dounia = self.signed_in("dounia", by="driss")
        key = passkey.add(dounia)
        number = self.rabat.act("LNK-paris.pn", "agree", f"hash={digest}",
                                by="driss")["draft"]
        draft = dounia.call("GET", f"/v1/drafts/{number}")[1]
        self.assertFalse(draft["passkeyNeeded"])
        status, answer = self.approve(draft, key.get(draft["challenge"]),
                                      dounia)
        self.assertEqual(status, 201, answer)
        self.rabat.wasl("user", "publish", "dounia", "--to", "paris.pn",
                        "--until", "2099-12-31", by="amal")
        until("it is counted", lambda: self.counted() == before + 1)

    def test_who_gives_the_watch_signs_what_both_read(self):
        status, made = self.zineb.call("POST", "/v1/reliefs",
                                       {"text": "calme (exemple)"})
        self.assertEqual(status, 201, made)
        at = f"/v1/reliefs/{made['id']}"

        def sign(assertion, browser=self.zineb):
            status, answer = browser.call("POST", f"{at}/sign",
                                          {"assertion": assertion})
            return status, answer.get("code")

        asked = self.zineb.call("GET", at)[1]
        self.assertEqual(passkey.unb64url(asked["challenge"]), hashlib.sha256(
            cbor2.dumps(["wasl/relief", bytes.fromhex(made["digest"])]))
            .digest())
        draft = self.draft()
        self.assertEqual(sign(self.key.get(draft["challenge"])),
                         (403, "BAD_SIG"))
        stranger = passkey.Passkey(self.key.origin)
        self.assertEqual(sign(stranger.get(asked["challenge"]))[0], 404)
        # Another officer, with a key of his own: not before he took it.
        dalal = self.signed_in("dalal")
        key = passkey.add(dalal)
        self.assertEqual(sign(key.get(asked["challenge"]), dalal),
                         (403, "DENIED"))
        self.assertEqual(sign(self.key.get(asked["challenge"]))[0], 200)
        self.assertEqual(sign(self.key.get(asked["challenge"])),
                         (409, "EXISTS"))
        self.assertEqual(dalal.call("POST", f"{at}/take", {
            "digest": made["digest"]})[0], 200)
        self.assertEqual(sign(key.get(asked["challenge"]), dalal)[0], 200)
        shown = self.zineb.call("GET", at)[1]
        self.assertTrue(shown["officer_signed"] and shown["second_signed"])

    def counted(self):
        code, report = self.rabat.verify()
        self.assertEqual(code, 0, report)
        return sum(log["passkeys"] for log in report["logs"])

    def test_then_a_house_wants_passkeys_for_all(self):
        self.rabat.kill()
        port = self.key.origin.rsplit(":", 1)[1]
        with self.rabat.config() as config:
            config["http"]["listen"] = f"127.0.0.1:{port}"
            config["desk"]["passkeys"] = True
        self.rabat.start()
        self.rabat.ready()
        draft = self.draft()
        self.assertTrue(draft["passkeyNeeded"])
        status, answer = self.approve(draft)
        self.assertEqual((status, answer["code"]), (422, "RULE"))
        code, _, said = self.rabat.run("approve", str(draft["id"]), "--yes",
                                       "--as", "zineb", "--lang", "en")
        self.assertEqual(code, 1, said)
        status, answer = self.approve(draft, self.key.get(draft["challenge"]))
        self.assertEqual(status, 201, answer)


if __name__ == "__main__":
    unittest.main()
