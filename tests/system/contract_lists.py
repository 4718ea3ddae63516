"""Lists of persons and searches among them: what was imported stands after a
second person's word, and who looked is noted."""
import itertools
import json

from contract_house import PERSON, REQUEST, Api
from nodes import until


class Lists(Api):
    def lists(self):
        self.searches()
        self.kept()
        self.persons(self.imported())

    def kept(self):
        """From the first piece of it until it is deleted."""
        begun = self.ask(201, "POST", "/v1/imports", {
            "list": "example", "source": "nobody", "basis": "a test",
            "retention": "2099-12-31", "format": "ftm"}, by="olivier")
        at = f"/v1/imports/{begun['id']}"
        self.ask(200, "PUT", f"{at}/pieces/0", PERSON.encode(), by="olivier",
                 Content_Type="application/octet-stream")
        self.ask(202, "POST", f"{at}/end", {}, by="olivier")
        self.read(at)
        self.ask(200, "GET", "/v1/lists")
        for method, path, body, by in [
                ("POST", "/approve", {}, "valerie"),
                ("POST", "/return", {}, "valerie"), ("DELETE", "", None,
                                                     "denis")]:
            self.ask(412, method, f"/v1/lists/example{path}", body, by=by,
                     If_Match='"another"')
        self.ask(200, "POST", "/v1/lists/example/approve", {})
        self.ask(200, "GET", "/v1/lists/example")
        self.records()
        self.ask(200, "DELETE", "/v1/lists/example", by="denis")

    def read(self, at):
        until("it was read", lambda: self.ask(
            200, "GET", at, by="olivier")["state"] == "waiting")

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
        """Of one person and of a file of them."""
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

    def imported(self):
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
        self.read(at)
        self.ask(409, "POST", f"{at}/end", {}, by="olivier")
        self.ask(200, "POST", "/v1/lists/wanted/return", {})
        at = begin(record.encode())
        self.ask(202, "POST", f"{at}/end", {}, by="olivier")
        self.read(at)
        self.ask(200, "POST", "/v1/lists/wanted/approve", {})
        self.ask(200, "GET", "/v1/lists/wanted/record?ref=W-1&purpose=test")
        return {"name": name, "list": "wanted", "record": "W-1",
                "answer": "not-same", "reason": "another father"}

    def persons(self, hit):
        """A hit is decided on by two; what is known of one is told."""
        at = f"/v1/dossiers/{self.reference}/decisions"
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
