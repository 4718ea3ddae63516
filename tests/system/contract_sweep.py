"""What every route is sent that should not be: another type, too much, what it
does not know, what is not there, what has changed meanwhile."""
import json
import re

from contract_house import REQUEST, WHO, Api
from story import after

# Values that an example of their type is not.
WORDS = {
    "mark_post": {"state": "executing"},
    "checks_post": {"what": "protection", "answer": "no", "sources": "a file"},
    "form_enter": {"at": after(-1), "text": "a note"},
    "epoch_post": {"digest": "00" * 32},
    "decisions_post": {"name": "Salim Exemple", "other": "FR-2026-ARR-999998",
                       "reason": "an example of a test"},
    "draft_approve": {"digest": "00" * 32},
    "blobs_post": {"name": "a.pdf", "size": "1", "sha256": "00" * 32},
    "screen_rows_post": {"rows": [{"name": "Nobody"}]},
    "subject_answer": {"note": "done"},
    "subjects_post": {"name": "Tiers Exemple", "contact": "1 rue Exemple",
                      "proof": "seen", "text": "what is known of me?"},
}
QUERIES = {"blob_put": "?size=1", "screen_rows_get": "?chunk=0",
           "record_get": "?ref=A-1&purpose=a%20test",
           "records_get": "?purpose=a%20test"}
# Names that are well formed, with nothing behind them.
NOBODY = {"ref": ["FR-2026-ARR-999999", "FR-2026-CASE-999999"],
          "id": ["999999", "00" * 16, "00" * 8], "name": ["nobody"],
          "peer": ["nobody.no"], "hash": ["00" * 32], "sha256": ["00" * 32],
          "sealed": ["00" * 32], "n": ["0"], "number": ["999999"],
          "offset": ["0"]}


class Sweep(Api):
    """Each method tries every route that says it answers so."""

    def sweep(self):
        self.of_another_type()
        self.too_long()
        self.not_there()
        self.nobody()
        self.not_what_it_takes()
        self.changed_meanwhile()

    def routes(self, status):
        for method, path, _, op in self.contract.operations:
            if status in op["responses"] and "x-wasl-right" in op:
                yield op, method, path, WHO.get(op["x-wasl-right"], "valerie")

    def body(self, op):
        """(a body that is good as far as it can be told, its type)."""
        if schema := self.contract.body_of(op):
            return {**self.contract.example_body(schema),
                    **WORDS.get(op["operationId"], {})}, "application/json"
        if "requestBody" in op:
            return b"x", "application/octet-stream"
        return None, "application/json"

    def each(self, status, code, body=b"{}", **headers):
        for op, method, path, by in self.routes(status):
            got, problem, _ = self.raw(
                method, re.sub(r"\{\w+\}", "1", path), body, by=by, **headers)
            with self.subTest(op["operationId"]):
                self.assertEqual((got, problem["code"]), (int(status), code))

    def of_another_type(self):
        self.each("415", "BAD_TYPE", Content_Type="text/plain")

    def too_long(self):
        for op, method, path, by in self.routes("413"):
            body, kind = b'{"x":"' + b"x" * 300_000 + b'"}', self.body(op)[1]
            if kind != "application/json":
                body = b"x" * 3_000_000
            status, problem, _ = self.raw(
                method, re.sub(r"\{\w+\}", "1", path), body, by=by,
                Content_Type=kind)
            with self.subTest(op["operationId"]):
                self.assertEqual((status, problem["code"]), (413, "TOO_BIG"))

    def not_there(self):
        for op, method, path, by in self.routes("404"):
            if "{" not in path:
                continue
            body, kind = self.body(op)
            for i in range(3):
                at = re.sub(r"\{(\w+)\}", lambda m, i=i: NOBODY[m[1]][
                    min(i, len(NOBODY[m[1]]) - 1)], path)
                self.raw(method, at + QUERIES.get(op["operationId"], ""),
                         body, by=by, Content_Type=kind)

    def nobody(self):
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

    def not_what_it_takes(self):
        """A body with a member too many, a query that means nothing, a name
        that cannot be one."""
        for op, method, path, by in self.routes("422"):
            body, kind = self.body(op)
            if isinstance(body, dict):
                self.raw(method, re.sub(r"\{\w+\}", "1", path),
                         {**body, "other": 1}, by=by)
            names = [p["name"] for p in map(
                self.contract.resolve, op.get("parameters", []))
                if p["in"] == "query"]
            for name in names:
                for value in ("-1", "x%20y"):
                    self.raw(method, f"{re.sub(r'{[a-z0-9]+}', '1', path)}"
                             f"?{name}={value}", body, by=by,
                             Content_Type=kind)
            if "{" in path:
                self.raw(method, re.sub(r"\{\w+\}", "-1", path), body, by=by,
                         Content_Type=kind)

    def changed_meanwhile(self):
        """Each route that takes the tag of what the caller read."""
        draft = self.ask(202, "POST", "/v1/dossiers", {
            "kind": "arrest", "to": "rabat.dgsn", "fields": REQUEST},
            by="olivier")["draft"]
        opened = self.ask(201, "POST", "/v1/dossiers",
                          {"kind": "arrest", "to": "rabat.dgsn"},
                          by="olivier")["reference"]
        written = self.ask(201, "POST", "/v1/writings", {
            "kind": "arrest", "to": "rabat.dgsn", "fields": {}},
            by="olivier")["id"]
        things = {"drafts": draft, "dossiers": opened, "writings": written,
                  "users": "valerie", "lines": "rabat.dgsn", "duty": "1"}
        for op, method, path, by in self.routes("412"):
            thing = things.get(path.split("/")[2])
            if thing is None:
                continue  # a list that waits has its own place in the story
            status, problem, _ = self.raw(
                method, re.sub(r"\{\w+\}", str(thing), path),
                self.body(op)[0], by=by, If_Match='"another"')
            with self.subTest(op["operationId"]):
                self.assertEqual((status, problem and problem.get("code")),
                                 (412, "CHANGED"))


def spoiled(body):
    """The same call with another body."""
    if body is None:
        return {}
    if isinstance(body, bytes):
        return body + b" "
    return {**json.loads(json.dumps(body)), "other": 1}
