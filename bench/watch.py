"""Imports of bench/watch.sh: two nodes, lists in every format, acts beside; and
a list that comes into force before open dossiers."""
import contextlib
import json
import os
import pathlib
import platform
import random
import sqlite3
import statistics
import sys
import tempfile
import threading
import time

build = pathlib.Path(sys.argv[1])
persons = int(sys.argv[2])
dossiers = int(sys.argv[3])
root = pathlib.Path(__file__).resolve().parents[1]
os.environ.setdefault("WASL_BINARY", str(build / "src/cli/wasl"))
os.environ.setdefault("WASL_PATIENCE", "60")
sys.path.insert(0, str(root / "tests/system"))

import nodes  # noqa: E402  (after its environment is set)

GIVEN = ["Amine", "Sarah", "Yassine", "Lina", "Karim", "Ghislain", "Nadia"]
FAMILY = ["El Fictif", "Exemple", "Ben Essai", "Modele", "Ait Test"]
TERMS = ["--source", "invented", "--basis", "invented", "--retention",
         "2099-12-31"]
CHUNK = 256  # WASL_IMPORT_CHUNK
OPENERS = 6
ONSET = ["B", "D", "F", "H", "K", "L", "M", "N", "R", "S", "T", "Z", "Ch", "Kh"]
VOWEL = ["a", "e", "i", "ou", "o"]


def who(i):
    """(ref, given, family, born, passport) of an invented person."""
    return (f"B-{i}", GIVEN[i % 7], f"{FAMILY[i % 5]} {i}",
            f"{1950 + i % 50}-0{1 + i % 9}-{10 + i % 18}", f"ZZ{i:07d}")


def csv(i):
    ref, given, family, born, passport = who(i)
    return f"{ref},{given} {family},{born},M,MA,{passport}\n"


def ftm(i):
    ref, given, family, born, passport = who(i)
    return json.dumps({"id": ref, "schema": "Person", "properties": {
        "name": [f"{given} {family}"], "birthDate": [born],
        "gender": ["male"], "nationality": ["ma"],
        "passportNumber": [passport]}}) + "\n"


def interpol(i):
    ref, given, family, born, _ = who(i)
    return json.dumps({
        "entity_id": ref, "forename": given, "name": family,
        "date_of_birth": born.replace("-", "/"), "nationalities": ["MA"],
        "sex_id": "M", "height": 1.75, "place_of_birth": "VILLE FICTIVE",
        "_links": {}}) + "\n"


def un(i):
    ref, given, family, born, passport = who(i)
    return (f"<INDIVIDUAL><DATAID>{i}</DATAID><FIRST_NAME>{given}</FIRST_NAME>"
            f"<SECOND_NAME>{family}</SECOND_NAME><REFERENCE_NUMBER>{ref}"
            "</REFERENCE_NUMBER><NATIONALITY><VALUE>Morocco</VALUE>"
            "</NATIONALITY><INDIVIDUAL_DATE_OF_BIRTH><DATE>"
            f"{born}</DATE></INDIVIDUAL_DATE_OF_BIRTH><INDIVIDUAL_DOCUMENT>"
            f"<TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>{passport}"
            "</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL>\n")


FORMATS = {
    "csv": ("ref,name,birth,sex,nationality,passport\n", csv, ""),
    "ftm": ("", ftm, ""),
    "interpol": ("", interpol, ""),
    "un": ("<CONSOLIDATED_LIST><INDIVIDUALS>\n", un,
           "</INDIVIDUALS></CONSOLIDATED_LIST>\n"),
}


def write(path, name):
    head, one, tail = FORMATS[name]
    with path.open("w") as out:
        out.write(head)
        out.writelines(one(i) for i in range(persons))
        out.write(tail)


def machine():
    with open("/proc/cpuinfo") as f:
        model = next((line.split(":", 1)[1].strip() for line in f
                      if line.startswith("model name")), platform.machine())
    print(f"{model}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
          f"{persons} invented persons a list")


def cpu(node):
    """Seconds of processor that the node's process has used."""
    stat = pathlib.Path(f"/proc/{node.process.pid}/stat").read_text()
    fields = stat.rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cpu_behind(node):
    """Seconds of processor of the threads that are behind everything else."""
    used = 0
    for task in pathlib.Path(f"/proc/{node.process.pid}/task").iterdir():
        fields = (task / "stat").read_text().rsplit(")", 1)[1].split()
        if int(fields[16]) > 0:  # nice
            used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def limit(base):
    """Rows a second of SQLite alone: the same shape, chunks and durability."""
    with contextlib.closing(sqlite3.connect(base / "limit.db")) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE r (id INTEGER PRIMARY KEY, list INTEGER, "
                   "ref BLOB, born INTEGER, hash BLOB, sealed BLOB, "
                   "UNIQUE (list, ref, born))")
        rows = [(1, os.urandom(16), 1, os.urandom(16), os.urandom(180))
                for _ in range(persons)]
        begun = time.monotonic()
        for at in range(0, persons, CHUNK):
            db.executemany("INSERT INTO r (list, ref, born, hash, sealed) "
                           "VALUES (?, ?, ?, ?, ?)", rows[at:at + CHUNK])
            db.commit()
        return persons / (time.monotonic() - begun)


