"""What a desk has on it after a while: an event with incidents, commitments, a
monthly sheet, a case. Done by the command, so that screens have it to show.
All of it is invented."""
import contextlib
import datetime
import json

from nodes import EXAMPLES, until


def soon(hours):
    at = datetime.datetime.now(datetime.timezone.utc) + \
        datetime.timedelta(hours=hours)
    return at.strftime("%Y-%m-%dT%H:%M:00Z")


class Papers:
    def __init__(self, line):
        self.line, self.rabat, self.paris = line, line.rabat, line.paris
        self.path = line.base / "fields.json"

    def example(self, name, **more):
        record = {**json.loads((EXAMPLES / f"{name}.json").read_text()),
                  **more}
        self.path.write_text(json.dumps(record, ensure_ascii=False))
        return self.path

    def both(self, node, answer):
        """With its second person, if it needs one; once it arrived."""
        second = node.staff[-1][0]
        if answer.get("draft"):
            answer = node.two(answer, by=second)
        ref, other = answer["reference"], self.line.other(node)
        acts = len(node.show(ref)["acts"])
        until("it arrived", lambda: self.acts(other, ref) >= acts)
        return ref

    @staticmethod
    def acts(node, ref):
        code, out, _ = node.run("show", ref, "--json", "--as",
                                node.staff[-1][0])
        return len(json.loads(out)["acts"]) if code == 0 else 0

    def open(self, node, kind, by, **more):
        return self.both(node, node.open(
            kind, self.line.other(node).name, "--file",
            self.example(f"{kind}-request", **more), by=by))

    def act(self, node, ref, act, by, name=None, **more):
        file = self.example(name, **more) if name else None
        words = ["--file", file] if file else \
            [f"{k}={v}" for k, v in more.items()]
        return self.both(node, node.act(ref, act, *words, by=by))

    def event(self):
        """A cup that runs: incidents of both sides, one of them late."""
        phases = [{"number": 1, "name": "Phase de groupes",
                   "from": soon(-48), "to": soon(72)},
                  {"number": 2, "name": "Finale", "from": soon(240),
                   "to": soon(245)}]
        ref = self.open(self.rabat, "event", "omar", phases=phases, handling="H0",
                        threat_until=soon(30))
        self.act(self.paris, ref, "join", "olivier", "event-join")
        self.act(self.rabat, ref, "start", "dalal")
        one = json.loads((EXAMPLES / "event-incident.json").read_text())
        one = one["incidents"][0]
        self.act(self.rabat, ref, "incident", "dalal", "event-incident",
                 incidents=[{**one, "at": soon(-2), "due": soon(-1)}],
                 words=[{"at": "/incidents/0/text", "courtesy_language": "fr",
                         "courtesy_text": "Bousculade à la porte 4 (exemple "
                         "fictif)"}])
        self.act(self.paris, ref, "incident", "olivier", "event-incident",
                 incidents=[{**one, "number": 2, "site": 2, "at": soon(-1),
                             "due": soon(1), "type": "TRANSPORT",
                             "severity": "I1",
                             "text": "60 supporters dans le train 1182 "
                             "(exemple fictif)",
                             "measures": "accueil en gare",
                             "owner": "délégation (exemple)"}])
        self.act(self.rabat, ref, "situation", "dalal", "event-situation",
                 situation_at=soon(-1))
        return ref

    def roadmap(self):
        ref = self.open(self.rabat, "commitment", "omar")
        self.act(self.paris, ref, "accept", "olivier", "commitment-accept")
        value = json.loads((EXAMPLES / "commitment-value.json").read_text())
        self.act(self.rabat, ref, "value", "zineb", "commitment-value")
        self.act(self.paris, ref, "value", "valerie", "commitment-value",
                 value=value["value"] + 2)
        return ref

    def sheet(self):
        """Signed by one side; what five have in common may be shared."""
        for _ in range(5):
            self.open(self.rabat, "meeting", "omar")
        month = datetime.datetime.now(datetime.timezone.utc)
        answer = self.rabat.wasl("stats", "sheet", "--month",
                                 month.strftime("%Y-%m"), by="omar",
                                 codes=(3,))
        self.rabat.two(answer, by="zineb")

    def case(self, *refs):
        with contextlib.closing(self.rabat.connect()) as connection:
            _, made = self.rabat.call(connection, "POST", "/v1/cases", "omar",
                                      {"title": "Coupe Exemple"})
        ref = made["reference"]
        for dossier in refs:
            self.rabat.wasl("case", "add", ref, dossier, by="omar")
        return ref
