#!/usr/bin/python3
"""A running node keeps the contract of docs/api/openapi.yaml: every route
answers as it says and with no status that it does not say."""
import itertools
import unittest

from contract_dossiers import Dossiers
from contract_house import Prepared
from contract_lists import Lists
from contract_officers import Officers
from contract_pages import Pages
from contract_rooms import Rooms
from contract_sweep import Sweep, spoiled

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


# Why a signature or a seal does not hold is for engineers.
ENGLISH = {"BAD_SIG", "BAD_SEAL"}


class Kept(Dossiers, Officers, Lists, Rooms, Pages, Sweep):
    """One story that takes every route to every answer that it says: each
    chapter its part of the routes, then all of them at once. Who is refused
    is told why in his language."""

    LINE = Prepared

    def raw(self, method, path, body=None, by="valerie", node=None, **headers):
        """As it is; and the first time that it is done, what else the contract
        says of it: what the caller has is not sent again, and one key is not
        for two calls."""
        headers.setdefault("Accept_Language", "fr")
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
        if answer[0] >= 400:
            self.said(path, answer[1])
        if twice and answer[0] < 300:
            again = super().raw(method, path, spoiled(body), by=by, **headers)
            self.assertEqual((again[0], again[1]["code"]), (409, "CONFLICT"),
                             (method, path, again[1]))
        if answer[0] == 200 and paris and op and "304" in op["responses"] \
                and "304" not in seen and name != "screen_rows_get":
            again = super().raw(method, path, by=by, If_None_Match="*")
            self.assertEqual(again[:2], (304, b""), path)
        return answer

    def said(self, path, problem):
        """Why, in the language of who calls; an act's findings have theirs."""
        rules = [f["rule"] for f in problem.get("findings", [])]
        if problem["code"] not in ENGLISH and ("request" in rules or not rules):
            self.assertIn("say", problem, (path, problem))

    def test_every_route_answers_as_it_says(self):
        self.keys = itertools.count()
        self.dossiers()
        self.officers()
        self.lists()
        self.rooms()
        self.pages()
        self.strangers()
        self.sweep()
        self.missing()

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
