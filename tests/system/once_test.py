#!/usr/bin/python3
"""Tags and keys of the API: nothing is done twice, nothing is lost."""
import contextlib
import json
import unittest

from contract_house import Api
from nodes import until
from story import after


class Twice(Api):
    """Tags and keys: nothing is overwritten unseen, nothing is done twice."""

    def dossier(self):
        return self.ask(201, "POST", "/v1/dossiers",
                        {"kind": "arrest", "to": "rabat.dgsn"},
                        by="olivier")["reference"]

    def test_what_is_known_is_not_sent_again(self):
        for path in ["/v1/kinds", "/v1/kinds/arrest", "/v1/lists"]:
            status, first, headers = self.raw("GET", path)
            tag = headers["ETag"]
            for given in [tag, f"W/{tag}", f'"x", {tag}', "*"]:
                status, data, headers = self.raw("GET", path,
                                                 If_None_Match=given)
                self.assertEqual((status, data, headers["ETag"]),
                                 (304, b"", tag))
            status, again, _ = self.raw("GET", path, If_None_Match='"x"')
            self.assertEqual((status, again), (200, first))

    def test_who_did_not_see_the_last_change_is_refused(self):
        at = f"/v1/dossiers/{self.dossier()}"
        tag = self.raw("GET", f"{at}/desk")[2]["ETag"]
        self.ask(200, "POST", f"{at}/mark", {"state": "executing"},
                 If_Match=tag, by="olivier")
        problem = self.ask(412, "POST", f"{at}/mark", {"state": "triage"},
                           If_Match=tag)
        self.assertEqual(problem["code"], "CHANGED")
        desk, tag = (a := self.raw("GET", f"{at}/desk"))[1], a[2]["ETag"]
        self.assertEqual(desk["state"], "executing")
        self.ask(200, "POST", f"{at}/mark", {"state": "triage"}, If_Match=tag)

    def test_the_same_key_is_done_once(self):
        body = {"kind": "arrest", "to": "rabat.dgsn"}
        first = self.ask(201, "POST", "/v1/dossiers", body, by="olivier",
                         Idempotency_Key="a-1")
        for _ in range(3):
            status, again, headers = self.raw(
                "POST", "/v1/dossiers", body, by="olivier",
                Idempotency_Key="a-1")
            self.assertEqual((status, again), (201, first))
            self.assertEqual(headers["Idempotency-Replayed"], "true")
        other = self.ask(201, "POST", "/v1/dossiers", body, by="olivier",
                         Idempotency_Key="a-2")
        self.assertNotEqual(other, first)
        # Another officer's key is another key.
        self.assertNotEqual(first, self.ask(
            201, "POST", "/v1/dossiers", body, by="valerie",
            Idempotency_Key="a-1"))

    def test_a_network_that_is_gone_while_sending_does_nothing_twice(self):
        """Cut in the middle of the body: not done. Cut before the answer: done
        once, whoever asks again."""
        body = json.dumps({"kind": "arrest", "to": "rabat.dgsn"})
        head = ("POST /v1/dossiers HTTP/1.1\r\nHost: localhost\r\n"
                "Wasl-As: olivier\r\nContent-Type: application/json\r\n"
                f"Idempotency-Key: cut\r\nContent-Length: {len(body)}\r\n"
                "\r\n")
        before = self.begun()
        for text in (head + body[:9], head + body):
            with contextlib.closing(self.paris.connect()) as connection:
                connection.connect()
                connection.sock.sendall(text.encode())
        first = until("it was done", self.sent_again)
        self.assertEqual(first, self.sent_again())
        after = self.begun()
        self.assertEqual(after - before, {first["reference"]})

    def sent_again(self):
        """The answer; None while the first is under way."""
        status, answer, _ = self.raw(
            "POST", "/v1/dossiers", {"kind": "arrest", "to": "rabat.dgsn"},
            by="olivier", Idempotency_Key="cut")
        self.assertIn(status, (201, 409), answer)
        return answer if status == 201 else None

    def begun(self):
        return {d["reference"] for d in self.ask(
            200, "GET", "/v1/dossiers?limit=500", by="olivier")["dossiers"]}

    def test_a_key_is_of_one_call(self):
        body = {"kind": "arrest", "to": "rabat.dgsn"}
        self.ask(201, "POST", "/v1/dossiers", body, by="olivier",
                 Idempotency_Key="b-1")
        problem = self.ask(409, "POST", "/v1/dossiers",
                           {**body, "kind": "information"}, by="olivier",
                           Idempotency_Key="b-1")
        self.assertEqual(problem["code"], "CONFLICT")
        self.ask(409, "POST", "/v1/verify", {}, by="olivier",
                 Idempotency_Key="b-1")

    def test_what_was_refused_may_be_sent_again(self):
        bad = {"kind": "nothing", "to": "rabat.dgsn"}
        for _ in range(2):
            self.ask(404, "POST", "/v1/dossiers", bad, by="olivier",
                     Idempotency_Key="c-1")
        self.ask(201, "POST", "/v1/dossiers", {**bad, "kind": "arrest"},
                 by="olivier", Idempotency_Key="c-1")

    def test_a_bad_key_is_refused(self):
        for key in ["x" * 65, "a b", "é".encode().decode("latin-1")]:
            problem = self.ask(422, "POST", "/v1/dossiers",
                               {"kind": "arrest", "to": "rabat.dgsn"},
                               by="olivier", Idempotency_Key=key)
            self.assertEqual(problem["findings"][0]["pointer"],
                             "Idempotency-Key")

    def test_a_key_survives_a_crash(self):
        body = {"kind": "arrest", "to": "rabat.dgsn"}
        first = self.ask(201, "POST", "/v1/dossiers", body, by="olivier",
                         Idempotency_Key="d-1")
        self.paris.kill()
        self.paris.start()
        self.assertEqual(first, self.ask(
            201, "POST", "/v1/dossiers", body, by="olivier",
            Idempotency_Key="d-1"))


if __name__ == "__main__":
    unittest.main()
