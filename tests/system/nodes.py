"""Two real nodes on this machine: processes, keys and directories of their
own, a line over loopback between them. For the system tests and scripts/demo.

Whatever happens to the one who called, the nodes end: each is told by the
kernel to die with him (setpriv --pdeathsig), and close() kills what is left.
"""
import contextlib
import http.client
import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess

from browser import serve_screens
from patience import PATIENCE, until

WASL = os.environ["WASL_BINARY"]
EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"

# Who works on each side: (name, unit, roles). The first is made by `init`.
STAFF = {
    "MA": [("amal", "BCN", "admin,custodian"),
           ("driss", "DIR", "director"),
           ("dounia", "DIR", "director,custodian"),
           ("omar", "BCN", "operator"), ("dalal", "BCN", "duty"),
           ("zineb", "BCN", "validator")],
    "FR": [("anne", "SPOC", "admin,custodian"),
           ("denis", "DIR", "director"),
           ("diane", "DIR", "director,custodian"),
           ("olivier", "SPOC", "operator"), ("damien", "SPOC", "duty"),
           ("valerie", "SPOC", "validator")],
}


class Refused(Exception):
    """A verb or a call that the node did not take: its problem document."""

    def __init__(self, words, code, problem, text):
        super().__init__(f"{' '.join(map(str, words))}: {code}: {text}")
        self.code, self.problem, self.text = code, problem, text

    def pointers(self):
        return [f["pointer"] for f in self.problem.get("findings", [])]


@contextlib.contextmanager
def clock(shift):
    """What is started meanwhile has another time: "+1h"."""
    library = next(pathlib.Path("/usr/lib").glob(
        "*/faketime/libfaketime.so.1"), None)
    if library is None:
        raise FileNotFoundError("the package faketime is missing")
    # The sanitizer's allocator must not ask for the time: the library asks it
    # for memory to find out how, and depending on how the program is laid out
    # both wait for each other at the very start.
    options = os.environ.get("ASAN_OPTIONS", "")
    os.environ.update(
        LD_PRELOAD=str(library), FAKETIME=shift,
        ASAN_OPTIONS=options + ":allocator_release_to_os_interval_ms=-1")
    try:
        yield
    finally:
        del os.environ["LD_PRELOAD"], os.environ["FAKETIME"]
        os.environ["ASAN_OPTIONS"] = options


# Below those that the system gives to whoever connects.
PORTS = range(20000, 32768)


def free_port():
    """A port that no other test and no connection takes before a node does."""
    for port in random.sample(PORTS, len(PORTS)):
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0wasl-test-port-{port}")
            with socket.socket() as s:
                s.bind(("127.0.0.1", port))
        except OSError:
            claim.close()
            continue
        claim.detach()  # it is held until the process ends
        return port
    raise OSError("no port is free")


@contextlib.contextmanager
def passphrase(text):
    """A descriptor to read a passphrase from, for a child."""
    read, write = os.pipe()
    os.write(write, text.encode())
    os.close(write)
    try:
        yield read
    finally:
        os.close(read)


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=PATIENCE)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        try:
            self.sock.connect(str(self.path))
        except OSError:
            self.close()
            raise


