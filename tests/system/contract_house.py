"""Two nodes whose every answer is held against docs/api/openapi.yaml."""
import contextlib
import http.client
import json
import tempfile
import unittest

from browser import Browser
from contract import Contract
from nodes import EXAMPLES, STAFF, Line

REQUEST = json.loads((EXAMPLES / "arrest-request.json").read_text())
PERSON = json.dumps({
    "id": "B-1", "schema": "Person", "properties": {
        "name": ["Exemple Invente"], "birthDate": ["1980-04-03"]}}) + "\n"


# Who may take which right.
WHO = {"peers": "anne", "users": "anne", "second": "anne",
       "access": "aude", "register": "dora", "grounds": "dora",
       "subject": "dora", "line": "denis", "clear": "denis",
       "duty": "denis", "glass": "denis", "shred": "denis"}


class Held(Browser):
    """A browser whose every answer is held against the contract."""

    def __init__(self, contract, origin):
        super().__init__(origin)
        self.contract = contract

    def raw(self, method, path, body=None, headers=None, **more):
        status, told, data = super().raw(method, path, body, headers, **more)
        if op := self.contract.find(method, path):
            self.contract.check(method, path, status, told["Content-Type"],
                                data)
            if method == "GET" and status == 200 and "304" in op["responses"] \
                    and "304" not in self.contract.seen[op["operationId"]]:
                again, _, _ = super().raw(method, path, headers={
                    **(headers or {}), "If-None-Match": "*"})
                self.contract.check(method, path, again, None, b"")
        return status, told, data


class Prepared(Line):
    """With screens, words for persons who ask, and Paris's card for a third
    side."""

    def __init__(self, base):
        super().__init__(base, screens=True)
        self.third = self.base / "third.card"

    def init(self, node):
        super().init(node)
        path = node.dir / "wasl.json"
        config = json.loads(path.read_text())
        config["desk"].update(
            subject_answer="Your request was dealt with as the law has it.",
            appeal="You may appeal to the example commission.")
        path.write_text(json.dumps(config))
        if node is self.paris:
            node.wasl("card", "--root", node.root, "--to", "good.test",
                      "--endpoint", f"https://127.0.0.1:{node.port}", "--out",
                      self.third, keys=True, root=True)


class Api(unittest.TestCase):
    LINE = Line

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="wasl-contract-")
        cls.addClassCleanup(scratch.cleanup)
        cls.line = cls.LINE(scratch.name)
        cls.addClassCleanup(cls.line.__exit__)
        cls.rabat, cls.paris = cls.line.nodes
        cls.rabat.staff = [*STAFF["MA"], ("dina", "DPO", "dpo")]
        cls.paris.staff = [*STAFF["FR"][:-1], ("dora", "DPO", "dpo"),
                           ("aude", "IG", "auditor"),
                           ("ugo", "BRI", "unit"), STAFF["FR"][-1]]
        cls.line.ceremony()
        cls.paris.speak([*(s[0] for s in cls.paris.staff), "newcomer"])
        cls.contract = Contract()
        cls.connection = cls.paris.connect()

    def raw(self, method, path, body=None, by="valerie", node=None, **headers):
        """(status, document or bytes, headers); held against the contract."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        given = {"Wasl-As": by, "Content-Type": "application/json"}
        given.update({k.replace("_", "-"): v for k, v in headers.items()})
        with contextlib.closing((node or self.paris).connect()) as connection:
            # A node that refuses by the headers does not wait for the body.
            with contextlib.suppress(BrokenPipeError):
                connection.request(method, path, body=body, headers=given)
            answer = http.client.HTTPResponse(connection.sock, method=method)
            answer.begin()
            data, kind = answer.read(), answer.getheader("Content-Type")
        if self.contract.find(method, path):
            self.contract.check(method, path, answer.status, kind, data)
        document = json.loads(data) if kind and "json" in kind else data
        return answer.status, document, answer.headers

    def ask(self, expected, method, path, body=None, **more):
        status, document, _ = self.raw(method, path, body, **more)
        self.assertEqual(status, expected, (method, path, document))
        return document

    def goes_on(self, status, call):
        """Until it is answered so: a number of them is enough."""
        self.assertIn(status, (call() for _ in range(200)))

    def draft(self):
        return self.ask(202, "POST", "/v1/dossiers",
                        {"kind": "arrest", "to": "rabat.dgsn",
                         "fields": REQUEST}, by="olivier")["draft"]

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
