"""docs/spec §1–§6 in Python: what a partner node writes and reads. From the
specification alone, with python3-cbor2 and python3-cryptography."""
import base64
import datetime
import hashlib
import hmac
import json
import os

import cbor2
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)
LOG, MIRROR = 1, 4  # note types of keys


class Bad(Exception):
    """Bytes that break the specification; the text says how."""


def need(condition, what):
    if not condition:
        raise Bad(what)


def sha256(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.b64encode(data).decode()


def hkdf(key, info):
    return HKDF(hashes.SHA256(), 32, None, info).derive(key)


# §1 deterministic CBOR

def head(major, n):
    return bytes([cbor2.dumps(n)[0] | major << 5]) + cbor2.dumps(n)[1:]


def det(value):
    if isinstance(value, cbor2.CBORTag):
        return head(6, value.tag) + det(value.value)
    if isinstance(value, dict):
        pairs = sorted((det(k), det(v)) for k, v in value.items())
        return head(5, len(pairs)) + b"".join(k + v for k, v in pairs)
    if isinstance(value, (list, tuple)):
        return head(4, len(value)) + b"".join(det(v) for v in value)
    return cbor2.dumps(value)


def undet(data):
    """The value, if the bytes are the one encoding of it."""
    value = cbor2.loads(data)
    need(det(value) == data, "not deterministic")
    return value


# §2 keys, cards, words

def kid(crv, public):
    return sha256(det({1: 1, -1: crv, -2: public}))


def vkey_of(name, kind, public):
    key_id = sha256(name.encode() + b"\n" + bytes([kind]) + public)[:4]
    return f"{name}+{key_id.hex()}+{b64(bytes([kind]) + public)}"


class Verifier:
    """A key of somebody else, from the line of a card."""

    def __init__(self, vkey):
        self.name, digits, rest = vkey.split("+", 2)
        rest = base64.b64decode(rest, validate=True)
        self.kind, self.public = rest[0], rest[1:]
        need(vkey == vkey_of(self.name, self.kind, self.public), "key id")
        self.id = bytes.fromhex(digits)
        self.key = ed25519.Ed25519PublicKey.from_public_bytes(self.public)
        self.kid = kid(6, self.public)

    def renamed(self, name):
        """The same key under another name (§7 Epoch)."""
        return Verifier(vkey_of(name, self.kind, self.public))

    def check(self, signature, message):
        try:
            self.key.verify(signature, message)
        except InvalidSignature as e:
            raise Bad(f"signature of {self.name}") from e


class Signer:
    def __init__(self, name, kind, key=None):
        self.name, self.kind = name, kind
        self.key = key or ed25519.Ed25519PrivateKey.generate()
        self.public = self.key.public_key().public_bytes(*RAW)
        self.vkey = vkey_of(name, kind, self.public)
        self.id = bytes.fromhex(self.vkey.split("+")[1])
        self.kid = kid(6, self.public)

    def renamed(self, name):
        """The same key under another name (§7 Epoch)."""
        return Signer(name, self.kind, self.key)

    def line(self, blob):
        return f"\u2014 {self.name} {b64(self.id + blob)}\n"

    def sign(self, body):
        return self.line(self.key.sign(body.encode()))

    def cosign(self, body, time):
        message = f"cosignature/v1\ntime {time}\n{body}"
        return self.line(time.to_bytes(8, "big")
                         + self.key.sign(message.encode()))


class SealingKey:
    def __init__(self):
        self.key = x25519.X25519PrivateKey.generate()
        self.public = self.key.public_key().public_bytes(*RAW)
        self.kid = kid(4, self.public)


def six_words(line_secret, cards):
    """Numbers of the words; cards in the order of their nodes' names."""
    mac = hmac.digest(line_secret, det(["wasl/ceremony", *cards]), "sha256")
    bits = int.from_bytes(mac, "big") >> (256 - 66)
    return [(bits >> (66 - 11 * (i + 1)) & 2047) + 1 for i in range(6)]


class Card:
    """Somebody's card, read and checked."""

    def __init__(self, data):
        text, signatures = split_note(data)
        lines = text.split("\n")[:-1]
        need(lines[0] == "wasl-card/v1", "not a card")
        (self.node, self.side, self.partner, self.serial, self.before,
         self.endpoint) = lines[1:7]
        self.bytes, self.keys = data, {}
        for line in lines[7:]:
            purpose, value, _, _, status = line.split(" ")
            if status == "active":
                self.keys.setdefault(purpose, value)
        root = Verifier(self.keys["root"])
        need(root.name == f"{self.node}/root", "root key's name")
        blob = known(signatures, root)
        need(blob is not None, "not signed by its root key")
        root.check(blob, text.encode())
        self.log, self.mirror = (Verifier(self.keys[p])
                                 for p in ("log", "mirror"))
        self.sealing = base64.b64decode(self.keys["sealing"], validate=True)
        self.tls = base64.b64decode(self.keys["tls"], validate=True)


# §3 grants and acts

def grant(dossier_id, dossier_key, sender_kid, recipient, line_secret,
          ephemeral=None):
    """A COSE_Encrypt that gives the key to the X25519 key `recipient`."""
    ephemeral = ephemeral or SealingKey()
    nonce, to = os.urandom(12), kid(4, recipient)
    rprot = det({1: -25, -21: sender_kid, -24: to})
    shared = ephemeral.key.exchange(
        x25519.X25519PublicKey.from_public_bytes(recipient))
    context = det([24, [sender_kid, None, None], [to, None, None],
                   [256, rprot], line_secret])
    protected = det({1: 24})
    aad = det(["Encrypt", protected, det(["wasl/grant", dossier_id])])
    sealed = ChaCha20Poly1305(hkdf(shared, context)).encrypt(
        nonce, dossier_key, aad)
    return cbor2.CBORTag(96, [protected, {5: nonce}, sealed, [
        [rprot, {4: to, -1: {1: 1, -1: 4, -2: ephemeral.public}}, b""]]])


def open_grant(given, dossier_id, sender_kid, own, line_secret):
    protected, unprotected, sealed, ((rprot, about, none),) = given.value
    named = undet(rprot)
    need(given.tag == 96 and undet(protected) == {1: 24} and none == b"",
         "grant: layout")
    need(named == {1: -25, -21: sender_kid, -24: own.kid}, "grant: kids")
    need(about[4] == own.kid, "grant: recipient")
    ephemeral = about[-1]
    need(ephemeral.keys() == {1, -1, -2}, "grant: ephemeral key")
    shared = own.key.exchange(
        x25519.X25519PublicKey.from_public_bytes(ephemeral[-2]))
    context = det([24, [sender_kid, None, None], [own.kid, None, None],
                   [256, rprot], line_secret])
    aad = det(["Encrypt", protected, det(["wasl/grant", dossier_id])])
    return ChaCha20Poly1305(hkdf(shared, context)).decrypt(
        unprotected[5], sealed, aad)


def pad(plaintext):
    return plaintext + b"\x80" + bytes(-(len(plaintext) + 1) % 256)


def unpad(padded):
    need(padded and len(padded) % 256 == 0, "padding: length")
    stripped = padded.rstrip(b"\0")
    need(stripped[-1:] == b"\x80", "padding: no 80")
    return stripped[:-1]


def seal(place, dossier_id, dossier_key, seen, plaintext, given=None,
         version=1, commit=None, padded=None):
    """An act envelope for `place` = (origin, index). The last three are how
    a hostile partner would have it."""
    info = det(["wasl/act", *place])
    key, nonce = hkdf(dossier_key, info), os.urandom(12)
    protected = det({1: 24, 16: "application/vnd.wasl.act+cose",
                     -70001: dossier_id, -70004: seen,
                     -70005: commit or sha256(b"wasl/commit" + key)})
    aad = det(["Encrypt0", protected, info])
    padded = pad(det(plaintext)) if padded is None else padded
    sealed = ChaCha20Poly1305(key).encrypt(nonce, padded, aad)
    return det([version, given,
                cbor2.CBORTag(16, [protected, {5: nonce}, sealed])])


class Envelope:
    def __init__(self, data):
        version, self.grant, act = undet(data)
        need(version == 1 and act.tag == 16, "envelope: layout")
        self.protected, self.unprotected, self.sealed = act.value
        named = undet(self.protected)
        need(named.keys() == {1, 16, -70001, -70004, -70005}
             and named[1] == 24
             and named[16] == "application/vnd.wasl.act+cose"
             and self.unprotected.keys() == {5}, "envelope: headers")
        self.dossier_id, self.seen = named[-70001], named[-70004]
        self.commitment = named[-70005]

    def open(self, place, dossier_key):
        """The plaintext map. The commitment is checked before opening."""
        info = det(["wasl/act", *place])
        key = hkdf(dossier_key, info)
        need(self.commitment == sha256(b"wasl/commit" + key), "commitment")
        aad = det(["Encrypt0", self.protected, info])
        try:
            padded = ChaCha20Poly1305(key).decrypt(self.unprotected[5],
                                                   self.sealed, aad)
        except InvalidTag as e:
            raise Bad("act: tag") from e
        return undet(unpad(padded))


# §4 tree

def leaf(envelope_hash):
    return sha256(b"\0\1" + envelope_hash)


def root_of(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"")
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + root_of(leaves[:split]) + root_of(leaves[split:]))


