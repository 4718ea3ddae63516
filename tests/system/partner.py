"""An independent partner node: it speaks docs/spec §7 with a real one over
mutual TLS 1.3, honestly unless a test bends it."""
import datetime
import hmac
import http.client
import http.server
import os
import ssl
import threading
import time
import urllib.parse

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.x509.oid import NameOID

import formats
from formats import (LOG, MIRROR, Bad, Card, Checkpoint, Envelope, SealingKey,
                     Signer, Verifier, b64, checkpoint, cosigned, det, grant, hkdf, leaf,
                     need, open_grant, root_of, seal, sha256, undet)
from patience import PATIENCE, until


class Identity:
    """A TLS key and a self-signed certificate; files for Python's ssl."""

    def __init__(self, base, name, key=None, until=2100):
        self.key = key = key or ed25519.Ed25519PrivateKey.generate()
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        cert = (x509.CertificateBuilder().subject_name(subject)
                .issuer_name(subject).public_key(key.public_key())
                .serial_number(x509.random_serial_number())
                .not_valid_before(datetime.datetime(2000, 1, 1))
                .not_valid_after(datetime.datetime(until, 1, 1))
                .sign(key, None))
        self.file = base / f"{name}-{os.urandom(4).hex()}.pem"
        self.file.write_bytes(
            key.private_bytes(serialization.Encoding.PEM,
                              serialization.PrivateFormat.PKCS8,
                              serialization.NoEncryption())
            + cert.public_bytes(serialization.Encoding.PEM))
        self.pin = pin_of(cert)


def text_of(note):
    """What of a note is signed."""
    return formats.split_note(note)[0] if note else ""


def pin_of(cert):
    return sha256(cert.public_key().public_bytes(
        serialization.Encoding.DER,
        serialization.PublicFormat.SubjectPublicKeyInfo))


def client_context(identity):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # the pin is checked by hand
    if identity:
        context.load_cert_chain(identity.file)
    return context


class Log:
    """Entries of one direction: their bytes and hashes."""

    def __init__(self, origin):
        self.origin, self.items = origin, []

    def root(self, size=None):
        return root_of([leaf(sha256(i)) for i in self.items[:size]])

    def __len__(self):
        return len(self.items)


