#!/usr/bin/python3
"""A running node keeps the contract of docs/api/openapi.yaml: every route
answers as it says and with no status that it does not say."""
import base64
import hashlib
import hmac
import itertools
import json
import time
import unittest
import urllib.parse

import passkey
from browser import origin_of
from contract_house import PERSON, REQUEST, WHO, Held, Prepared
from contract_sweep import Sweep, spoiled
from formats import b64
from month import applicants
from nodes import EXAMPLES, free_port, until
from partner import Partner
from story import after

WORDS = "correct donkey battery staple"

# What is documented and not brought about here, each with the reason.
ELSEWHERE = {
    "line_settle": {
        "200": "a log that is frozen: the partner has signed two histories",
        "202": "the first person's word of it (fork_test.py)"},
    "epoch_post": {
        "200": "both sides end a log that was lost (epoch_test.py)",
        "202": "the first person's word of it"},
    "healthz_get": {"503": "a disk that is full, a process that is gone"},
}


def code(secret):
    """The six digits of now."""
    key = base64.b32decode(secret)
    mac = hmac.new(key, (int(time.time()) // 30).to_bytes(8, "big"),
                   "sha1").digest()
    at = mac[-1] & 15
    number = int.from_bytes(mac[at:at + 4], "big") & 0x7fffffff
    return f"{number % 10**6:06}"


class Kept(Sweep):
    """One story that takes every route to every answer that it says."""

    LINE = Prepared

    def raw(self, method, path, body=None, by="valerie", node=None, **headers):
        """As it is; and the first time that it is done, what else the contract
        says of it: what the caller has is not sent again, and one key is not
        for two calls."""
        op, paris = self.contract.find(method, path), node is None
        name = op and op["operationId"]
        seen = self.contract.seen.get(name, set())
        twice = paris and op and "Idempotency_Key" not in headers and \
            "409" not in seen and any(
                p["name"] == "Idempotency-Key" for p in map(
                    self.contract.resolve, op.get("parameters", [])))
        if twice:
            headers["Idempotency_Key"] = f"{name}-{next(self.keys)}"
        answer = super().raw(method, path, body, by=by, node=node, **headers)
        if twice and answer[0] < 300:
            again = super().raw(method, path, spoiled(body), by=by, **headers)
            self.assertEqual((again[0], again[1]["code"]), (409, "CONFLICT"),
                             (method, path, again[1]))
        if answer[0] == 200 and paris and op and "304" in op["responses"] \
                and "304" not in seen and name != "screen_rows_get":
            again = super().raw(method, path, by=by, If_None_Match="*")
            self.assertEqual(again[:2], (304, b""), path)
        return answer

    def test_every_route_answers_as_it_says(self):
        self.keys = itertools.count()
        self.house()
        self.officers()
        self.sessions()
        reference = self.dossiers()
        self.desk(reference)
        self.files(reference)
        self.lists()
        self.searches()
        self.home(reference)
        self.cases()
        self.watch()
        self.of_the_line(reference)
        self.names()
        self.persons(reference)
        self.refusals()
        self.papers(reference)
        self.sheet()
        self.shelves()
        self.reliefs()
        self.pages(reference)
        self.strangers()
        self.of_another_type()
        self.too_long()
        self.not_there()
        self.not_what_it_takes()
        self.changed_meanwhile()
        self.missing()

    def house(self):
        for path in ["status", "peers", "kinds", "kinds/arrest", "session",
                     "sessions", "tasks", "tasks?whose=mine", "roadmap",
                     "lessons", "stats", "sheets", "screen/review", "counts",
                     "dossiers?order=soonest&side=in&whose=unit&limit=5"]:
            self.ask(200, "GET", f"/v1/{path}")
        profile = self.ask(200, "GET", "/v1/peers")["peers"][0]["profile"]
        self.ask(200, "GET", f"/v1/profiles/{profile}")
        self.ask(200, "GET", "/v1/retention")
        self.ask(200, "GET", "/v1/lines/rabat.dgsn/epoch", by="denis")
        self.ask(200, "POST", "/v1/session/language", {"language": "fr"})
        self.ask(422, "DELETE", "/v1/session")
        job = self.ask(202, "POST", "/v1/verify", {})["job"]
        until("verified", lambda: self.ask(
            200, "GET", f"/v1/jobs/{job}")["state"] == "done")
        connection = self.paris.connect()
        self.addCleanup(connection.close)
        connection.request("GET", "/v1/events", headers={"Wasl-As": "valerie"})
        answer = connection.getresponse()
        self.contract.seen.setdefault("events_get", set()).add(
            str(answer.status))
        self.assertEqual(answer.getheader("Content-Type"), "text/event-stream")

    def paged(self, path, rows, by):
        """Page by page it is the same as at once."""
        whole = self.ask(200, "GET", path, by=by)
        self.assertIsNone(whole["next"])
        pages, at = [], f"{path}?limit=2"
        while at:
            page = self.ask(200, "GET", at, by=by)
            self.assertLessEqual(len(page[rows]), 2)
            pages += page[rows]
            at = page["next"] and f"{path}?limit=2&after={page['next']}"
        # Who looks at the access log is noted in it too.
        self.assertTrue(whole[rows])
        self.assertEqual(pages[:len(whole[rows])], whole[rows])
        wrong = self.ask(422, "GET", f"{path}?after=x", by=by)
        self.assertEqual(wrong["findings"][0]["pointer"], "after")

    def officers(self):
        self.ask(200, "GET", "/v1/users", by="anne")
        self.paged("/v1/access", "access", "aude")
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

    def goes_on(self, status, call):
        """Until it is answered so: a number of them is enough."""
        self.assertIn(status, (call() for _ in range(200)))

    def browser(self):
        return Held(self.contract, self.origin)

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

    def draft(self):
        return self.ask(202, "POST", "/v1/dossiers",
                        {"kind": "arrest", "to": "rabat.dgsn",
                         "fields": REQUEST}, by="olivier")["draft"]

    def dossiers(self):
        number = self.draft()
        self.writings()
        self.ask(200, "GET", "/v1/drafts")
        self.ask(200, "POST", f"/v1/drafts/{number}/return",
                 {"reason": "which court?"})
        number = self.draft()
        draft = self.ask(200, "GET", f"/v1/drafts/{number}")
        made = self.ask(201, "POST", f"/v1/drafts/{number}/approve",
                        {"digest": draft["digest"]})
        reference = made["reference"]
        row = next(d for d in self.ask(200, "GET", "/v1/dossiers")["dossiers"]
                   if d["reference"] == reference)
        self.assertTrue(row["own"])
        self.ask(200, "GET", f"/v1/dossiers/{reference}")
        self.replies(reference)
        until("it arrived", lambda: self.raw(
            "GET", f"/v1/dossiers/{reference}", by="omar",
            node=self.rabat)[0] == 200)
        self.ask(201, "POST", f"/v1/dossiers/{reference}/acts",
                 {"act": "ack", "fields": {}}, by="dalal", node=self.rabat)
        return reference

    def writings(self):
        """Two officers of one unit: who saw an older one changes nothing."""
        at = "/v1/writings"
        mine, theirs = {"purpose": "words of one"}, {"purpose": "of another"}
        made = self.ask(201, "POST", at, {"kind": "arrest", "to": "rabat.dgsn",
                                          "fields": mine}, by="olivier")
        self.assertEqual(made["version"], 1)
        at = f"{at}/{made['id']}"
        tag = self.raw("GET", at)[2]["ETag"]
        self.ask(200, "PUT", at, {"fields": theirs}, If_Match=tag)
        problem = self.ask(412, "PUT", at, {"fields": mine}, If_Match=tag,
                           by="olivier")
        self.assertEqual(problem["code"], "CHANGED")
        form = self.ask(200, "GET", at, by="olivier")
        self.assertEqual((form["fields"], form["officer"], form["editor"],
                          form["version"]), (theirs, "olivier", "valerie", 2))
        listed, = self.ask(200, "GET", "/v1/writings")["writings"]
        self.assertNotIn("fields", listed)
        held = b"".join(p.read_bytes()
                        for p in self.paris.dir.glob("*.db*"))
        self.assertFalse(any(w["purpose"].encode() in held
                             for w in (mine, theirs)))
        self.ask(200, "DELETE", at)
        self.ask(404, "GET", at)

    def replies(self, reference):
        """Two officers of one unit begin one reply: it is the same."""
        at, reply = "/v1/writings", {"kind": "arrest", "to": "rabat.dgsn",
                                     "reference": reference, "act": "withdraw",
                                     "fields": {"reason": "a"}}
        made = self.ask(201, "POST", at, reply, by="olivier")
        problem = self.ask(409, "POST", at, reply)
        self.assertEqual(problem["code"], "EXISTS")
        form = self.ask(200, "GET", f"{at}/{made['id']}")
        self.assertEqual((form["act"], form["reference"]),
                         ("withdraw", reference))
        self.ask(404, "POST", at, {**reply, "reference": "XX-2026-ARR-000009"})
        self.ask(200, "DELETE", f"{at}/{made['id']}")

    def desk(self, reference):
        at = f"/v1/dossiers/{reference}"
        self.ask(200, "GET", f"{at}/desk")
        self.ask(200, "GET", f"/v1/tasks?dossier={reference}")
        self.ask(404, "GET", "/v1/tasks?dossier=FR-2026-ARR-999999")
        self.ask(200, "POST", f"{at}/assign", {"to": "BRI"})
        self.ask(200, "POST", f"{at}/mark", {"state": "executing"})
        self.ask(200, "POST", f"{at}/aside", {"until": after(48)})
        self.ask(422, "POST", f"{at}/aside", {"until": "2020-01-01T00:00:00Z"})
        self.ask(200, "POST", f"{at}/aside", {})
        self.ask(200, "POST", f"{at}/glass", {"reason": "a drill"})
        self.ask(200, "GET", f"{at}/checks")
        self.ask(200, "GET", f"{at}/decisions")
        self.ask(200, "POST", f"{at}/checks",
                 {"what": "protection", "answer": "no", "sources": "a file"})

    def files(self, reference):
        begun = self.ask(201, "POST", "/v1/dossiers",
                         {"kind": "arrest", "to": "rabat.dgsn"},
                         by="olivier")["reference"]
        at, data = f"/v1/dossiers/{begun}/blobs", b"%PDF-1.4 example\n"
        name = hashlib.sha256(data).hexdigest()
        file = {"name": "a.pdf", "size": str(len(data)), "sha256": name}
        self.ask(200, "POST", at, file, by="olivier")
        self.ask(200, "PUT", f"{at}/{name}/0?size={len(data)}", data,
                 by="olivier", Content_Type="application/octet-stream")
        until("it is whole", lambda: self.raw(
            "POST", at, file, by="olivier")[0] == 201)
        self.assertTrue(reference)

    def lists(self):
        begun = self.ask(201, "POST", "/v1/imports", {
            "list": "example", "source": "nobody", "basis": "a test",
            "retention": "2099-12-31", "format": "ftm"}, by="olivier")
        at = f"/v1/imports/{begun['id']}"
        self.ask(200, "PUT", f"{at}/pieces/0", PERSON.encode(), by="olivier",
                 Content_Type="application/octet-stream")
        self.ask(202, "POST", f"{at}/end", {}, by="olivier")
        state = until("it was read", lambda: (
            s := self.ask(200, "GET", at, by="olivier")["state"]) not in
            ("reading", "ending") and s)
        self.ask(200, "GET", "/v1/lists")
        for method, path, body, by in [
                ("POST", "/approve", {}, "valerie"),
                ("POST", "/return", {}, "valerie"), ("DELETE", "", None,
                                                     "denis")]:
            self.ask(412, method, f"/v1/lists/example{path}", body, by=by,
                     If_Match='"another"')
        if state == "waiting":
            self.ask(200, "POST", "/v1/lists/example/approve", {})
        if state in ("waiting", "in-force"):
            self.ask(200, "GET", "/v1/lists/example")
            self.records()
            self.ask(200, "DELETE", "/v1/lists/example", by="denis")
        self.assertIn(state, ("waiting", "in-force"))

    def records(self):
        """Nothing is shown that is not on record, nor without a reason."""
        at = "/v1/lists/example/records"
        found = self.ask(200, "GET", f"{at}?purpose=a%20test")
        self.assertEqual([r["ref"] for r in found["records"]], ["B-1"])
        self.assertIsNone(found["next"])
        logged = self.ask(200, "GET", "/v1/access?what=list", by="aude")
        self.assertEqual(logged["access"][-1]["purpose"], "a test")
        self.assertIsNotNone(logged["access"][-1]["subject"])
        self.ask(422, "GET", at)
        self.ask(422, "GET", f"{at}?purpose=x&after=x")
        self.ask(404, "GET", "/v1/lists/nolist/records?purpose=x")

    def searches(self):
        self.ask(200, "POST", "/v1/screen",
                 {"name": "Salim Exemple", "reason": "an example of a test"})
        job = self.ask(201, "POST", "/v1/screen/files",
                       {"reason": "an example of a test"})["job"]
        at = f"/v1/screen/files/{job}"
        rows = {"rows": [{"name": f"Nobody {i}"} for i in range(200)]}
        chunks = itertools.count()

        def waits():
            """It is asked for before it is searched, now or the next time."""
            self.ask(202, "POST", f"{at}/rows", rows)
            asked = f"{at}/rows?chunk={next(chunks)}"
            first = self.raw("GET", asked)[0]
            if first == 202:
                # It is read once: whoever has it already is told so.
                until("searched", lambda: self.raw(
                    "GET", asked, If_None_Match="*")[0] == 304)
            return first == 202
        until("one is waited for", waits)
        self.ask(202, "POST", f"{at}/rows", rows)
        asked = f"{at}/rows?chunk={next(chunks)}"
        until("searched", lambda: self.raw("GET", asked)[0] == 200)
        self.ask(200, "POST", f"{at}/end", {})

    def home(self, reference):
        for path, by in [("refused", "dora"), ("grounds", "dora"),
                         ("pairs", "aude"), ("subject-requests", "dora")]:
            self.ask(200, "GET", f"/v1/{path}", by=by)
        self.paged("/v1/register", "transfers", "dora")
        for name in ("Autre Exemple", "Tiers Exemple", "Invente Exemple"):
            asked = self.ask(201, "POST", "/v1/subject-requests", {
                "name": name, "contact": "1 rue Exemple", "proof": "seen",
                "text": "what is known of me?"}, by="dora")
        named = "/v1/subject-requests?name=Invente%20Exemple&limit=1"
        found = self.ask(200, "GET", named, by="dora")
        self.assertEqual([r["id"] for r in found["requests"]], [asked["id"]])
        self.assertIsNone(found["next"])
        at = f"/v1/subject-requests/{asked['id']}"
        self.ask(200, "GET", at, by="dora")
        self.ask(200, "POST", f"{at}/answer", {"note": "done"}, by="dora")
        self.assertTrue(reference)

    def cases(self):
        for title in ("one", "two", "an example"):
            made = self.ask(201, "POST", "/v1/cases", {"title": title},
                            by="olivier")
        self.ask(200, "GET", "/v1/cases", by="olivier")
        at = f"/v1/cases/{made['reference']}"
        self.ask(200, "GET", at, by="olivier")
        dossier = self.ask(201, "POST", "/v1/dossiers",
                           {"kind": "arrest", "to": "rabat.dgsn"},
                           by="olivier")["reference"]
        self.ask(200, "POST", f"{at}/add", {"reference": dossier},
                 by="olivier")
        self.ask(200, "POST", f"{at}/remove", {"reference": dossier},
                 by="olivier")

    def watch(self):
        for path in ["vital", "relief", "reliefs", "forms", "duty/cards", "wall"]:
            self.ask(200, "GET", f"/v1/{path}")
        made = self.ask(201, "POST", "/v1/reliefs", {"text": "calm"})
        at = f"/v1/reliefs/{made['id']}"
        self.ask(200, "POST", f"{at}/withdraw", {})
        made = self.ask(201, "POST", "/v1/reliefs", {})
        at = f"/v1/reliefs/{made['id']}"
        self.ask(200, "GET", at)
        self.ask(200, "POST", f"{at}/take", {"digest": made["digest"]},
                 by="olivier")
        self.ask(201, "POST", f"/v1/forms/{made['form_first']}",
                 {"at": made["at"], "text": "an example"})
        request = self.ask(202, "POST", "/v1/dossiers", {
            "kind": "arrest", "to": "rabat.dgsn",
            "fields": {**REQUEST, "handling": "H0"}}, by="olivier")["draft"]
        draft = self.ask(200, "GET", f"/v1/drafts/{request}")
        opened = self.ask(201, "POST", f"/v1/drafts/{request}/approve",
                          {"digest": draft["digest"]})["reference"]
        entry = self.ask(201, "POST", "/v1/wall", {"reference": opened})["id"]
        self.assertEqual([entry], [e["id"] for e in self.ask(
            200, "GET", "/v1/wall")["entries"]])
        self.ask(200, "DELETE", f"/v1/wall/{entry}")

    # What the present state does not allow, and what it takes to get there.

    def two(self, made, by="valerie", node=None):
        """What waits for a second person is sent."""
        status, answer, _ = made
        self.assertIn(status, (201, 202), answer)
        if status == 201:
            return answer["reference"]
        at = f"/v1/drafts/{answer['draft']}"
        draft = self.ask(200, "GET", at, by=by, node=node)
        return self.ask(201, "POST", f"{at}/approve",
                        {"digest": draft["digest"]}, by=by,
                        node=node)["reference"]

    def opened(self, kind, fields):
        return self.two(self.raw("POST", "/v1/dossiers", {
            "kind": kind, "to": "rabat.dgsn", "fields": fields},
            by="olivier"))

    def of_the_line(self, reference):
        """The line's own dossier is nobody's, and has no files."""
        at, name = "/v1/dossiers/LNK-rabat.dgsn", "00" * 32
        self.ask(409, "POST", f"{at}/assign", {"to": "BRI"})
        self.ask(409, "POST", f"{at}/mark", {"state": "executing"})
        self.ask(409, "POST", f"{at}/aside", {"until": after(48)})
        self.ask(409, "POST", f"{at}/glass", {"reason": "a drill"})
        self.ask(409, "POST", f"{at}/blobs", {
            "name": "a.pdf", "size": "1", "sha256": name}, by="olivier")
        self.ask(409, "PUT", f"{at}/blobs/{name}/0?size=1", b"x",
                 by="olivier", Content_Type="application/octet-stream")
        self.ask(409, "POST", "/v1/lines/rabat.dgsn/settle", {"log": "own"},
                 by="denis")
        self.ask(409, "POST", "/v1/lines/rabat.dgsn/epoch",
                 {"digest": "00" * 32}, by="denis")
        self.ask(200, "POST", "/v1/lines/rabat.dgsn/epoch/seen", {},
                 by="denis")
        at = f"/v1/dossiers/{reference}"
        self.ask(409, "POST", f"{at}/acts", {"act": "arrested", "fields": {}},
                 by="olivier")
        self.ask(202, "POST", f"{at}/acts", {
            "act": "withdraw", "fields": {"reason": "no longer"}},
            by="olivier")
        draft = f"/v1/drafts/{self.draft()}/return"
        self.ask(200, "POST", draft, {"reason": "which court?"})
        self.ask(409, "POST", draft, {"reason": "which court?"})
        for expected in (200, 409):
            self.ask(expected, "POST", f"{at}/checks", {
                "what": "protection", "answer": "yes", "sources": "a file"},
                by="olivier")
        begun = self.ask(201, "POST", "/v1/writings", {
            "kind": "arrest", "to": "rabat.dgsn", "fields": {}})
        self.goes_on(429, lambda: self.raw(
            "POST", "/v1/writings", {"kind": "arrest", "to": "rabat.dgsn",
                                     "fields": {}})[0])
        self.ask(200, "DELETE", f"/v1/writings/{begun['id']}")

    def names(self):
        """A partner, an officer, a dossier of that name: none."""
        for path, body, by in [
                ("dossiers", {"kind": "arrest", "to": "nobody.no",
                              "fields": REQUEST}, "olivier"),
                ("sheets", {"month": "2026-01", "peer": "nobody.no"},
                 "valerie"),
                ("duty", {"officer": "nobody", "role": "duty",
                          "function": "night", "languages": "fr",
                          "telephone": "+33 1", "from": after(1),
                          "until": after(2)}, "denis"),
                ("reliefs", {"text": "x", "form": "999999"}, "valerie"),
                ("wall", {"reference": "FR-2026-ARR-999999"}, "valerie"),
                ("screen", {"name": "Salim Exemple", "reason": "a test of it",
                            "reference": "FR-2026-ARR-999999"}, "valerie"),
                ("cases", {"title": "x", "kind": "arrest", "fields": REQUEST,
                           "to": ["nobody.no"]}, "olivier")]:
            self.ask(404, "POST", f"/v1/{path}", body, by=by)
        self.ask(404, "GET", "/v1/sessions?officer=nobody", by="anne")
        self.ask(404, "GET", "/v1/lessons?peer=nobody.no")

    def imports(self):
        """One at a time, from its beginning to its end; a record of it, and
        two persons who decide on a hit."""
        person = REQUEST["person"]
        name = f"{person['family_name_latin']} {person['given_names_latin']}"
        record = json.dumps({"id": "W-1", "schema": "Person", "properties": {
            "name": [name], "birthDate": [person["birth_date"]]}}) + "\n"
        terms = {"list": "wanted", "source": "nobody", "basis": "a test",
                 "retention": "2099-12-31", "format": "ftm"}
        octets = {"by": "olivier", "Content_Type": "application/octet-stream"}

        def begin(data):
            begun = self.ask(201, "POST", "/v1/imports", terms, by="olivier")
            at = f"/v1/imports/{begun['id']}"
            self.ask(200, "PUT", f"{at}/pieces/0", data, **octets)
            return at

        at = begin(record.encode())
        self.ask(409, "DELETE", "/v1/lists/wanted", by="denis")
        self.ask(409, "PUT", f"{at}/pieces/7", b"x", **octets)
        self.ask(200, "DELETE", at, by="olivier")
        at = begin(record.encode())
        self.ask(202, "POST", f"{at}/end", {}, by="olivier")
        until("it was read", lambda: self.ask(200, "GET", at, by="olivier")[
            "state"] == "waiting")
        self.ask(409, "POST", f"{at}/end", {}, by="olivier")
        self.ask(200, "POST", "/v1/lists/wanted/return", {})
        at = begin(record.encode())
        self.ask(202, "POST", f"{at}/end", {}, by="olivier")
        until("it was read", lambda: self.ask(200, "GET", at, by="olivier")[
            "state"] == "waiting")
        self.ask(200, "POST", "/v1/lists/wanted/approve", {})
        self.ask(200, "GET", "/v1/lists/wanted/record?ref=W-1&purpose=test")
        return {"name": name, "list": "wanted", "record": "W-1",
                "answer": "not-same", "reason": "another father"}

    def persons(self, reference):
        hit = self.imports()
        at = f"/v1/dossiers/{reference}/decisions"
        self.ask(200, "POST", at, hit, by="olivier")
        first = self.ask(200, "GET", at)["decisions"][0]["id"]
        said = {"answer": "not-same", "reason": "another mother"}
        for expected in (200, 409):
            self.ask(expected, "POST", f"/v1/decisions/{first}", said)
        self.ask(409, "POST", at, hit, by="olivier")
        self.ask(200, "POST", "/v1/screen", {
            "name": "Karim Inconnu", "reason": "an example of a test"},
            by="olivier")
        search = next(s["id"] for s in self.ask(
            200, "GET", "/v1/screen/review?all=true")["searches"]
            if s["officer"] == "olivier")
        for expected in (200, 409):
            self.ask(expected, "POST", f"/v1/screen/review/{search}",
                     {"note": "a test"})
        job = self.ask(201, "POST", "/v1/screen/files",
                       {"reason": "an example of a test"})["job"]
        self.ask(200, "POST", f"/v1/screen/files/{job}/end", {})
        task = until("what is known of the person is told", lambda: next(
            (t["id"] for t in self.ask(200, "GET", "/v1/tasks")["tasks"]
             if t["by_hand"]), None))
        for expected in (200, 404):
            self.ask(expected, "POST", f"/v1/tasks/{task}/done",
                     {"note": "seen"})
        task = next(t["id"] for t in self.ask(200, "GET", "/v1/tasks")["tasks"]
                    if not t["by_hand"])
        self.ask(409, "POST", f"/v1/tasks/{task}/done", {"note": "seen"})

    def refusals(self):
        """At Rabat: a person is refused, and asked about again."""
        request = {**REQUEST, "person": {
            "role": "WANTED", "sex": "M", "family_name_latin": "EXEMPLE",
            "given_names_latin": "Refuse", "birth_date": "1980-04-03",
            "birth_precision": "DAY"}}

        def asked():
            reference = self.opened("arrest", request)
            until("it arrived", lambda: self.raw(
                "GET", f"/v1/dossiers/{reference}", by="omar",
                node=self.rabat)[0] == 200)
            return f"/v1/dossiers/{reference}"

        at = asked()
        self.ask(201, "POST", f"{at}/acts", {"act": "ack", "fields": {}},
                 by="dalal", node=self.rabat)
        self.two(self.raw("POST", f"{at}/acts", {
            "act": "refuse", "fields": {"ground": "R18"}}, by="omar",
            node=self.rabat), by="zineb", node=self.rabat)
        at = asked()
        for expected in (200, 409):
            self.ask(expected, "POST", f"{at}/clear",
                     {"reason": "another person"}, by="driss",
                     node=self.rabat)
        kept = self.ask(200, "GET", "/v1/refused", by="dina",
                        node=self.rabat)["refused"][0]["id"]
        self.ask(200, "POST", f"/v1/refused/{kept}/review",
                 {"decision": "forget"}, by="dina", node=self.rabat)

    def papers(self, reference):
        """Dossiers that something is made of."""
        def example(name, **more):
            return {**json.loads((EXAMPLES / f"{name}.json").read_text()),
                    **more}

        meeting = self.opened("meeting", example("meeting-request"))
        self.ask(200, "GET", f"/v1/dossiers/{meeting}/pack")
        event = self.opened("event", example("event-request",
                                             threat_until=after(24)))
        self.ask(200, "GET", f"/v1/events/{event}")
        self.ask(200, "GET", f"/v1/dossiers/{event}")
        paper = self.opened("communique", example("communique-request"))
        self.ask(200, "GET", f"/v1/dossiers/{paper}/communique")
        begun = self.ask(201, "POST", "/v1/dossiers",
                         {"kind": "accreditation", "to": "rabat.dgsn"},
                         by="olivier")["reference"]
        at, table = f"/v1/dossiers/{begun}", self.line.base / "persons.csv"
        applicants(table, 3, 1)
        lines = table.read_bytes().split(b"\r\n")
        data = b"\r\n".join([lines[0], lines[1], b""])
        name = hashlib.sha256(data).hexdigest()
        file = {"name": "persons.csv", "size": str(len(data)), "sha256": name}
        self.ask(200, "POST", f"{at}/blobs", file, by="olivier")
        self.ask(200, "PUT", f"{at}/blobs/{name}/0?size={len(data)}", data,
                 by="olivier", Content_Type="application/octet-stream")
        held = until("it is whole", lambda: (a := self.raw(
            "POST", f"{at}/blobs", file, by="olivier"))[0] == 201 and a[1])
        self.ask(200, "GET", f"{at}/blobs/{held['file']['sealed']}")
        self.two(self.raw("POST", f"{at}/acts", {
            "act": "open", "fields": example(
                "batch/request", event=event, needed_by=after(24),
                expires_at=after(48), transfer_basis="LED37",
                unit="FR-EXEMPLE-01", persons=held["file"],
                persons_count=1)}, by="olivier"))
        self.ask(200, "GET", f"{at}/batch")
        self.assertTrue(reference)

    def sheet(self):
        self.ask(202, "POST", "/v1/sheets", {"month": after(0)[:7]})

    def shelves(self):
        """A case from its first draft to its end."""
        self.ask(202, "POST", "/v1/cases", {
            "title": "all", "kind": "arrest", "to": ["rabat.dgsn"],
            "fields": REQUEST}, by="olivier")
        case = self.ask(201, "POST", "/v1/cases", {"title": "kept"},
                        by="olivier")["reference"]
        at, to = f"/v1/cases/{case}", {"to": ["rabat.dgsn"], "kind": "arrest"}
        self.ask(201, "POST", f"{at}/begin", to, by="olivier")
        self.ask(202, "POST", f"{at}/open", {**to, "fields": REQUEST},
                 by="olivier")
        self.ask(409, "POST", f"{at}/delete", {"reason": "over"}, by="olivier")
        gone = self.ask(201, "POST", "/v1/cases", {"title": "gone"},
                        by="olivier")["reference"]
        self.ask(200, "POST", f"/v1/cases/{gone}/delete",
                 {"reason": "made by mistake"}, by="olivier")
        event = {**json.loads((EXAMPLES / "event-request.json").read_text()),
                 "threat_until": after(24)}
        case = self.ask(201, "POST", "/v1/cases", {
            "title": "an event", "kind": "event", "fields": event},
            by="olivier")["reference"]
        self.ask(201, "POST", f"/v1/cases/{case}/draft",
                 {"fields": {**event, "threat_until": after(25)}},
                 by="olivier")
        case = self.ask(201, "POST", "/v1/cases", {"title": "a meeting"},
                        by="olivier")["reference"]
        self.ask(201, "POST", f"/v1/cases/{case}/open", {
            "to": ["rabat.dgsn"], "kind": "meeting", "fields": json.loads(
                (EXAMPLES / "meeting-request.json").read_text())},
            by="olivier")

    def reliefs(self):
        made = self.ask(201, "POST", "/v1/reliefs", {"text": "calm"})
        at = f"/v1/reliefs/{made['id']}"
        self.ask(200, "POST", f"{at}/withdraw", {})
        self.ask(409, "POST", f"{at}/withdraw", {})
        self.ask(409, "POST", f"{at}/take", {"digest": made["digest"]},
                 by="olivier")

    def strangers(self):
        """A second partner, as far as the ceremony goes: at the end, for
        then the first is not the only one any more."""
        card = self.line.third.read_bytes()
        partner = Partner(self.line.base, "good.test", "XX", self.paris.name,
                          free_port())
        self.addCleanup(partner.close)
        partner.enrol(card)
        asked = {"card": partner.card().decode(), "own_card": card.decode(),
                 "secret": b64(partner.secret)}
        other = {**asked, "own_card": asked["card"]}
        self.ask(200, "POST", "/v1/peers/words", asked, by="anne")
        self.ask(409, "POST", "/v1/peers/words", other, by="anne")
        other = {**asked, "card": asked["card"].replace("\nXX\n", "\nYY\n")}
        self.ask(403, "POST", "/v1/peers/words", other, by="anne")
        asked["words"] = partner.words(card)
        for expected, by in [(202, "anne"), (201, "diane"), (409, "anne")]:
            self.ask(expected, "POST", "/v1/peers", asked, by=by)

    def pages(self, reference):
        """Every list that has pages is the same by pages of one row as it is
        at once: nothing twice, nothing left out."""
        for method, path, _, op in self.contract.operations:
            names = {p["name"] for p in map(self.contract.resolve,
                                            op.get("parameters", []))}
            path = path.replace("{ref}/acts", f"{reference}/acts")
            if not {"after", "limit"} <= names or "{" in path:
                continue
            by = WHO.get(op["x-wasl-right"], "valerie")
            schema = self.contract.resolve(op["responses"]["200"]["content"][
                "application/json"]["schema"])
            name = next(n for n, s in schema["properties"].items()
                        if s.get("type") == "array")
            # A receipt that comes meanwhile changes a row: then once more.
            whole, before = self.ask(200, method, path, by=by), None
            tries = iter(range(100))
            while whole != before and next(tries, None) is not None:
                before, rows, after = whole, [], ""
                while after is not None:
                    page = self.ask(200, method, f"{path}?limit=1" + (
                        after and f"&after={urllib.parse.quote(after)}"),
                        by=by)
                    self.assertLessEqual(len(page[name]), 1)
                    rows += page[name]
                    after = page["next"]
                whole = self.ask(200, method, path, by=by)
            self.assertEqual(whole, before, f"{path} never stands still")
            self.assertIsNone(whole["next"], path)
            self.assertEqual(rows, whole[name], path)
            problem = self.ask(422, method, f"{path}?after=x", by=by)
            self.assertEqual(problem["findings"][0]["pointer"], "after")

    def missing(self):
        """What the contract says and nobody has brought about; and reasons
        that nothing needs any more."""
        left, idle = {}, {}
        for _, _, _, op in self.contract.operations:
            name = op["operationId"]
            said = set(op["responses"]) - {"default"}
            seen = self.contract.seen.get(name, set())
            excused = set(ELSEWHERE.get(name, {}))
            if rest := said - seen - excused:
                left[name] = sorted(rest)
            if none := excused - (said - seen):
                idle[name] = sorted(none)
        self.assertEqual((left, idle), ({}, {}))


if __name__ == "__main__":
    unittest.main()
