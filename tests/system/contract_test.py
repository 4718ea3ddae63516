#!/usr/bin/python3
"""A running node keeps the contract of docs/api/openapi.yaml: every route
answers as it says and with no status that it does not say."""
import hashlib
import unittest
import urllib.parse

from contract_house import PERSON, REQUEST, WHO, Api
from nodes import until
from story import after

# Good answers that other tests bring about: they need a second node to come,
# a line that broke, a session, or a story of their own.
ELSEWHERE = {
    "peers_words": {"200"}, "peers_post": {"201", "202"},
    "session_post": {"200"}, "enrol_post": {"200"},
    "session_delete": {"200"}, "session_end": {"200"},
    "signin_begin": {"200"}, "signin_passkey": {"200"},
    "totp_post": {"200", "201"}, "totp_confirm": {"200"},
    "totp_delete": {"200"}, "passkeys_begin": {"200"},
    "passkeys_post": {"201"}, "passkeys_get": {"200"},
    "passkey_delete": {"200"}, "tokens_post": {"201"},
    "tokens_get": {"200"}, "token_delete": {"200"},
    "healthz_get": {"200"}, "metrics_get": {"200"},
    "session_password": {"200"},
    "user_link": {"201", "202"}, "line_settle": {"200", "202"},
    "epoch_post": {"200", "202"}, "epoch_seen": {"200"},
    "subject_answer": {"200"}, "clear_post": {"200"}, "decisions_post": {"200"}, "decision_post": {"200"},
    "refused_review": {"200"}, "relief_sign": {"200"},
    "screen_review_post": {"200"}, "task_done": {"200"},
    "sheets_post": {"201", "202"}, "communique_get": {"200"}, "pack_get": {"200"},
    "event_get": {"200"}, "batch_get": {"200"}, "blob_get": {"200"},
    "acts_post": {"202"}, "screen_rows_get": {"202"},
    "case_open": {"201", "202"}, "case_draft": {"201", "202"},
    "case_begin": {"201"}, "case_delete": {"200"}, "cases_post": {"202"},
    "list_return": {"200"}, "import_delete": {"200"}, "record_get": {"200"},
}


class Kept(Api):
    """One story that takes every route to its good answers."""

    def test_every_route_answers_as_it_says(self):
        self.house()
        self.officers()
        reference = self.dossiers()
        self.desk(reference)
        self.files(reference)
        self.lists()
        self.searches()
        self.home(reference)
        self.cases()
        self.watch()
        self.pages(reference)
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
        self.ask(202, "POST", f"{at}/rows", {"rows": [{"name": "Nobody"}]})
        until("searched", lambda: self.raw(
            "GET", f"{at}/rows?chunk=0")[0] == 200)
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
        # The words of an answer are not in wasl.json: rights_test.py has them.
        self.ask(409, "POST", f"{at}/answer", {"note": "done"}, by="dora")
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
        """Good statuses that nobody has brought about."""
        left = {}
        for _, _, _, op in self.contract.operations:
            name = op["operationId"]
            good = {s for s in op["responses"] if s.startswith("2")}
            rest = good - self.contract.seen.get(name, set()) - \
                ELSEWHERE.get(name, set())
            if rest:
                left[name] = rest
        self.assertEqual(left, {})


if __name__ == "__main__":
    unittest.main()