class Partner:
    """One node, one line. `answer` maps a call's name to a function of
    (self, request) that replaces the honest answer: (status, body)."""

    def __init__(self, base, name, side, node_name, port):
        self.base, self.name, self.side = base, name, side
        self.node_name, self.port = node_name, port
        self.own = Log(f"{name}/line/{node_name}")
        self.mirror = Log(f"{node_name}/line/{name}")
        self.root = Signer(f"{name}/root", LOG)
        self.log = self.card_log = Signer(self.own.origin, LOG)
        self.mirror_key = Signer(f"{name}/mirror", MIRROR)
        self.sealing = SealingKey()
        self.identity = Identity(base, name)
        self.secret = os.urandom(32)
        self.lock = threading.RLock()
        self.answer, self.calls = {}, []
        self.receipt, self.note = None, None  # newest held, newest given
        self.notes, self.past = {}, []  # of the node; ended logs
        self.epoch, self.asks, self.heard = 1, None, []
        self.dossiers, self.acts = {}, {}
        self.server = self.connection = None
        origins = sorted([self.own.origin, self.mirror.origin])
        self.line_id = hmac.digest(self.secret, det(["wasl/line", *origins]),
                                   "sha256")[:16]
        self.dossiers[self.line_id] = hkdf(
            self.secret, det(["wasl/line-key", self.line_id]))

    # §2 the ceremony

    def card(self, serial=1, before="-", root=None, tls=None, extra=(),
             log="0 - active"):
        lines = ["wasl-card/v1", self.name, self.side, self.node_name,
                 str(serial), before, f"https://127.0.0.1:{self.port}",
                 f"root {self.root.vkey} 0 - active",
                 f"log {self.card_log.vkey} {log}",
                 f"mirror {self.mirror_key.vkey} 0 - active",
                 f"sealing {b64(self.sealing.public)} 0 - active",
                 f"tls {b64(tls or self.identity.pin)} 0 - active", *extra]
        text = "".join(line + "\n" for line in lines)
        return (text + "\n" + (root or self.root).sign(text)).encode()

    def enrol(self, card):
        """Take the node's card, after its person said the same words."""
        self.peer = Card(card)
        need(self.peer.node == self.node_name
             and self.peer.partner == self.name, "card: names")
        need(self.peer.log.name == self.mirror.origin, "card: log key's name")
        url = urllib.parse.urlsplit(self.peer.endpoint)
        self.at = (url.hostname, url.port)

    def words(self, card):
        return formats.six_words(self.secret, [
            c for _, c in sorted([(self.name, self.card()),
                                  (self.node_name, card)])])

    # §7 calls of the node

    def connect(self, identity=None, context=None):
        context = context or client_context(identity or self.identity)
        connection = http.client.HTTPSConnection(*self.at, timeout=PATIENCE,
                                                 context=context)
        connection.connect()
        der = connection.sock.getpeercert(binary_form=True)
        need(pin_of(x509.load_der_x509_certificate(der)) == self.peer.tls,
             "the node's TLS key is not the card's")
        return connection

    def call(self, method, path, body=None, connection=None,
             kind="application/cbor"):
        """(status, body). One connection is kept."""
        for last in (False, True):
            kept = connection or self.connection or self.connect()
            if not connection:
                self.connection = kept
            try:
                kept.putrequest(method, path, skip_accept_encoding=True)
                if body is not None:
                    kept.putheader("Content-Type", kind)
                    kept.putheader("Content-Length", str(len(body)))
                kept.endheaders(body)
                answer = kept.getresponse()
                return answer.status, answer.read()
            except (OSError, http.client.HTTPException):
                kept.close()
                self.connection = None
                if connection or last:
                    raise
        return None

    def announce(self, n, method="POST", path="/line/v1/append",
                 kind="application/cbor"):
        """The status for a call, an append, that says it has n bytes."""
        connection = self.connect()
        connection.putrequest(method, path, skip_accept_encoding=True)
        connection.putheader("Content-Type", kind)
        connection.putheader("Content-Length", str(n))
        connection.endheaders()
        answer = connection.getresponse()
        connection.close()
        return answer.status

    def head(self, origin=None):
        """What the node holds of the own log: (size, receipt or None, size
        of its own log)."""
        query = urllib.parse.quote(origin or self.own.origin, safe="")
        status, body = self.call("GET", f"/line/v1/head?origin={query}")
        need(status == 200, f"head: {status} {body!r}")
        return self.read_head(body)

    def read_head(self, body):
        """A head with a receipt that verifies (§6), or none."""
        version, size, note, own = undet(body)
        need(version == 1, "head: version")
        if note is not None:
            note = Checkpoint(note, Verifier(self.log.vkey), self.peer.mirror)
            need(note.size <= size, "a receipt for what is not held")
            if note.size <= len(self.own):
                need(note.root == self.own.root(note.size),
                     "a receipt for another tree")
        return size, note, own

    def body(self, first=None, items=None, note=None, origin=None, size=None,
             root=None, signer=None):
        """The body of an append; what is not given is honest."""
        first = self.held if first is None else first
        items = self.own.items[first:] if items is None else items
        if note is None:
            size = first + len(items) if size is None else size
            root = self.own.root(size) if root is None else root
            note = checkpoint(origin or self.own.origin, size, root,
                              signer or self.log)
        return det([1, origin or self.own.origin, first,
                    [i if isinstance(i, bytes) else [i] for i in items], note])

    held = 0  # of the own log by the node, as it last said

    def append(self, body=None, **bent):
        """(status, head or None): an append, honest unless bent."""
        status, answer = self.call("POST", "/line/v1/append",
                                   self.body(**bent) if body is None else body)
        head = None
        if status in (200, 409, 422):
            head = self.read_head(answer)
            self.held = head[0]
        return status, head

    def push(self):
        """Send what the node lacks, as a node does: until it has receipted
        all of it. Its head."""
        def taken():
            status, head = self.append()
            need(status in (200, 409, 503), f"append: {status}")
            return head if status == 200 else None
        head = until("the node takes what is sent", taken)
        need(head[0] == len(self.own), "200, but not all is held")
        need(head[1] and head[1].size == head[0], "200 without receipt")
        return head

    # §3 acts

    def write(self, dossier_id, number, fields=None, opening=None, given=None,
              seen=None, index=None, **more):
        """Seal an act for the next place of the own log and add it."""
        index = len(self.own) if index is None else index
        with self.lock:
            seen = len(self.mirror) if seen is None else seen
        plaintext = {1: number, 2: int(time.time()), 3: f"{self.side}-1",
                     4: f"{self.side}-2", 5: [len(self.own), len(self.mirror)],
                     6: fields or {}}
        if opening:
            plaintext[7] = opening
        plaintext.update(more.pop("plain", {}))
        envelope = seal((self.own.origin, index), dossier_id,
                        self.dossiers[dossier_id], seen, plaintext, given,
                        **more)
        self.own.items.append(envelope)
        return len(self.own) - 1

    def new_dossier(self, first_bit=None):
        """(id, grant): a key of our own, given to the node."""
        first = self.own.origin < self.mirror.origin
        bit = (0 if first else 0x80) if first_bit is None else first_bit
        dossier_id = os.urandom(16)
        dossier_id = bytes([dossier_id[0] & 0x7f | bit]) + dossier_id[1:]
        key = os.urandom(32)
        self.dossiers[dossier_id] = key
        return dossier_id, grant(dossier_id, key, self.log.kid,
                                 self.peer.sealing, self.secret)

    def read(self, index):
        """Open an act of the node; its plaintext."""
        envelope = Envelope(self.mirror.items[index])
        dossier_id = envelope.dossier_id
        if envelope.grant is not None:
            self.dossiers[dossier_id] = open_grant(
                envelope.grant, dossier_id, self.peer.log.kid, self.sealing,
                self.secret)
        need(dossier_id in self.dossiers, "an act without a key")
        plain = envelope.open((self.mirror.origin, index),
                              self.dossiers[dossier_id])
        return dossier_id, envelope.seen, plain

    def rejects(self):
        """{own index: code}: what the node took out of the folds."""
        out = {}
        with self.lock:
            for index in range(len(self.mirror)):
                dossier_id, _, plain = self.read(index)
                if dossier_id == self.line_id and plain[1] == 6:
                    need(plain[6][1] == self.own.origin, "reject: origin")
                    for at, code in plain[6][2]:
                        need(at not in out, f"{at} rejected twice")
                        out[at] = code
        return out

    # §7 Epoch

    def ask(self, own=None, mirror=None):
        """Two persons here ask that both logs end at these sizes, or at all
        that is held."""
        own = len(self.own) if own is None else own
        mirror = max(self.notes) if mirror is None else mirror
        self.asks = [self.epoch + 1, checkpoint(
            self.own.origin, own, self.own.root(own), self.log) if own else b"",
            self.notes[mirror] if mirror else b""]

    def tell(self):
        """(status, what the node says) to what was asked for."""
        status, body = self.call("POST", "/line/v1/epoch",
                                 det([1, *self.asks, True]))
        answer = undet(body)
        need(answer[0] == 1 and len(answer) == 5, "epoch: form")
        return status, answer[1:]

    def change(self, first=True):
        """The line is in its next epoch; entry 0 says so, if it may."""
        number, own, mirror = self.asks
        self.past.append((self.own, self.mirror, self.asks))
        self.epoch, self.asks = number, None
        names = [f"{log.origin.split('/line/')[0]}/line/"
                 f"{log.origin.split('/line/')[1].split('/')[0]}/{number}"
                 for log in (self.own, self.mirror)]
        self.own, self.mirror = map(Log, names)
        self.log = self.log.renamed(names[0])
        self.peer.log = self.peer.log.renamed(names[1])
        self.receipt = self.note = None
        self.notes, self.held = {}, 0
        if first:
            fields = {1: number, 2: own.decode(), 3: mirror.decode()}
            self.write(self.line_id, 10, {k: v for k, v in fields.items() if v})

    def on_epoch(self, request):
        """The side whose name sorts first opens first, by what it hears."""
        version, number, own, partner, asked = undet(request.body)
        need(version == 1, "epoch: version")
        self.heard.append((number, own, partner, asked))
        said = [number, text_of(partner), text_of(own)]
        if (self.asks and asked and self.name < self.node_name
                and said == [self.asks[0], *map(text_of, self.asks[1:])]):
            self.change()
        if self.past and said == [self.epoch, *map(text_of,
                                                   self.past[-1][2][1:])]:
            return 200, det([1, *self.past[-1][2], True])
        newest = [self.epoch + 1, b"", self.notes[max(self.notes)]
                  if self.notes else b""]
        return 409, det([1, *(self.asks or newest), bool(self.asks)])

    # §7 what the node asks of us

    def serve(self):
        """Listen. The node's certificate is learnt from a handshake with it
        and is, being pinned, the only one that is trusted."""
        self.connection = self.connect()
        der = ssl.DER_cert_to_PEM_cert(
            self.connection.sock.getpeercert(binary_form=True))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(self.identity.file)
        context.load_verify_locations(cadata=der)
        context.verify_mode = ssl.CERT_REQUIRED
        self.server = Server(("127.0.0.1", self.port), self, context)
        threading.Thread(target=self.server.serve_forever, args=(0.05,),
                         daemon=True).start()

    def close(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()
        if self.connection:
            self.connection.close()
        self.server = self.connection = None

    def own_head(self, note="held"):
        """The head of the node's log as we hold it."""
        with self.lock:
            note = self.note if note == "held" else note
            return det([1, len(self.mirror), note, len(self.own)])

    def asked(self, name, request):
        with self.lock:
            self.calls.append((time.monotonic(), name))
            bent = self.answer.get(name)
            if not bent:
                return getattr(self, "on_" + name)(request)
        return bent(self, request)  # may be slow

    def count(self, name):
        with self.lock:
            return sum(1 for _, n in self.calls if n == name)

    def on_head(self, request):
        if request.query.get("origin") != [self.mirror.origin]:
            return 403, b""
        return 200, self.own_head()

    def take(self, body):
        """Mirror a batch of the node: (status, note text to cosign)."""
        version, origin, first, items, note = undet(body)
        need(version == 1, "append: version")
        if origin != self.mirror.origin:
            return 403
        note = Checkpoint(note, self.peer.log)
        need(note.size == first + len(items), "append: f, count and size")
        if first > len(self.mirror):
            return 409
        new = items[len(self.mirror) - first:]
        overlap = self.mirror.items[first:first + len(items)]
        if overlap != items[:len(overlap)]:
            return 422
        if note.size < len(self.mirror):
            return 409
        whole = self.mirror.items + new
        if root_of([leaf(sha256(i)) for i in whole]) != note.root:
            return 422
        self.mirror.items = whole
        self.note = self.notes[note.size] = note.bytes
        return 200

    def on_append(self, request):
        try:
            status = self.take(request.body)
        except Bad as e:
            self.answer["broken"] = str(e)
            return 400, b""
        if status == 200:
            self.note = cosigned(self.note, self.mirror_key, int(time.time()))
        if status in (200, 409, 422):
            return status, self.own_head()
        return status, b""

    def on_acts(self, request):
        first, most = (int(request.query[k][0]) for k in ("from", "max"))
        return 200, det(self.mirror.items[first:first + most])

    def on_regrant(self, request):
        return 200, det([[i, None] for i in undet(request.body)])

    def wait(self, what, probe):
        """Until `probe`, run under the lock, answers true."""
        def locked():
            with self.lock:
                return probe()
        return until(what, locked)

    def receives(self, size):
        """Wait until the node has sent that much of its log."""
        self.wait(f"{size} entries of the node",
                  lambda: len(self.mirror) >= size)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address, partner, context):
        self.partner, self.context = partner, context
        super().__init__(address, Handler)

    def finish_request(self, request, client_address):
        request.settimeout(PATIENCE)
        try:
            secure = self.context.wrap_socket(request, server_side=True)
        except (OSError, ssl.SSLError):
            return
        self.RequestHandlerClass(secure, client_address, self)

    def handle_error(self, request, client_address):
        pass  # the node may go away at any moment


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.do("GET")

    def do_POST(self):
        self.do("POST")

    def do(self, _):
        url = urllib.parse.urlsplit(self.path)
        self.query = urllib.parse.parse_qs(url.query)
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = self.server.partner.asked(url.path.rsplit("/", 1)[1], self)
        if answer is None:  # cut
            self.close_connection = True
            return
        status, body = answer
        self.send_response(status)
        self.send_header("Content-Type", "application/cbor")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
