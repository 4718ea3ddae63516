"""What is written, approved, worked on and kept of dossiers and cases, and what
their state does not allow."""
import hashlib
import json

from contract_house import REQUEST, Api
from month import applicants
from nodes import EXAMPLES, until
from story import after


def example(name, **more):
    return {**json.loads((EXAMPLES / f"{name}.json").read_text()), **more}


class Dossiers(Api):
    def dossiers(self):
        """The first of them is the one that later chapters are about."""
        self.reference = self.sent()
        self.desk()
        self.of_the_line()
        self.out_of_turn()
        self.refusals()
        self.papers()
        self.cases()

    def sent(self):
        """From its draft to the partner's first word."""
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

    def desk(self):
        """Who works on it here, and until when."""
        at = f"/v1/dossiers/{self.reference}"
        self.ask(200, "GET", f"{at}/desk")
        self.ask(200, "GET", f"/v1/tasks?dossier={self.reference}")
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

    def begun(self, kind):
        """The path of a dossier that has only its number."""
        made = self.ask(201, "POST", "/v1/dossiers",
                        {"kind": kind, "to": "rabat.dgsn"}, by="olivier")
        return f"/v1/dossiers/{made['reference']}"

    def file(self, dossier, name, data):
        """A file of a dossier, handed in; as a field names it."""
        at, digest = f"{dossier}/blobs", hashlib.sha256(data).hexdigest()
        file = {"name": name, "size": str(len(data)), "sha256": digest}
        self.ask(200, "POST", at, file, by="olivier")
        self.ask(200, "PUT", f"{at}/{digest}/0?size={len(data)}", data,
                 by="olivier", Content_Type="application/octet-stream")
        held = until("it is whole", lambda: (a := self.raw(
            "POST", at, file, by="olivier"))[0] == 201 and a[1]["file"])
        self.ask(200, "GET", f"{at}/{held['sealed']}")
        return held

    def of_the_line(self):
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

    def out_of_turn(self):
        """What its state does not allow, and what is there already."""
        at = f"/v1/dossiers/{self.reference}"
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

    def papers(self):
        """Dossiers that something is made of."""
        meeting = self.opened("meeting", example("meeting-request"))
        self.ask(200, "GET", f"/v1/dossiers/{meeting}/pack")
        event = self.opened("event", example("event-request",
                                             threat_until=after(24)))
        self.ask(200, "GET", f"/v1/events/{event}")
        self.ask(200, "GET", f"/v1/dossiers/{event}")
        paper = self.opened("communique", example("communique-request"))
        self.ask(200, "GET", f"/v1/dossiers/{paper}/communique")
        at, table = self.begun("accreditation"), self.line.base / "persons.csv"
        applicants(table, 3, 1)
        lines = table.read_bytes().split(b"\r\n")
        held = self.file(at, "persons.csv",
                         b"\r\n".join([lines[0], lines[1], b""]))
        self.two(self.raw("POST", f"{at}/acts", {
            "act": "open", "fields": example(
                "batch/request", event=event, needed_by=after(24),
                expires_at=after(48), transfer_basis="LED37",
                unit="FR-EXEMPLE-01", persons=held,
                persons_count=1)}, by="olivier"))
        self.ask(200, "GET", f"{at}/batch")

    def cases(self):
        """From their first draft to their end."""
        for title in ("one", "two", "an example"):
            made = self.ask(201, "POST", "/v1/cases", {"title": title},
                            by="olivier")
        self.ask(200, "GET", "/v1/cases", by="olivier")
        at = f"/v1/cases/{made['reference']}"
        self.ask(200, "GET", at, by="olivier")
        for done in ("add", "remove"):
            self.ask(200, "POST", f"{at}/{done}",
                     {"reference": self.reference}, by="olivier")
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
        event = example("event-request", threat_until=after(24))
        case = self.ask(201, "POST", "/v1/cases", {
            "title": "an event", "kind": "event", "fields": event},
            by="olivier")["reference"]
        self.ask(201, "POST", f"/v1/cases/{case}/draft",
                 {"fields": {**event, "threat_until": after(25)}},
                 by="olivier")
        case = self.ask(201, "POST", "/v1/cases", {"title": "a meeting"},
                        by="olivier")["reference"]
        self.ask(201, "POST", f"/v1/cases/{case}/open", {
            "to": ["rabat.dgsn"], "kind": "meeting",
            "fields": example("meeting-request")}, by="olivier")