class Acts(threading.Thread):
    """Acts one after the other, each until the partner's receipt is here."""

    def __init__(self, line):
        super().__init__()
        self.line, self.done, self.times = line, threading.Event(), []

    def one(self, connection):
        node = self.line.rabat
        begun = time.monotonic()
        node.call(connection, "POST", "/v1/dossiers/LNK-paris.pn/acts",
                  "dalal", {"act": "drill", "fields": {}})
        while True:
            _, status = node.call(connection, "GET", "/v1/status", "dalal")
            own = status["lines"][0]["own"]
            if own["receipted"] >= own["size"]:
                return (time.monotonic() - begun) * 1000
            time.sleep(0.001)

    def run(self):
        with contextlib.closing(self.line.rabat.connect()) as connection:
            while not self.done.is_set():
                self.times.append(self.one(connection))
                time.sleep(0.05)

    def end(self):
        self.done.set()
        self.join()
        ranked = sorted(self.times)
        return (f"p50 {statistics.median(ranked):6.1f} ms   p99 "
                f"{ranked[int(len(ranked) * 0.99)]:6.1f} ms   of {len(ranked)}")


def name_maker():
    """Given and family names, as common as in the file, or of syllables."""
    draw = random.Random(20261127)
    if len(sys.argv) > 4:
        lines = [line.split() for line in open(sys.argv[4], encoding="utf-8")]
        lines = [words for words in lines if len(words) > 1]
        return lambda: (draw.choice(lines)[0],
                        " ".join(draw.choice(lines)[1:]))
    return lambda: (draw.choice(GIVEN), "".join(
        draw.choice(ONSET) + draw.choice(VOWEL) for _ in range(3)))


def born():
    return (f"{1950 + random.randrange(50)}-0{1 + random.randrange(9)}-"
            f"{10 + random.randrange(18)}")


def open_some(node, names, n):
    """Dossiers that name somebody, each approved by a second officer."""
    fields = json.loads((nodes.EXAMPLES / "locate-request.json").read_text())
    with contextlib.closing(node.connect()) as connection:
        for _ in range(n):
            given, family = names()
            fields["person"] = {
                "role": "SUSPECT", "given_names": given, "family_name": family,
                "birth_date": born(), "birth_precision": "DAY",
                "confidence": "PROBABLE"}
            status, made = node.call(connection, "POST", "/v1/dossiers",
                                     "omar", {"kind": "locate",
                                              "to": "paris.pn",
                                              "fields": fields})
            if status != 202:
                raise ValueError(f"an opening: {status} {made}")
            path = f"/v1/drafts/{made['draft']}"
            _, draft = node.call(connection, "GET", path, "zineb")
            status, made = node.call(connection, "POST", path + "/approve",
                                     "zineb", {"digest": draft["digest"]})
            if status != 201:
                raise ValueError(f"an approval: {status} {made}")


def open_all(node, names):
    openers = [threading.Thread(target=open_some, args=(
        node, names, len(range(i, dossiers, OPENERS))))
        for i in range(OPENERS)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join()


def is_known(node):
    """All that is in force is in memory."""
    return node.wasl("status", by="dalal")["persons"]["complete"]


def compared(database):
    """Lists in force that are not compared to their end."""
    return database.execute(
        "SELECT COUNT(*) FROM watch_list AS l WHERE l.generation > COALESCE("
        "(SELECT c.generation FROM list_compared AS c WHERE c.list_id = l.id),"
        " 0)").fetchone()[0] == 0


def compare(line, base):
    """A list comes into force: who is told, how soon, and what the line feels.
    From when its persons are in memory."""
    node, names = line.rabat, name_maker()
    open_all(node, names)
    path = base / "later"
    with path.open("w") as out:
        out.write(FORMATS["csv"][0])
        out.writelines(f"L-{i},{' '.join(names())},{born()},,MA,\n"
                       for i in range(persons))
    node.wasl("watch", "import", path, "--list", "later", *TERMS, by="omar",
              codes=(0, 3))
    node.wasl("watch", "approve", "later", "--yes", by="zineb")
    with contextlib.closing(sqlite3.connect(
            f"file:{node.dir}/wasl.db?mode=ro", uri=True)) as database:
        nodes.until("its persons are known", lambda: is_known(node))
        acts, used, begun = Acts(line), cpu_behind(node), time.monotonic()
        acts.start()
        nodes.until("it is compared", lambda: compared(database))
        took, used = time.monotonic() - begun, cpu_behind(node) - used
        felt = acts.end()
        told, = database.execute("SELECT COUNT(*) FROM known_before").fetchone()
    print(f"{'into force':15} {persons / took:8.0f}/s  "
          f"{used / persons * 1e6:6.1f} us CPU each   acts: {felt}\n"
          f"{'':15} before {dossiers} open dossiers, {told} told; a million "
          f"records in {used / persons * 1e6 / 60:.1f} min of one core")


def measure(line, base, name, again=False):
    node, path = line.rabat, base / name
    if not again:
        write(path, name)
    acts, before = Acts(line), cpu(node)
    acts.start()
    begun = time.monotonic()
    answer = node.wasl("watch", "import", path, "--list", name, *TERMS,
                       by="omar", codes=(0, 3))
    took = time.monotonic() - begun
    felt = acts.end()
    print(f"{name + (' again' if again else ''):15} {persons / took:8.0f}/s  "
          f"{(cpu(node) - before) / persons * 1e6:6.1f} us CPU each   "
          f"acts: {felt}")
    if answer["state"] == "waiting":
        node.wasl("watch", "approve", name, "--yes", by="zineb")
    return persons / took


with tempfile.TemporaryDirectory(prefix="wasl-bench-") as folder:
    with nodes.Line(folder) as pair:
        pair.ceremony()
        machine()
        quiet = Acts(pair)
        quiet.start()
        time.sleep(5)
        print(f"{'no import':15} {'':30} acts: {quiet.end()}")
        base = pathlib.Path(folder)
        rates = [measure(pair, base, name) for name in FORMATS]
        measure(pair, base, "csv", again=True)
        compare(pair, base)
        alone = limit(base)
        print(f"SQLite alone    {alone:8.0f}/s   imports reach "
              + ", ".join(f"{rate / alone:.2f}" for rate in rates))
