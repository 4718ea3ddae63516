"""Running the real command and real nodes, for the system tests."""
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

WASL = os.environ["WASL_BINARY"]
EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"
PASSPHRASE = b"correct horse battery staple"


def pipe_of(data):
    read, write = os.pipe()
    os.write(write, data)
    os.close(write)
    return read


def run(*words, code=0, passphrases=(), stdin=b"", timeout=60):
    """Run the command; returns (stdout, stderr) or fails. `passphrases` are
    (option, passphrase): each comes on a descriptor of its own."""
    words, fds = list(words), []
    for option, passphrase in passphrases:
        fds.append(pipe_of(passphrase))
        words += [option, str(fds[-1])]
    done = subprocess.run([WASL, *map(str, words)], input=stdin,
                          capture_output=True, pass_fds=fds, timeout=timeout,
                          check=False)
    for fd in fds:
        os.close(fd)
    out, err = done.stdout.decode(), done.stderr.decode()
    if done.returncode != code:
        raise AssertionError(
            f"{words}: {done.returncode}, not {code}: {out}{err}")
    return out, err


def until(what, seconds=60):
    """Ask until it is true: the one way to wait in these tests."""
    end = time.monotonic() + seconds
    while True:
        got = what()
        if got or time.monotonic() > end:
            return got
        select.select([], [], [], 0.05)


class Node:
    """A node's directory, its root key's, and its process."""

    def __init__(self, base, name, side, admin, port=0):
        self.base, self.name, self.side = pathlib.Path(base), name, side
        self.admin, self.port = admin, port
        self.dir = self.base / name
        self.root = self.base / f"{name}-root"
        self.process = None

    def run(self, *words, who=None, **more):
        speaker = ["--as", who] if who else []
        try:
            return run(*words, *speaker, "--dir", self.dir, **more)
        except AssertionError as e:
            raise AssertionError(f"{e}\nlog: {self.log()[-12000:]}") from e

    def json(self, *words, **more):
        return json.loads(self.run(*words, "--json", **more)[0])

    def init(self, keys=PASSPHRASE, root=PASSPHRASE, **more):
        self.root.mkdir(exist_ok=True)
        return self.json("init", "--root", self.root, "--node", self.name,
                         "--side", self.side, "--admin", self.admin,
                         "--listen", f"127.0.0.1:{self.port or 8443}",
                         passphrases=[("--passphrase-fd", keys),
                                      ("--root-passphrase-fd", root)], **more)

    def card(self, to, *words, endpoint=None, keys=PASSPHRASE, root=PASSPHRASE,
             root_dir=None, **more):
        endpoint = endpoint or f"https://127.0.0.1:{self.port or 8443}"
        return self.run("card", "--root", root_dir or self.root, "--to", to,
                        "--endpoint", endpoint, *words,
                        passphrases=[("--passphrase-fd", keys),
                                     ("--root-passphrase-fd", root)], **more)

    def officers(self, *names):
        """Let this uid speak for more officers, as an editor would."""
        path = self.dir / "wasl.json"
        config = json.loads(path.read_text())
        config["officers"] = {str(os.getuid()): list(names)} if names else {}
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(config))
        fresh.rename(path)

    def start(self):
        fd = pipe_of(PASSPHRASE)
        log = open(self.base / f"{self.name}.log", "ab")
        self.process = subprocess.Popen(
            [WASL, "serve", "--passphrase-fd", str(fd), "--dir",
             str(self.dir)], pass_fds=[fd], stderr=log)
        os.close(fd)
        log.close()
        if not until(lambda: self.answers() or self.process.poll()):
            raise AssertionError("the node does not answer")
        if self.process.poll() is not None:
            raise AssertionError(f"the node ended: {self.log()}")

    def answers(self):
        with socket.socket(socket.AF_UNIX) as s:
            return s.connect_ex(str(self.dir / "api.sock")) == 0

    def log(self):
        path = self.base / f"{self.name}.log"
        return path.read_text() if path.exists() else ""

    def stop(self, how=signal.SIGTERM):
        if self.process is None:
            return None
        self.process.send_signal(how)
        code = self.process.wait(timeout=60)
        self.process = None
        return code

    def http(self, method, path, body=None, headers=(), length=None):
        """One request by hand; returns (status, document). `length` is said
        where it is not that of the body."""
        data = b"" if body is None else body
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost",
                 "Connection: close", *headers]
        if body is not None:
            lines += ["Content-Type: application/json",
                      f"Content-Length: {length or len(data)}"]
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(60)
            s.connect(str(self.dir / "api.sock"))
            s.sendall("\r\n".join([*lines, "", ""]).encode() + data)
            answer = b""
            while part := s.recv(65536):
                answer += part
        head, _, rest = answer.partition(b"\r\n\r\n")
        status = int(head.split(b" ")[1])
        if re.search(rb"transfer-encoding: *chunked", head, re.I):
            rest = unchunk(rest)
        return status, json.loads(rest) if rest.strip() else None