class Node:
    """One side: its directory, its root key's medium, its process."""

    def __init__(self, base, name, side):
        self.base, self.name, self.side = pathlib.Path(base), name, side
        self.dir, self.root = self.base / name, self.base / f"{name}-root"
        self.log = self.base / f"{name}.log"
        self.port = free_port()
        self.staff = STAFF[side]
        self.admin = self.staff[0][0]
        self.process = None
        self.hear = lambda node, by, words: None  # what officers type

    # The command.

    def run(self, *words, keys=False, root=False, stdin=""):
        """The command as a program sees it: (exit code, stdout, stderr).
        `keys` and `root`: give that passphrase, the right one if True."""
        words = [WASL, *map(str, words), "--dir", str(self.dir)]
        with contextlib.ExitStack() as fds:
            open_fds = []
            for needed, option, text in [
                    (keys, "--passphrase-fd", f"keys of {self.name}"),
                    (root, "--root-passphrase-fd", f"root of {self.name}")]:
                if needed:
                    given = text if needed is True else needed
                    open_fds.append(fds.enter_context(passphrase(given)))
                    words += [option, str(open_fds[-1])]
            done = subprocess.run(words, input=stdin.encode(),
                                  capture_output=True, pass_fds=open_fds,
                                  timeout=PATIENCE, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def wasl(self, *words, by=None, codes=(0,), **passphrases):
        """The command with --json, as officer `by`; returns its answer."""
        named = [*words, "--json", *(["--as", by] if by else [])]
        code, out, err = self.run(*named, **passphrases)
        answer = json.loads(out) if out.lstrip()[:1] in ("{", "[") else {}
        if code not in codes:
            raise Refused(words, code, answer, out + err)
        return answer

    def act(self, reference, act, *words, by):
        """Do an act; its answer."""
        self.hear(self, by, ["act", reference, act, *words])
        return self.wasl("act", reference, act, *words, by=by, codes=(0, 3))

    def open(self, kind, to, *words, by):
        self.hear(self, by, ["open", kind, "--to", to, *words])
        return self.wasl("open", kind, "--to", to, *words, by=by, codes=(0, 3))

    def two(self, answer, by):
        """The second person approves what the first one wrote."""
        self.hear(self, by, ["approve", answer["draft"]])
        return self.wasl("approve", answer["draft"], "--yes", by=by)

    def show(self, reference, by=None):
        return self.wasl("show", reference, by=by or self.staff[-1][0])

    def line(self):
        """The line's part of `status`; None while the node does not answer."""
        try:
            lines = self.wasl("status", by=self.admin)["lines"]
        except Refused:
            return None
        return lines[0] if lines else None

    def ready(self):
        return until(f"{self.name}'s line is ready",
                     lambda: (line := self.line()) and line["ready"] and line)

    def has(self, reference):
        """Is the dossier here, as far as the last officer knows?"""
        return reference in [d["reference"] for d in self.wasl(
            "list", "--limit", "500", by=self.staff[-1][0])["dossiers"]]

    @contextlib.contextmanager
    def config(self):
        """wasl.json, to be changed; saved as an editor does it."""
        path = self.dir / "wasl.json"
        config = json.loads(path.read_text())
        yield config
        replacement = self.dir / "wasl.json.new"
        replacement.write_text(json.dumps(config))
        replacement.rename(path)

    def speak(self, names):
        """Let this uid speak for these officers."""
        with self.config() as config:
            config["officers"] = {str(os.getuid()): names}

    def both(self, *words):
        """What two persons say who may give roles: the second decides."""
        answer = self.wasl(*words, by=self.admin, codes=(0, 3))
        if answer["waits"]:
            answer = self.wasl(*words, by=self.staff[1][0])
        return answer

    def init(self):
        """Its keys, its store, its first officer."""
        self.root.mkdir(mode=0o700)
        name, unit, _ = self.staff[0]
        self.wasl("init", "--root", self.root, "--node", self.name, "--side",
                  self.side, "--admin", name, "--unit", unit, "--listen",
                  f"127.0.0.1:{self.port}", keys=True, root=True)

    def enrol_staff(self):
        """This uid speaks for all of them. The directors come last: up to then
        the first officer is the only one who may give roles."""
        self.speak([s[0] for s in self.staff])
        for name, unit, roles in sorted(self.staff[1:],
                                        key=lambda s: "director" in s[2]):
            self.both("user", "add", name, "--unit", unit, "--roles", roles)

    def verify(self):
        """Exit code and report of `wasl verify`."""
        code, out, _ = self.run("verify", "--json", "--as", self.admin)
        return code, json.loads(out)

    # The API, for many calls in a short time.

    def connect(self):
        return UnixConnection(self.dir / "api.sock")

    def call(self, connection, method, path, by, body=None):
        """(status, answer); OSError or HTTPException if the node is gone. A
        body of bytes goes as it is."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body)
        connection.request(
            method, path, body=body,
            headers={"Wasl-As": by, "Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b"null")

    # The process.

    def spawn(self):
        """Serve; returns at once."""
        with passphrase(f"keys of {self.name}") as fd, \
                open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", WASL, "serve", "--dir",
                 str(self.dir), "--passphrase-fd", str(fd)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                pass_fds=[fd], start_new_session=True)

    def start(self):
        """Serve; returns once the API answers."""
        self.spawn()
        until(f"{self.name} serves", self.answers)

    def answers(self):
        if self.process.poll() is not None:
            raise ChildProcessError(f"{self.name} ended with code "
                                    f"{self.process.returncode}: {self.tail()}")
        with contextlib.closing(self.connect()) as connection:
            try:
                return self.call(connection, "GET", "/v1/status",
                                 self.admin)[0] == 200
            except (OSError, http.client.HTTPException):
                return False

    def tail(self):
        return self.log.read_text(errors="replace")[-2000:]

    def signal(self, number):
        os.kill(self.process.pid, number)

    def kill(self):
        """kill -9 the node; its key process ends because it is alone."""
        if self.process and self.process.poll() is None:
            self.signal(signal.SIGKILL)
        if self.process:
            self.process.wait()
        self.process = None

    def terminate(self):
        """End in order; returns the exit code."""
        self.signal(signal.SIGTERM)
        code = self.process.wait(timeout=PATIENCE)
        self.process = None
        return code

    def close(self):
        if not self.process:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


class Line:
    """Rabat and Paris, ceremony held, officers enrolled."""

    def __init__(self, base, screens=False):
        self.screens = screens  # at names of their own: cookies know no ports
        self.rabat = Node(base, "rabat.dgsn", "MA")
        self.paris = Node(base, "paris.pn", "FR")
        self.nodes = (self.rabat, self.paris)
        self.base = pathlib.Path(base)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for node in self.nodes:
            node.close()

    def other(self, node):
        return self.paris if node is self.rabat else self.rabat

    def init(self, node):
        node.init()
        if self.screens:
            name = node.name.split(".")[0]
            serve_screens(node, origin=f"http://{name}.localhost:0")
        node.wasl("card", "--root", node.root, "--to", self.other(node).name,
                  "--endpoint", f"https://127.0.0.1:{node.port}", "--out",
                  self.card(node), keys=True, root=True)

    def card(self, node):
        return self.base / f"{node.side.lower()}.card"

    def secret(self):
        """Made by one side, carried by hand to the other."""
        path = self.base / "line.secret"
        self.paris.wasl("secret", "--out", path)
        return path

    def enrol(self, node, secret):
        """The partner's card and the secret, by two custodians; returns the
        six words as they read them on the telephone, like "0042 acid"."""
        words = ["peer", "add", self.card(self.other(node)), "--secret-file",
                 secret, "--yes-words-match", "--as"]
        for custodian, expected in [(node.admin, 3), (node.staff[2][0], 0)]:
            code, out, err = node.run(*words, custodian)
            if code != expected:
                raise Refused(words, code, {}, out + err)
        return [f"{number} {word}" for word, number in
                re.findall(r"^ *[1-6]\. +([a-z]+) +([0-9]{4})", err, re.M)]

    def agree(self, profile, first=None):
        """Two directors of one side propose a treaty profile, two of the
        other agree to it."""
        first = first or self.rabat
        digest = first.run("hash", profile)[1].strip()
        for node, act, value in [(first, "profile", f"file=@{profile}"),
                                 (first, "agree", f"hash={digest}"),
                                 (self.other(first), "agree",
                                  f"hash={digest}")]:
            author, second = node.staff[1][0], node.staff[2][0]
            line = f"LNK-{self.other(node).name}"
            if node is not first:
                until("the proposal arrived", lambda: any(
                    a["act"] == "profile" and not a["own"]
                    for a in node.show(line)["acts"]))
            node.two(node.act(line, act, value, by=author), by=second)
        for node in self.nodes:
            until(f"{node.name} knows what was agreed",
                  lambda: node.line()["profile"] == digest)
        return digest

    def request(self, node, kind, *words):
        """A request by the operator and the validator of `node` to the other
        side; its reference, once it has arrived."""
        other, (operator, *_), (validator, *_) = (
            self.other(node), node.staff[3], node.staff[-1])
        draft = node.open(kind, other.name, *words, by=operator)
        reference = node.two(draft, by=validator)["reference"]
        until(f"{reference} arrived", lambda: other.has(reference))
        return reference

    def found(self, node):
        """Keys, card, process, officers of one side."""
        self.init(node)
        node.start()
        node.enrol_staff()

    def meet(self):
        """The ceremony of both sides; the six words, the same on both."""
        secret = self.secret()
        words = [self.enrol(node, secret) for node in self.nodes]
        secret.unlink()
        if len(words[0]) != 6 or words[0] != words[1]:
            raise ValueError(f"the six words differ: {words}")
        for node in self.nodes:
            node.ready()
        return words[0]

    def ceremony(self):
        for node in self.nodes:
            self.found(node)
        self.meet()
        self.agree(EXAMPLES / "profile-ma-fr.json")
