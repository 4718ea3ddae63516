#!/usr/bin/python3
"""Test values for §2–§7, computed without wasl from fixed inputs.

vectors.py           write vectors.json beside this file
vectors.py --check   fail unless vectors.json is what would be written

It uses python3-cbor2 and python3-cryptography, and is itself the shortest
description of how the formats fit together.  All keys in it are public.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import sys

import cbor2
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)


# §0 notation

def sha256(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.b64encode(data).decode()


def hkdf(key, info, n=32):
    return HKDF(hashes.SHA256(), n, None, info).derive(key)


def fixed(name, n=32):
    """The fixed input called `name`, in place of random bytes."""
    return sha256(b"wasl test value: " + name.encode())[:n]


# §1 deterministic CBOR

def det(value):
    if isinstance(value, cbor2.CBORTag):
        return bytes([0xc0 | value.tag] if value.tag < 24
                     else [0xd8, value.tag]) + det(value.value)
    if isinstance(value, dict):
        pairs = sorted((det(k), det(v)) for k, v in value.items())
        return head(5, len(pairs)) + b"".join(k + v for k, v in pairs)
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(det(v) for v in value)
    return cbor2.dumps(value)


def head(major, n):
    return bytes([cbor2.dumps(n)[0] | major << 5]) + cbor2.dumps(n)[1:]


# §2 keys, §5 key ids

def kid(crv, public):
    return sha256(det({1: 1, -1: crv, -2: public}))


class SigningKey:
    def __init__(self, name, kind):
        self.name, self.kind, self.seed = name, kind, fixed(name)
        self.key = ed25519.Ed25519PrivateKey.from_private_bytes(self.seed)
        self.public = self.key.public_key().public_bytes(*RAW)
        self.id = sha256(name.encode() + b"\n" + bytes([kind])
                         + self.public)[:4]
        self.kid = kid(6, self.public)
        self.vkey = f"{name}+{self.id.hex()}+{b64(bytes([kind]) + self.public)}"

    def signature_line(self, blob):
        return f"\u2014 {self.name} {b64(self.id + blob)}\n"

    def sign(self, body):
        return self.signature_line(self.key.sign(body.encode()))

    def cosign(self, body, time):
        message = f"cosignature/v1\ntime {time}\n{body}"
        return self.signature_line(
            time.to_bytes(8, "big") + self.key.sign(message.encode()))

    def report(self):
        return {"name": self.name, "seed": self.seed, "public": self.public,
                "kid": self.kid, "key_id": self.id, "vkey": self.vkey}


class SealingKey:
    def __init__(self, name):
        self.secret = fixed(name)
        self.key = x25519.X25519PrivateKey.from_private_bytes(self.secret)
        self.public = self.key.public_key().public_bytes(*RAW)
        self.kid = kid(4, self.public)

    def report(self):
        return {"secret": self.secret, "public": self.public, "kid": self.kid}


def card(node, side, partner, root, log, mirror, sealing):
    lines = ["wasl-card/v1", node, side, partner, "1", "-",
             f"https://{node}.example:8443",
             f"root {root.vkey} 0 - active", f"log {log.vkey} 0 - active",
             f"mirror {mirror.vkey} 0 - active",
             f"sealing {b64(sealing.public)} 0 - active",
             f"tls {b64(fixed(node + ' tls'))} 0 - active"]
    body = "".join(line + "\n" for line in lines)
    return body + "\n" + root.sign(body)


def six_words(line_secret, cards_in_name_order):
    mac = hmac.digest(line_secret, det(["wasl/ceremony"]
                                       + [c.encode() for c in
                                          cards_in_name_order]), "sha256")
    bits = int.from_bytes(mac, "big") >> (256 - 66)
    return [(bits >> (66 - 11 * (i + 1)) & 2047) + 1 for i in range(6)]


# §3 grant and act envelope

def grant(dossier_id, dossier_key, sender_kid, sealing, line_secret):
    ephemeral = SealingKey("ephemeral")
    nonce = fixed("grant nonce", 12)
    rprot = det({1: -25, -21: sender_kid, -24: sealing.kid})
    shared = ephemeral.key.exchange(sealing.key.public_key())
    context = det([24, [sender_kid, None, None], [sealing.kid, None, None],
                   [256, rprot], line_secret])
    key = hkdf(shared, context)
    protected = det({1: 24})
    aad = det(["Encrypt", protected, det(["wasl/grant", dossier_id])])
    sealed = ChaCha20Poly1305(key).encrypt(nonce, dossier_key, aad)
    whole = cbor2.CBORTag(96, [
        protected, {5: nonce}, sealed,
        [[rprot, {4: sealing.kid,
                  -1: {1: 1, -1: 4, -2: ephemeral.public}}, b""]]])
    return whole, {"ephemeral_secret": ephemeral.secret, "nonce": nonce,
                   "shared": shared, "context": context, "key": key,
                   "aad": aad, "grant": det(whole)}


def pad(plaintext):
    return plaintext + b"\x80" + bytes(-(len(plaintext) + 1) % 256)


def envelope(place, dossier_id, dossier_key, seen, plaintext, given):
    info = det(["wasl/act", *place])
    key = hkdf(dossier_key, info)
    commitment = sha256(b"wasl/commit" + key)
    nonce = fixed(f"act nonce {place[1]}", 12)
    protected = det({1: 24, 16: "application/vnd.wasl.act+cose",
                     -70001: dossier_id, -70004: seen, -70005: commitment})
    aad = det(["Encrypt0", protected, info])
    sealed = ChaCha20Poly1305(key).encrypt(nonce, pad(det(plaintext)), aad)
    act = cbor2.CBORTag(16, [protected, {5: nonce}, sealed])
    whole = det([1, given, act])
    return {"origin": place[0], "index": place[1], "seen": seen,
            "act_key": key, "commitment": commitment, "nonce": nonce,
            "plaintext": det(plaintext), "aad": aad, "envelope": whole,
            "entry": b"\x01" + sha256(whole)}


# §4 tree

def leaf(entry):
    return sha256(b"\0" + entry)


def root_of(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"")
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + root_of(leaves[:split]) + root_of(leaves[split:]))


# §3 blobs

PIECE = (1 << 20) - 16


def blob(dossier_key, size, name):
    plain = (bytes(range(251)) * (size // 251 + 1))[:size]
    blob_id = fixed(f"blob {size}", 16)
    cipher = ChaCha20Poly1305(hkdf(dossier_key, det(["wasl/blob", blob_id])))
    pieces = [plain[i:i + PIECE] for i in range(0, size, PIECE)] or [b""]
    sealed = [cipher.encrypt(n.to_bytes(11, "big")
                             + bytes([n == len(pieces) - 1]), piece, None)
              for n, piece in enumerate(pieces)]
    return {"size": size, "id": blob_id, "chunks": len(sealed),
            "last": sealed[-1][-64:], "sealed": sha256(b"".join(sealed)),
            "plain": sha256(plain),
            "reference": det([blob_id, sha256(b"".join(sealed)), size,
                              sha256(plain), "text/plain", name])}


def main_values():
    origin, back = "paris.pn/line/rabat.dgsn", "rabat.dgsn/line/paris.pn"
    line_secret = fixed("line secret")
    paris = {"root": SigningKey("paris.pn/root", 1),
             "log": SigningKey(origin, 1),
             "mirror": SigningKey("paris.pn/mirror", 4),
             "sealing": SealingKey("paris.pn/sealing")}
    rabat = {"root": SigningKey("rabat.dgsn/root", 1),
             "log": SigningKey(back, 1),
             "mirror": SigningKey("rabat.dgsn/mirror", 4),
             "sealing": SealingKey("rabat.dgsn/sealing")}
    cards = [card("paris.pn", "FR", "rabat.dgsn", **paris),
             card("rabat.dgsn", "MA", "paris.pn", **rabat)]

    # Paris' origin sorts first, so the first bit of its dossier ids is 0.
    dossier_id = bytes([fixed("dossier id")[0] & 0x7f]) + \
        fixed("dossier id", 16)[1:]
    dossier_key = fixed("dossier key")
    given, grant_values = grant(dossier_id, dossier_key, paris["log"].kid,
                                rabat["sealing"], line_secret)
    opening = {1: 1, 2: 1767268800, 3: "paris-7", 4: "paris-2", 5: [0, 0],
               6: {1: "an invented text", 2: 24},
               7: [fixed("kind hash"), fixed("profile hash"),
                   "FR-2026-ARR-000001"]}
    later = {1: 5, 2: 1767272400, 3: "paris-7", 5: [1, 2],
             8: {1: 1769860800}}
    acts = [envelope((origin, 0), dossier_id, dossier_key, 0, opening, given),
            envelope((origin, 1), dossier_id, dossier_key, 2, later, None)]
    leaves = [leaf(act["entry"]) for act in acts]
    body = f"{origin}\n{len(acts)}\n{b64(root_of(leaves))}\n"
    note = body + "\n" + paris["log"].sign(body)
    line_id = hmac.digest(line_secret, det(["wasl/line", origin, back]),
                          "sha256")[:16]
    return {
        "keys": {side: {purpose: key.report() for purpose, key in keys.items()}
                 for side, keys in (("paris", paris), ("rabat", rabat))},
        "line": {"secret": line_secret, "dossier_id": line_id,
                 "dossier_key": hkdf(line_secret,
                                     det(["wasl/line-key", line_id]))},
        "ceremony": {"cards": cards,
                     "words": six_words(line_secret, cards)},
        "dossier": {
            "id": dossier_id, "key": dossier_key,
            "approve": sha256(det(["wasl/approve", dossier_id,
                                   {k: v for k, v in opening.items()
                                    if k == 1 or 3 <= k <= 8}])),
            "blob_key": hkdf(dossier_key,
                             det(["wasl/blob", fixed("blob id", 16)])),
            "blob_id": fixed("blob id", 16),
            "rest_key": hkdf(dossier_key, det(["wasl/rest"]))},
        "blobs": [blob(dossier_key, size, "\u0648\u0635\u0644.txt")
                  for size in (0, 5, PIECE, PIECE + 1, 2 * PIECE + 7)],
        "grant": grant_values,
        "acts": acts,
        "log": {"leaves": leaves, "root": root_of(leaves), "note": note,
                "time": 1767272460,
                "cosigned": note + rabat["mirror"].cosign(body, 1767272460)},
    }


def main():
    path = pathlib.Path(__file__).with_name("vectors.json")
    text = json.dumps(main_values(), indent=1, ensure_ascii=False,
                      default=bytes.hex) + "\n"
    if sys.argv[1:] == ["--check"]:
        if path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path.name} is not what {__file__} computes")
    else:
        path.write_text(text, encoding="utf-8")


main()
