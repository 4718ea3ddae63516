"""The house and its watch: what every officer sees, persons who ask what is
known of them, reliefs, the wall, and who is on the line."""
from contract_house import REQUEST, Api
from formats import b64
from nodes import free_port, until
from partner import Partner
from story import after


class Rooms(Api):
    def rooms(self):
        self.house()
        self.home()
        self.watch()

    def house(self):
        """What every officer sees."""
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

    def home(self):
        """Persons ask what is known of them."""
        for path, by in [("refused", "dora"), ("grounds", "dora"),
                         ("pairs", "aude"), ("subject-requests", "dora")]:
            self.ask(200, "GET", f"/v1/{path}", by=by)
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

    def watch(self):
        """What a watch hands over, and what hangs on the wall."""
        for path in ["vital", "relief", "reliefs", "forms", "duty/cards",
                     "wall"]:
            self.ask(200, "GET", f"/v1/{path}")
        made = self.ask(201, "POST", "/v1/reliefs", {"text": "calm"})
        at = f"/v1/reliefs/{made['id']}"
        for expected in (200, 409):
            self.ask(expected, "POST", f"{at}/withdraw", {})
        self.ask(409, "POST", f"{at}/take", {"digest": made["digest"]},
                 by="olivier")
        made = self.ask(201, "POST", "/v1/reliefs", {})
        at = f"/v1/reliefs/{made['id']}"
        self.ask(200, "GET", at)
        self.ask(200, "POST", f"{at}/take", {"digest": made["digest"]},
                 by="olivier")
        self.ask(201, "POST", f"/v1/forms/{made['form_first']}",
                 {"at": made["at"], "text": "an example"})
        opened = self.opened("arrest", {**REQUEST, "handling": "H0"})
        entry = self.ask(201, "POST", "/v1/wall", {"reference": opened})["id"]
        self.assertEqual([entry], [e["id"] for e in self.ask(
            200, "GET", "/v1/wall")["entries"]])
        self.ask(200, "DELETE", f"/v1/wall/{entry}")
        self.ask(202, "POST", "/v1/sheets", {"month": after(0)[:7]})

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
