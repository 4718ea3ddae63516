"""The story that the demonstration tells and the system test checks: Paris
asks Rabat to arrest a person, Rabat's node is killed, and the withdrawal of
the warrant crosses the arrest on its way. All persons are invented.

Each chapter does its part, checks what must hold on both sides and says what
happened to `tell(side, text)`; a check that fails raises Broken.
"""
import datetime
import json
import signal

from nodes import EXAMPLES, Refused, until

REQUEST = EXAMPLES / "arrest-request.json"
# What both nodes must agree on, act by act.
SHARED = ("node", "act", "at", "author", "approver", "effect", "code", "state",
          "bound", "position", "fields")


class Broken(Exception):
    """Something that the product promises did not hold."""


def check(holds, what):
    if not holds:
        raise Broken(what)


def example(name):
    return ["--file", EXAMPLES / f"{name}.json"]


def after(hours):
    """An instant so many hours from now, as fields carry it."""
    at = datetime.datetime.now(datetime.timezone.utc)
    at += datetime.timedelta(hours=hours)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def shared_view(shown):
    """The part of `show` that is the same on both nodes, as canonical JSON:
    not whose acts are "own", not when each node stored them."""
    view = {name: shown[name] for name in
            ("reference", "id", "kind", "state", "outcome", "closed", "crossed",
             "kind_hash", "profile_hash")}
    view["acts"] = [{name: a[name] for name in SHARED} for a in shown["acts"]]
    view["clocks"] = [{name: value for name, value in c.items()
                       if name != "overdue"} for c in shown["clocks"]]
    return json.dumps(view, sort_keys=True, ensure_ascii=False)


def find(shown, act):
    """The last act of that name, or None."""
    return next((a for a in reversed(shown["acts"]) if a["act"] == act), None)