# §5, §6 notes

def split_note(data):
    """(text, [(name, blob)]); the text has its last LF."""
    note = data.decode()
    need(len(data) <= 65536 and note.endswith("\n"), "note: size, last LF")
    need(not any(c < " " and c != "\n" or c == "\x7f" for c in note),
         "note: control character")
    text, separator, rest = note.rpartition("\n\n")
    need(separator and rest, "note: no empty line")
    signatures = []
    for line in rest.split("\n")[:-1]:
        dash, name, blob = line.split(" ")
        need(dash == "\u2014", "note: dash")
        signatures.append((name, base64.b64decode(blob, validate=True)))
    return text + "\n", signatures


def known(signatures, key):
    """The blob behind the key id, or None if the key signed nothing."""
    for name, blob in signatures:
        if name == key.name and blob[:4] == key.id:
            return blob[4:]
    return None


class Checkpoint:
    """A note of a log, its own signature and, if asked, its receipt."""

    def __init__(self, data, log, mirror=None):
        self.bytes = data
        self.text, signatures = split_note(data)
        self.origin, size, root = self.text.split("\n")[:-1]
        need(size == str(int(size)), "checkpoint: size")
        self.size, self.root = int(size), base64.b64decode(root)
        blob = known(signatures, log)
        need(blob is not None, "checkpoint: not signed by its log key")
        log.check(blob, self.text.encode())
        need(self.origin == log.name, "checkpoint: origin")
        self.time = None
        if mirror:
            blob = known(signatures, mirror)
            need(blob is not None and len(blob) == 72, "no receipt")
            self.time = int.from_bytes(blob[:8], "big")
            mirror.check(blob[8:], f"cosignature/v1\ntime {self.time}\n"
                         f"{self.text}".encode())


