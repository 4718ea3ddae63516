"""A desk with many dossiers and officers who have signed in, for inbox.py and
screens.py: a line of two nodes, with invented rows in the database of one."""
import concurrent.futures
import json
import os
import pathlib
import platform
import random
import resource
import sqlite3
import sys
import time

root = pathlib.Path(__file__).resolve().parents[1]
os.environ.setdefault("WASL_BINARY",
                      str(pathlib.Path(sys.argv[1]) / "src/cli/wasl"))
os.environ.setdefault("WASL_PATIENCE", "10")
sys.path.insert(0, str(root / "tests/system"))

import nodes  # noqa: E402  (after its environment is set)
from browser import Browser, origin_of  # noqa: E402

OFFICERS = 200
KINDS = ["arrest", "information", "identity", "locate", "evidence"]
STATES = ["sent", "acknowledged", "accepted", "answered"]
NEVER = 2**63 - 1
PASSWORD = "correct donkey battery staple"


def machine():
    return (f"{platform.machine()}, {os.cpu_count()} cores, load "
            f"{os.getloadavg()[0]:.1f}")


def status_of(pid, field):
    """A number of /proc/PID/status: kB, or threads."""
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(text.split(f"{field}:")[1].split()[0])


def cpu(pid):
    """Seconds that the process has used."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1]
    return sum(map(int, fields.split()[11:13])) / os.sysconf("SC_CLK_TCK")


class Desk:
    """Paris, whose officers sit before `dossiers` dossiers with Rabat."""

    def __init__(self, scratch, dossiers, officers=OFFICERS):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2048), hard))
        self.line = nodes.Line(scratch, screens=True)
        self.node = self.line.paris
        self.dossiers, self.count = dossiers, officers
        self.names, self.browsers = [], {}

    def __enter__(self):
        self.line.ceremony()
        return self

    def __exit__(self, *_):
        self.line.__exit__()

    def fill(self):
        """The rows, past the node, which is down meanwhile."""
        self.node.terminate()
        with sqlite3.connect(self.node.dir / "wasl.db") as db:
            self.officers(db)
            self.rows(db)
        path = self.node.dir / "wasl.json"
        config = json.loads(path.read_text())
        config["desk"] = {**config.get("desk", {}), "triage": ["SPOC"]}
        path.write_text(json.dumps(config))
        self.node.start()

    def officers(self, db):
        """Operators of the triage desk; every fourth of a unit, every eighth
        of a large one."""
        for i in range(self.count):
            unit, role = ("SPOC", "operator") if i % 4 != 3 else \
                ("DNPJ" if i % 8 == 7 else "PJ", "unit")
            self.names.append(f"o{i:03d}")
            db.execute("INSERT INTO officer (name, pseudonym, unit, roles, "
                       "until_at) VALUES (?, ?, ?, ?, 0)",
                       (self.names[-1], f"FR-{unit}-{i:05x}", unit, role))

    def rows(self, db):
        """Half ours; three in four closed; half of the rest has a clock; one
        in fifty of what came has not been looked at; in one of a thousand
        acts crossed; one in fifty is the unit's, one in five the large
        unit's, one in a hundred somebody's own, who has put half of those
        aside."""
        rnd, now = random.Random(7), int(time.time())
        peer = db.execute("SELECT id FROM peer").fetchone()[0]
        first = db.execute("SELECT id FROM officer WHERE name = 'o000'"
                           ).fetchone()[0]
        for i in range(self.dossiers):
            id = rnd.randbytes(16)
            closed = i % 8 > 1
            due = NEVER if closed or rnd.random() < .5 else \
                now + 2 * 86400 + rnd.randrange(90 * 86400)
            db.execute(
                "INSERT INTO dossier (id, peer_id, kind, kind_hash, "
                "profile_hash, ref, own, state, outcome, urgency, sector, "
                "crossed, opened_at, changed_at, closed, handling, due_at, "
                "due_name, due_since, heard, looked) VALUES (?,?,?,?,?,?,?,?,"
                "'','U2','DRUGS',?,?,?,?,'H1',?,?,?,1,?)",
                (id, peer, KINDS[i % 5], bytes(32), bytes(32),
                 f"FR-2026-ARR-{i:06d}", i % 2,
                 "answered" if i % 500 == 1 else STATES[i % 3],
                 i % 1000 in (0, 1), now - i,
                 now - i, closed, due, "reply" if due != NEVER else "",
                 now - 86400, bool(not closed and i % 50)))
            if due != NEVER:
                db.execute("INSERT INTO clock (dossier_id, number, due_at, "
                           "name, stopped, ours, started_at) VALUES "
                           "(?,1,?,'reply',0,1,?)", (id, due, now - 86400))
            if not closed and i % 50:
                db.execute("INSERT INTO desk_state VALUES (?, 2, ?, ?)",
                           (id, first, now))
            for every, unit in ((50, "PJ"), (5, "DNPJ")):
                if i % every == 0:
                    db.execute("INSERT INTO need VALUES (?, ?, 0, 1, ?, ?, 0)",
                               (id, unit, first, now))
            if i % 100 == 1:
                db.execute("INSERT INTO need VALUES (?, '', ?, 1, ?, ?, 0)",
                           (id, first + i // 100 % self.count, first, now))
            if i % 200 == 1:
                db.execute("INSERT INTO aside VALUES (?, ?, ?, 1)",
                           (first + i // 100 % self.count, id,
                            now + 7 * 86400))

    def sign_in(self):
        """Everybody takes a password by a link, as on the first day: two at a
        time, as the node looks at passwords."""
        origin = origin_of(self.node)
        connection = self.node.connect()
        links = {name: self.node.call(connection, "POST",
                                      f"/v1/users/{name}/link",
                                      self.node.admin, {})[1]["link"]
                 for name in self.names}
        connection.close()

        def enrol(name):
            browser = Browser(origin)
            status, told = browser.enrol(links[name], PASSWORD)
            if status != 200:
                raise ValueError(f"{name}: {status} {told}")
            return browser

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            self.browsers = dict(zip(self.names, pool.map(enrol, self.names)))