class Story:
    def __init__(self, line, tell=lambda side, text: None):
        self.line, self.tell = line, tell
        self.rabat, self.paris = line.rabat, line.paris
        self.arrest = self.information = None

    # Watching.

    def arrives(self, node, reference, state):
        """Until `node` shows the dossier in that state; what it shows."""
        def look():
            try:
                shown = node.show(reference)
            except Refused as refused:
                check(refused.problem.get("status") == 404, str(refused))
                return None
            return shown if shown["state"] == state else None
        shown = until(f"{node.name} shows {reference} {state}", look)
        self.tell(node, f"sees {reference}: {state}")
        return shown

    def receipted(self, node, reference, act):
        """Until the partner's receipt for the act is here; the act."""
        def look():
            found = find(node.show(reference), act)
            return found if found and found["receipt"] else None
        found = until(f"receipt for {act} of {reference}", look)
        self.tell(node, f"holds the receipt: entry #{found['position']['index']}"
                  f" of its log, in {self.line.other(node).name}'s hands by "
                  f"{found['receipt']['at']}")
        return found

    def settled(self, reference):
        """Until nothing is unbound on either side and both views are equal;
        the two answers of `show`."""
        def look():
            shown = [n.show(reference) for n in self.line.nodes]
            if any(s["unbound"] for s in shown):
                return None
            return shown if len(set(map(shared_view, shown))) == 1 else None
        return until(f"both sides see the same of {reference}", look)

    def two(self, answer, node, by):
        check(answer.get("draft"), f"an act that needs two persons left alone: {answer}")
        return node.two(answer, by=by)

    # The chapters.

    def refused_at_home(self):
        """A request with faults does not leave; all faults are told."""
        before = self.paris.line()["own"]["size"]
        try:
            self.paris.open("arrest", self.rabat.name, "--file", REQUEST,
                            "phase=EXECUTION", "limitation_date=2046-13-41",
                            "person:={\"sex\":\"Q\"}", by="olivier")
        except Refused as refused:
            pointers = refused.pointers()
            for finding in refused.problem["findings"]:
                self.tell(self.paris, f"refused: {finding['text']} "
                          f"({finding['pointer']})")
        else:
            raise Broken("a faulty request was taken")
        check({"/person/sex", "/limitation_date"} <= set(pointers),
              f"not every fault was told: {pointers}")
        check(self.paris.line()["own"]["size"] == before,
              "a faulty request left the house")

    def ask(self):
        """Paris opens the request; one writes it, another approves."""
        draft = self.paris.open("arrest", self.rabat.name, "--file", REQUEST,
                                by="olivier")
        self.tell(self.paris, f"draft {draft['draft']} waits for a second "
                  "person; nothing has left")
        self.arrest = self.two(draft, self.paris, "valerie")["reference"]
        self.tell(self.paris, f"sent {self.arrest}")
        self.receipted(self.paris, self.arrest, "open")
        self.arrives(self.rabat, self.arrest, "sent")
        return self.arrest

    def accept(self):
        """Rabat's duty officer acknowledges, two persons accept, a hit."""
        self.rabat.act(self.arrest, "ack", *example("arrest-ack"), by="dalal")
        self.two(self.rabat.act(self.arrest, "accept",
                                *example("arrest-accept"), by="omar"),
                 self.rabat, "zineb")
        self.receipted(self.rabat, self.arrest, "accept")
        self.arrives(self.paris, self.arrest, "accepted")
        self.rabat.act(self.arrest, "hit", *example("arrest-hit"),
                       f"hit_at={after(-1)}", by="dalal")
        self.receipted(self.rabat, self.arrest, "hit")
        shown = self.arrives(self.paris, self.arrest, "located")
        check(find(shown, "hit")["alone"] and shown["alone"] == 1,
              "what one person released alone does not show as such")
        self.confirm("hit")
        self.receipted(self.rabat, self.arrest, "confirm")

    def withdraw_while_rabat_is_dead(self):
        """Rabat's node is killed; Paris withdraws: indexed, not binding."""
        self.settled(self.arrest)
        self.before = self.rabat.line()["own"]["size"]
        self.rabat.kill()
        self.tell(self.rabat, "kill -9: node and key process are gone")
        draft = self.paris.act(self.arrest, "withdraw",
                               *example("arrest-withdraw"), by="olivier")
        self.two(draft, self.paris, "valerie")
        shown = self.paris.show(self.arrest)
        withdrawn = find(shown, "withdraw")
        check(shown["state"] == "withdrawn", "withdraw did not take at home")
        check(not withdrawn["bound"] and not withdrawn["receipt"],
              "an act is bound though the partner is dead")
        self.tell(self.paris, f"entry #{withdrawn['position']['index']}: sent, "
                  "not yet binding (no receipt; an act of Rabat may still "
                  "come before it)")

    def arrest_while_the_line_is_cut(self):
        """Rabat recovers alone; it asks Paris something and arrests."""
        self.paris.signal(signal.SIGSTOP)
        self.tell(self.paris, "the line is cut (SIGSTOP): Paris hears nothing")
        self.rabat.start()
        line = self.rabat.line()
        check(line["own"]["size"] == self.before, "a kill lost an act")
        check(not line["ready"], "ready without the partner's head")
        self.tell(self.rabat, f"started again; all {self.before} entries are "
                  "there; it signs nothing before it has compared with Paris")
        draft = self.rabat.open("information", self.paris.name,
                                *example("information-request"), by="omar")
        answer = self.two(draft, self.rabat, "zineb")
        self.information = answer["reference"]
        check(answer["waiting"], "an act left over a line that is cut")
        self.rabat.act(self.arrest, "arrested", *example("arrest-arrested"),
                       f"arrested_at={after(0)}", f"custody_until={after(48)}",
                       by="dalal")
        waits = find(self.rabat.show(self.arrest), "arrested")
        check(waits["effect"] == "waiting" and not waits["position"],
              "an act has an index before the line is ready")
        self.tell(self.rabat, "the person is arrested; both acts wait here, "
                  "sealed, for the line")

    def cross(self):
        """The line is back: the two acts crossed, nobody forgets the man."""
        self.paris.signal(signal.SIGCONT)
        self.tell(self.paris, "the line is back (SIGCONT)")
        for node in self.line.nodes:
            self.arrives(node, self.arrest, "custody")
        shown = self.settled(self.arrest)[0]
        hits = [find(n.show(self.arrest), "hit") for n in self.line.nodes]
        check(hits[0]["receipt"] == hits[1]["receipt"],
              "a restart changed the receipt that stood")
        withdraw, arrested = find(shown, "withdraw"), find(shown, "arrested")
        check(shown["crossed"] == 1 and arrested["effect"] == "crossed",
              "the acts did not cross")
        check(arrested["position"]["seen"] <= withdraw["position"]["index"]
              and withdraw["position"]["seen"] <= arrested["position"]["index"],
              "an act that saw the other cannot have crossed it")
        check(shown["state"] == "custody", "a person in custody was lost")
        clocks = {c["name"]: c for c in shown["clocks"]}
        for name in ("custody", "provisional", "release"):
            check(clocks[name]["due_at"], f"the clock {name} does not run")
        self.tell(None, f"crossed: arrested (Rabat #{arrested['position']['index']}) "
                  f"had not seen withdraw (Paris #{withdraw['position']['index']}). "
                  "The kind's table says: custody. Release is due by "
                  f"{clocks['release']['due_at']}, on both sides.")

    def confirm(self, act):
        """What one person told in a hurry, a second one confirms."""
        told = find(self.rabat.show(self.arrest), act)
        self.rabat.act(self.arrest, "confirm",
                       f"confirms:={told['position']['index']}", by="zineb")

    def free(self):
        """The arrest confirmed; the person's fate; the end."""
        self.confirm("arrested")
        self.rabat.act(self.arrest, "fate", *example("arrest-fate-freed"),
                       f"fate_at={after(0)}", by="dalal")
        self.receipted(self.rabat, self.arrest, "fate")
        self.confirm("fate")
        self.arrives(self.paris, self.arrest, "answered")
        self.paris.act(self.arrest, "assess", *example("arrest-assess"),
                       "usefulness=USEFUL",
                       "reason=Mandat levé entre-temps (exemple fictif).",
                       by="olivier")
        draft = self.paris.act(self.arrest, "close",
                               *example("arrest-close-freed"), by="olivier")
        self.two(draft, self.paris, "valerie")
        self.receipted(self.paris, self.arrest, "close")
        self.arrives(self.rabat, self.arrest, "closed")

    def answer(self):
        """The other way: Rabat asked, Paris answers question by question."""
        reference = self.information
        self.arrives(self.paris, reference, "sent")
        self.paris.act(reference, "ack", by="damien")
        self.paris.act(reference, "accept", by="olivier")
        for act, state in [("partial", "partial"), ("answer", "answered")]:
            draft = self.paris.act(reference, act,
                                   *example(f"information-{act}"), by="olivier")
            self.two(draft, self.paris, "valerie")
            self.arrives(self.rabat, reference, state)
        for act in ("assess", "close"):
            self.rabat.act(reference, act, *example(f"information-{act}"),
                           by="omar")
        self.arrives(self.paris, reference, "closed")

    def verified(self):
        """Both nodes check everything again; the two reports."""
        reports = []
        for node in self.line.nodes:
            code, report = node.verify()
            check(code == 0 and report["ok"], f"{node.name}: {report}")
            total = sum(log["entries"] for log in report["logs"])
            self.tell(node, f"verified {total} entries of {len(report['logs'])}"
                      f" logs and {report['dossiers']} dossiers: everything "
                      f"holds ({report['entries_per_second']} entries a second)")
            reports.append(report)
        sizes = [sorted((log["origin"], log["entries"]) for log in r["logs"])
                 for r in reports]
        check(sizes[0] == sizes[1], f"the logs differ: {sizes}")
        return reports
