"""A month between the two sides, after the arrest story: a warrant executed, a
warning, a cup with its accreditations and its mission, a meeting and what it decided, a
communiqué, the monthly sheet. Everybody and everything is invented.
"""
import datetime
import json

from nodes import EXAMPLES, Refused, until
from story import Broken, Story, after, check, example, find

# The roles of the officers of nodes.py, by side: writes, releases, on duty.
WRITES = {"MA": "omar", "FR": "olivier"}
RELEASES = {"MA": "zineb", "FR": "valerie"}
DIRECTS = {"MA": "driss", "FR": "denis"}
ON_DUTY = {"MA": "dalal", "FR": "damien"}
BAD_ROWS = 37

# (Arabic, Latin) of invented volunteers.
FAMILIES = [("العلوي المثال", "Alaoui-Exemple"), ("بنيس المثال", "Bennis-Exemple"),
            ("الفاسي المثال", "Fassi-Exemple"), ("", "Dupont-Exemple"),
            ("", "Lefèvre-Exemple"), ("التازي المثال", "Tazi-Exemple")]
GIVEN = [("سلمى", "Salma"), ("يوسف", "Youssef"), ("", "Élodie"), ("هند", "Hind"),
         ("", "Jean-Luc"), ("عمر", "Omar"), ("مريم", "Meryem")]
COLUMNS = ("number", "family_name", "given_names", "family_name_latin",
           "given_names_latin", "birth_date", "nationality", "document")


def applicant(number):
    """The fields of the person with that number."""
    family, given = FAMILIES[number % 6], GIVEN[number % 7]
    born = datetime.date(1960, 1, 1) + datetime.timedelta(days=2 * number)
    return [str(number), family[0], given[0], family[1], given[1],
            born.isoformat(), ("MA", "FR", "SN")[number % 3], f"EX{number:07}"]


def spoil(row, how):
    """Make a row bad in one of the ways that organisers do."""
    place, value = [(5, "1990-02-30"), (6, "ZZ"), (7, ""), (3, ""),
                    (5, "12/05/1990"), (4, "R2D2"), (0, "1")][how % 7]
    row[place] = value
    if place == 3:
        row[1] = ""  # no family name in either script


