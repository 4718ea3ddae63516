"""Two nodes whose every answer is held against docs/api/openapi.yaml."""
import contextlib
import http.client
import json
import tempfile
import unittest

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


class Api(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="wasl-contract-")
        cls.addClassCleanup(scratch.cleanup)
        cls.line = Line(scratch.name)
        cls.addClassCleanup(cls.line.__exit__)
        cls.rabat, cls.paris = cls.line.nodes
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