def unchunk(data):
    out = b""
    while data:
        size, _, data = data.partition(b"\r\n")
        n = int(size, 16)
        out, data = out + data[:n], data[n + 2:]
    return out


def free_ports(n):
    sockets = [socket.socket() for _ in range(n)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


class Scratch(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.base = pathlib.Path(tempfile.mkdtemp(prefix="wasl-test-"))
        self.addCleanup(shutil.rmtree, self.base)


class Pair(unittest.TestCase):
    """Rabat and Paris, running, with officers and an agreed profile: once for
    all tests of the class."""

    STAFF = {"operator": "operator,duty", "second": "validator,director",
             "third": "validator,director", "auditor": "auditor"}

    @classmethod
    def setUpClass(cls):
        cls.base = pathlib.Path(tempfile.mkdtemp(prefix="wasl-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.base)
        ports = free_ports(2)
        cls.rabat = Node(cls.base, "rabat.dgsn", "MA", "amal", ports[0])
        cls.paris = Node(cls.base, "paris.pn", "FR", "anne", ports[1])
        for node in [cls.rabat, cls.paris]:
            node.init()
        cls.ceremony()
        cls.agree()

    @classmethod
    def ceremony(cls):
        secret = cls.base / "secret"
        run("secret", "--out", secret)
        for node, to in [(cls.rabat, cls.paris), (cls.paris, cls.rabat)]:
            node.card(to.name, "--out", cls.base / f"{node.name}.card")
            node.officers(node.admin, *cls.STAFF)
            node.start()
            cls.addClassCleanup(node.stop)
            for name, roles in cls.STAFF.items():
                node.run("user", "add", name, "--unit", "SPOC", "--roles",
                         roles, who=node.admin)
        for node, of in [(cls.rabat, cls.paris), (cls.paris, cls.rabat)]:
            node.run("peer", "add", cls.base / f"{of.name}.card",
                     "--secret-file", secret, "--yes-words-match",
                     who=node.admin)
        cls.ready()

    @classmethod
    def ready(cls):
        for node in [cls.rabat, cls.paris]:
            if not until(lambda n=node: n.json(
                    "status", who="operator")["lines"][0]["ready"]):
                raise AssertionError(f"the line is not ready: {node.log()}")

    @classmethod
    def agree(cls):
        profile = EXAMPLES / "profile-ma-fr.json"
        name = run("hash", profile)[0].strip()
        cls.put(cls.rabat, "act", "LNK-paris.pn", "profile",
                f"file=@{profile}")
        cls.put(cls.rabat, "act", "LNK-paris.pn", "agree", f"hash={name}")
        cls.put(cls.paris, "act", "LNK-rabat.dgsn", "agree", f"hash={name}")
        for node in [cls.rabat, cls.paris]:
            if not until(lambda n=node: n.json("status", who="operator")
                         ["lines"][0]["profile"] == name):
                raise AssertionError("no profile is agreed")

    @classmethod
    def put(cls, node, *words, who="second", second="third"):
        """Draft and approve; the reference."""
        made = node.json(*words, who=who, code=3)
        return node.json("approve", made["draft"], "--yes",
                         who=second)["reference"]