def checkpoint(origin, size, root, signer):
    text = f"{origin}\n{size}\n{b64(root)}\n"
    return (text + "\n" + signer.sign(text)).encode()


def cosigned(note, mirror, time):
    text, _ = split_note(note)
    return note + mirror.cosign(text, time).encode()


# §3 records, §12: an act's JSON by the numbers of its kind

class Kind:
    def __init__(self, folder, name):
        own = json.loads((folder / f"{name}.json").read_text())
        parts = [json.loads((folder / f"{w}.json").read_text())
                 for w in own.get("with", [])] + [own]
        self.fields, self.blocks, self.acts, self.groups = (
            {k: v for part in parts for k, v in part.get(section, {}).items()}
            for section in ("fields", "blocks", "acts", "groups"))
        for part in parts[:-1]:  # the kind's own act changes the common one
            for name, act in part.get("acts", {}).items():
                if self.acts[name] is not None:
                    self.acts[name] = {**act, **self.acts[name]}

    def number(self, act):
        return self.acts[act]["n"]

    def record(self, act, values):
        given = self.acts[act].get("fields", [])
        if not isinstance(given, dict):
            given = {name: self.fields[name] for word in given for name in
                     (self.groups[word[1:]] if word[0] == "@" else [word])}
        fields = given
        return self.numbered(fields, values)

    def numbered(self, fields, values):
        return {fields[name]["n"]: self.value(fields[name], value)
                for name, value in values.items()}

    def value(self, field, value):
        if field["type"] == "list":
            return [self.value(field["item"], v) for v in value]
        if field["type"] in self.blocks:
            return self.numbered(self.blocks[field["type"]], value)
        if field["type"] == "hash":
            return bytes.fromhex(value)
        if field["type"] == "instant" and isinstance(value, str):
            return int(datetime.datetime.fromisoformat(value).timestamp())
        return value


def jcs_hash(file):
    """SHA-256 of the RFC 8785 form; its members' names are ASCII here."""
    return sha256(json.dumps(json.loads(file), sort_keys=True,
                             separators=(",", ":"),
                             ensure_ascii=False).encode())