def applicants(path, n, bad=BAD_ROWS):
    """Write a batch of `n` persons, `bad` of them not fit to be sent; returns
    the lines of these."""
    lines = []
    with open(path, "w", encoding="utf-8", newline="\r\n") as out:
        out.write(";".join(COLUMNS) + "\n")
        for number in range(1, n + 1):
            row = applicant(number)
            if number % (n // bad) == 0 and len(lines) < bad:
                spoil(row, len(lines))
                lines.append(number + 1)
            out.write(";".join(row) + "\n")
    return lines


def verdict(number):
    """What Paris answers about that person."""
    return ("OBJECTION" if number % 97 == 0 else "UNKNOWN" if number % 101 == 0
            else "NO_OBJECTION")


class Month(Story):
    def __init__(self, line, tell=lambda side, text: None):
        super().__init__(line, tell)
        self.played = []  # references of the month
        self.case = self.event = self.batch = self.mission = None
        self.meeting = self.commitment = self.communique = None

    # What two officers do together.

    def begin(self, node, kind, *words, writes=None, alone=False):
        """Open a dossier and have it at the partner's; its reference."""
        side = node.side
        answer = node.open(kind, self.line.other(node).name, *words,
                           by=writes or WRITES[side])
        if not alone:
            answer = self.two(answer, node, RELEASES[side])
        reference = answer["reference"]
        self.played.append(reference)
        self.seen(self.line.other(node), reference, lambda d: d["acts"])
        return reference

    def both(self, node, reference, act, *words, releases=None):
        """An act that one officer writes and another releases."""
        self.two(node.act(reference, act, *words, by=WRITES[node.side]), node,
                 (releases or RELEASES)[node.side])
        self.heard(node, reference, act)

    def one(self, node, reference, act, *words, by=None):
        """An act of one officer."""
        node.act(reference, act, *words, by=by or RELEASES[node.side])
        self.heard(node, reference, act)

    def heard(self, node, reference, act):
        """Until the partner has what `node` just did."""
        last = find(node.show(reference), act)
        self.seen(self.line.other(node), reference, lambda d: any(
            a["position"] == last["position"] and a["node"] == node.name
            for a in d["acts"]))

    def agreed(self, node, reference, what):
        """The hash that stands to be approved."""
        return self.seen(node, reference, lambda d: d["agree"][what])[
            "agree"][what]["hash"]

    def later(self, node, reference, act, *words):
        """An act that one on duty releases and another confirms."""
        self.one(node, reference, act, *words, by=ON_DUTY[node.side])
        told = find(node.show(reference), act)
        self.one(node, reference, "confirm",
                 f"confirms:={told['position']['index']}")

    # The chapters.

    def warrant(self):
        """Another person than that of the arrest story, on another warrant."""
        request = json.loads((EXAMPLES / "arrest-request.json").read_text())
        request["national_reference"] = "PJ/2026/000043"
        request["person"].update(
            family_name="الوهمي الافتراضي", given_names="نادر",
            family_name_latin="EL WAHMI EL IFTIRADI",
            given_names_latin="NADER", birth_date="1979-11-20",
            other_spellings=["ELWAHMI Nadir"])
        request["person"]["documents"][0]["number"] = "00XX00001"
        path = self.line.base / "warrant.json"
        path.write_text(json.dumps(request, ensure_ascii=False))
        return "--file", path

    def execute(self):
        """A warrant executed: found, arrested, the request with its papers
        within the time of provisional arrest, surrendered."""
        rabat, paris = self.rabat, self.paris
        self.surrendered = ref = self.begin(paris, "arrest", *self.warrant())
        self.one(rabat, ref, "ack", *example("arrest-ack"), by=ON_DUTY["MA"])
        self.both(rabat, ref, "accept", *example("arrest-accept"))
        self.later(rabat, ref, "hit", *example("arrest-hit"),
                   f"hit_at={after(-1)}")
        self.later(rabat, ref, "arrested", *example("arrest-arrested"),
                   f"arrested_at={after(0)}", f"custody_until={after(48)}")
        for node in self.line.nodes:
            running = {c["name"]: c["due_at"] for c in node.show(ref)["clocks"]
                       if not c["stopped"]}
            check({"provisional", "custody"} <= set(running),
                  f"nobody counts the hours: {running}")
        self.tell(rabat, f"held until {running['custody'][:16]}; free on "
                  f"{running['provisional'][:10]} if no papers have come")
        court = "authority=Cour d’appel de Rabat (fictif)"
        self.one(rabat, ref, "documents_received", f"received_at={after(0)}",
                 court, by=ON_DUTY["MA"])
        self.both(rabat, ref, "milestone", "milestone=EXTRADITION_GRANTED",
                  f"milestone_at={after(0)}", court)
        self.later(rabat, ref, "fate", *example("arrest-fate"),
                   f"fate_at={after(0)}")
        self.one(paris, ref, "assess", "usefulness=DECISIVE", by=WRITES["FR"])
        self.both(paris, ref, "close", *example("arrest-close"))
        self.ends(ref, "SURRENDERED")

    def warn(self):
        """A threat to life: acknowledged by a person within minutes, acted
        on, and over."""
        rabat, paris = self.rabat, self.paris
        self.warning = warning = self.begin(
            rabat, "warning", *example("warning-request"),
            f"valid_until={after(24)}", writes=ON_DUTY["MA"], alone=True)
        opened = find(paris.show(warning), "open")
        clock = self.clock(paris, warning, "ack")
        check(clock["due_at"] and not clock["stopped"],
              "nobody has to acknowledge a threat to life")
        self.one(paris, warning, "ack", by=ON_DUTY["FR"])
        acknowledged = find(rabat.show(warning), "ack")
        check(acknowledged["at"] <= clock["due_at"],
              "the warning was acknowledged late")
        self.tell(paris, f"sent {opened['at'][11:19]}, acknowledged by a "
                  f"person {acknowledged['at'][11:19]}, due by "
                  f"{clock['due_at'][11:19]}")
        self.one(paris, warning, "measures", *example("warning-measures"),
                 by=ON_DUTY["FR"])
        for node, act in [(rabat, "open"), (paris, "measures")]:
            told = find(node.show(warning), act)
            self.one(node, warning, "confirm",
                     f"confirms:={told['position']['index']}")
        self.both(rabat, warning, "all_clear", *example("warning-all_clear"),
                  f"cleared_at={after(0)}")
        self.one(paris, warning, "feedback", "usefulness=DECISIVE")
        self.one(rabat, warning, "close", *example("warning-close"))
        self.ends(warning, "AVERTED")

    def clock(self, node, reference, name):
        return next(c for c in node.show(reference)["clocks"]
                    if c["name"] == name)

    def cup(self):
        """Rabat opens the event, Paris joins it, an incident is dealt with."""
        rabat, paris = self.rabat, self.paris
        words = ["open", "event", "--local", "--title", "Coupe Exemple 2027",
                 *example("event-request")]
        rabat.hear(rabat, WRITES["MA"], words)
        self.case = rabat.wasl(*words, by=WRITES["MA"])["reference"]
        made = rabat.open("event", "FR", "--case", self.case,
                          f"threat_until={after(24 * 40)}", by=WRITES["MA"])
        self.event = self.two(made["dossiers"][0], rabat,
                              RELEASES["MA"])["reference"]
        self.played.append(self.event)
        self.seen(paris, self.event, lambda d: d["acts"])
        self.both(paris, self.event, "join", *example("event-join"))
        self.one(rabat, self.event, "start")

    def accredit(self, n):
        """A batch of volunteers: the bad rows stay at home, the partner's
        verdicts come back in several acts, a named human decides."""
        rabat, paris = self.rabat, self.paris
        table = self.line.base / "persons.csv"
        bad = applicants(table, n)
        words = ["--file", EXAMPLES / "batch/request.json", "--persons", table,
                 f"event={self.event}", f"needed_by={after(24 * 7)}"]
        try:
            rabat.open("accreditation", paris.name, *words, by=WRITES["MA"])
        except Refused as refused:
            told = refused.problem["findings"]
            check([f["line"] for f in told] == bad,
                  f"not every bad row was told: {told}")
            for finding in told[:3]:
                self.tell(rabat, f"line {finding['line']}: {finding['column']}"
                          f" {finding['text']}")
            self.tell(rabat, f"… {len(told)} rows are not fit to be sent; "
                      "nothing was opened")
        else:
            raise Broken("a batch with bad rows was opened")
        self.batch = batch = self.begin(rabat, "accreditation", *words,
                                        "--without-bad")
        self.one(paris, batch, "ack", by=ON_DUTY["FR"])
        # The file follows its act.
        until("the persons arrived", lambda: all(
            f["state"] == "here" for f in paris.show(batch)["files"]))
        seen = paris.wasl("batch", batch, by=WRITES["FR"])
        check(seen["persons_count"] == len(seen["persons"]) == n - len(bad)
              and not seen["findings"], "the partner sees another batch")
        self.tell(paris, f"opens {len(seen['persons'])} persons; the access "
                  "is on record")
        self.judge(paris, seen["persons"])
        counts = rabat.wasl("batch", batch, by=WRITES["MA"])["counts"]
        check(sum(counts.values()) == n - len(bad) and "OPEN" not in counts,
              f"verdicts are missing: {counts}")
        self.tell(rabat, f"verdicts: {counts}; advice, and never a reason")
        granted = counts["NO_OBJECTION"]
        self.both(rabat, batch, "decision",
                  *example("accreditation-decision"), f"granted:={granted}",
                  f"refused:={n - len(bad) - granted}")
        self.one(rabat, batch, "assess", "usefulness=USEFUL", by=WRITES["MA"])
        self.one(rabat, batch, "close", *example("accreditation-close"),
                 by=WRITES["MA"])
        self.ends(batch, "COMPLETE")

    def judge(self, node, persons):
        """Verdicts on all of them, from two tables."""
        half = len(persons) // 2
        for part in (persons[:half], persons[half:]):
            table = self.line.base / "verdicts.csv"
            table.write_text("number,verdict\n" + "".join(
                f"{p['number']},{verdict(p['number'])}\n" for p in part))
            sent = node.wasl("batch", self.batch, "--verdicts", table,
                             by=WRITES[node.side], codes=(0, 3))
            for act in sent["acts"]:
                self.two(act, node, RELEASES[node.side])
            self.heard(node, self.batch, "verdicts")

    def send_officers(self):
        """Paris lends officers and a dog team for the cup."""
        rabat, paris = self.rabat, self.paris
        self.mission = mission = self.begin(
            rabat, "mission", *example("mission-request"),
            f"event={self.event}", f"report_due={after(24 * 60)}")
        self.one(paris, mission, "ack", by=ON_DUTY["FR"])
        self.both(paris, mission, "posts", *example("mission-posts"))
        self.both(paris, mission, "accept")
        self.one(paris, mission, "arrive", f"arrived_at={after(0)}",
                 by=WRITES["FR"])
        self.one(paris, mission, "log", "entry=EXEMPLE FICTIF : le "
                 "détachement a pris contact avec le poste de commandement.",
                 by=WRITES["FR"])

    def incident(self):
        """Opened by one, dealt with by its owner in time."""
        rabat, paris = self.rabat, self.paris
        incident = json.loads((EXAMPLES / "event-incident.json").read_text())
        incident["incidents"][0].update(at=after(0), due=after(1))
        self.one(rabat, self.event, "incident",
                 "incidents:=" + json.dumps(incident["incidents"],
                                            ensure_ascii=False),
                 by=ON_DUTY["MA"])
        self.seen(paris, self.event,
                  lambda d: d["items"]["incidents"]["open"] == 1)
        self.room(paris, "OPEN")
        self.one(rabat, self.event, "update", *example("event-update"),
                 by=ON_DUTY["MA"])
        self.one(paris, self.event, "situation", *example("event-situation"),
                 by=ON_DUTY["FR"])
        self.seen(paris, self.event,
                  lambda d: d["items"]["incidents"]["open"] == 0)

        self.room(paris, "DONE")

    def room(self, node, status):
        """The event's room shows the incident so."""
        room = node.wasl("event", self.event, by=ON_DUTY[node.side])["lines"][0]
        incident = room["incidents"][0]
        check(incident["status"] == status and incident["due"],
              f"the room shows {incident}")
        check(len(room["sites"]) == 2 and {c["node"] for c in room["contacts"]}
              == {n.name for n in self.line.nodes}, "the room lacks a side")
        self.tell(node, f"incident {incident['number']} is {status}, owner "
                  f"{incident['owner']}; threat {room['threat']['level']}")

    def go_home(self):
        """The mission ends with its report, the event with its RETEX."""
        rabat, paris, event = self.rabat, self.paris, self.event
        self.one(paris, self.mission, "end", f"ended_at={after(0)}",
                 by=WRITES["FR"])
        self.both(paris, self.mission, "end_report",
                  *example("mission-end_report"))
        self.one(rabat, self.mission, "assess", "usefulness=USEFUL",
                 by=WRITES["MA"])
        self.one(rabat, self.mission, "close", by=WRITES["MA"])
        self.ends(self.mission, "COMPLETED")
        self.one(rabat, event, "all_clear", f"cleared_at={after(0)}",
                 by=ON_DUTY["MA"])
        told = find(rabat.show(event), "all_clear")
        self.one(rabat, event, "confirm",
                 f"confirms:={told['position']['index']}")
        self.both(paris, event, "retex", *example("event-retex"))
        self.both(rabat, event, "approve_retex",
                  f"retex_hash={self.agreed(rabat, event, 'retex')}")
        self.both(rabat, event, "close", *example("event-close"))
        self.ends(event, "HELD")

    def meet(self):
        """The two heads meet; both sides approve the same minutes."""
        rabat, paris = self.rabat, self.paris
        self.meeting = meeting = self.begin(
            rabat, "meeting", *example("meeting-request"), alone=True)
        self.one(paris, meeting, "confirm_date",
                 *example("meeting-confirm_date"), by=WRITES["FR"])
        self.pack()
        self.one(rabat, meeting, "held", f"held_at={after(0)}",
                 by=WRITES["MA"])
        self.both(rabat, meeting, "minutes", *example("meeting-minutes"))
        self.both(paris, meeting, "approve_minutes",
                  f"minutes_hash={self.agreed(paris, meeting, 'minutes')}")
        shown = self.seen(rabat, meeting,
                          lambda d: d["agree"]["minutes"]["agreed"])
        self.tell(None, "both approved the minutes "
                  f"{shown['agree']['minutes']['hash'][:16]}…")

    def pack(self):
        """What the node finds late, unanswered or disputed, and what people
        add to it."""
        rabat = self.rabat
        words = ["meeting", "pack", self.meeting]
        rabat.hear(rabat, WRITES["MA"], words)
        made = rabat.wasl(*words, by=WRITES["MA"])["pack"]
        for item in made:
            self.tell(rabat, f"{item['type']} {item['reference']}: "
                      f"{item['text']}")
        asked = json.loads((EXAMPLES / "meeting-pack.json").read_text())
        self.one(rabat, self.meeting, "pack",
                 "pack:=" + json.dumps(made + asked["pack"],
                                       ensure_ascii=False),
                 f"pack_until={after(0)}", by=WRITES["MA"])

    def decide(self):
        """Each decision of the meeting becomes a commitment of its owner;
        both sides sign a value and agree how it stands."""
        rabat, paris = self.rabat, self.paris
        words = ["meeting", "decisions", self.meeting]
        paris.hear(paris, WRITES["FR"], words)
        for draft in paris.wasl(*words, by=WRITES["FR"])["drafts"]:
            self.commitment = self.two(draft, paris,
                                       RELEASES["FR"])["reference"]
            self.played.append(self.commitment)
            self.seen(rabat, self.commitment, lambda d: d["acts"])
        commitment = self.commitment
        self.both(rabat, commitment, "accept", *example("commitment-accept"))
        self.one(paris, commitment, "milestone",
                 *example("commitment-milestone"), by=WRITES["FR"])
        for node, value in [(paris, 8), (rabat, 7)]:
            self.one(node, commitment, "value", "period=2026-11",
                     f"value:={value}", "computed:=false")
        self.one(paris, commitment, "status", "status=ON_TRACK",
                 "period=2026-11")
        self.one(rabat, commitment, "approve_status",
                 f"status_hash={self.agreed(rabat, commitment, 'status')}")
        shown = self.seen(paris, commitment,
                          lambda d: d["agree"]["status"]["agreed"])
        values = {a["node"]: a["fields"]["value"] for a in shown["acts"]
                  if a["act"] == "value"}
        check(values == {paris.name: 8, rabat.name: 7},
              f"the two values are not both there: {values}")
        for node, own, theirs in [(rabat, 7, 8), (paris, 8, 7)]:
            stands = self.roadmap(node, commitment)
            check((stands["own_value"], stands["partner_value"],
                   stands["status"]) == (own, theirs, "ON_TRACK"),
                  f"the roadmap shows {stands}")
        self.tell(None, "roadmap: Paris 8, Rabat 7, difference 1; agreed "
                  "status ON_TRACK")
        self.one(rabat, self.meeting, "close", *example("meeting-close"),
                 by=WRITES["MA"])
        self.ends(self.meeting, "HELD")

    def roadmap(self, node, reference):
        node.hear(node, RELEASES[node.side], ["roadmap"])
        return next(c for c in node.wasl("roadmap", by=RELEASES[node.side])[
            "commitments"] if c["reference"] == reference)

    def publish(self):
        """One text in three languages: both approve the same bytes."""
        rabat, paris = self.rabat, self.paris
        self.communique = text = self.begin(
            rabat, "communique", *example("communique-request"),
            f"embargo={after(0)}")
        digest = self.agreed(paris, text, "text")
        self.both(paris, text, "approve", f"text_hash={digest}")
        try:
            rabat.act(text, "publish", *example("communique-publish"),
                      by=WRITES["MA"])
        except Refused as refused:
            self.tell(rabat, f"refused: {refused.problem.get('detail')}")
        else:
            raise Broken("published with the approval of one side")
        self.both(rabat, text, "approve", f"text_hash={digest}")
        self.press(text, digest)
        self.both(rabat, text, "publish", *example("communique-publish"),
                  f"published_at={after(1)}", releases=DIRECTS)
        self.one(rabat, text, "close", *example("communique-close"),
                 by=WRITES["MA"])
        self.ends(text, "PUBLISHED")

    def press(self, reference, digest):
        """Each side writes the texts that both approved: the same bytes."""
        written = []
        for node in self.line.nodes:
            out = self.line.base / f"press-{node.side}"
            out.mkdir(exist_ok=True)
            self.seen(node, reference, lambda d: d["unbound"] == 0)
            words = ["communique", "publish", reference, "--out", out]
            node.hear(node, RELEASES[node.side], words)
            proof = node.wasl(*words, by=RELEASES[node.side])
            check(proof["hash"] == digest, "another text was published")
            written.append([(out / f"{reference}.{language}.txt").read_bytes()
                            for language in ("ar", "fr", "en")])
        check(written[0] == written[1], "the two texts differ")

    def sheet(self):
        """Both sides sign the figures of the month; they are the same."""
        month = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m")
        for node in self.line.nodes:
            self.sign(node, month)
        for node in self.line.nodes:
            own, theirs = (self.sheet_of(node, month, own)
                           for own in (True, False))
            check(own["agreed"] and theirs["agreed"]
                  and own["hash"] == theirs["hash"],
                  f"the sheets differ: {own} {theirs}")
        self.tell(None, f"the sheets of {month} are equal: {own['hash'][:16]}…")

    def sign(self, node, month):
        """One officer puts the month's sheet forward, another approves it;
        until the partner has checked it."""
        words = ["stats", "sheet", "--month", month]
        node.hear(node, WRITES[node.side], words)
        self.two(node.wasl(*words, by=WRITES[node.side], codes=(3,)), node,
                 RELEASES[node.side])
        digest = self.sheet_of(node, month, True)["hash"]
        until("the sheet came", lambda: self.sheet_of(
            self.line.other(node), month, False)["hash"] == digest)

    def sheet_of(self, node, month, own):
        """The last sheet of a side, once it is checked."""
        return until("a sheet is checked", lambda: next(
            (s for s in node.wasl("stats", "sheets", "--month", month,
                                  by=WRITES[node.side])["sheets"]
             if s["own"] == own and s["verdict"] != "unchecked"), None))

    # Watching.

    def seen(self, node, reference, holds):
        """Until `node` shows the dossier so; what it shows."""
        def look():
            try:
                shown = node.show(reference)
            except Refused as refused:
                check(refused.problem.get("status") == 404, str(refused))
                return None
            return shown if holds(shown) else None
        return until(f"{node.name} sees {reference}", look)

    def ends(self, reference, outcome):
        for node in self.line.nodes:
            shown = self.seen(node, reference, lambda d: d["closed"])
            check(shown["outcome"] == outcome,
                  f"{reference}: {shown['outcome']}, not {outcome}")
        self.tell(None, f"{reference} is closed on both sides: {outcome}")
