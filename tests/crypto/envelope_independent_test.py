#!/usr/bin/python3
"""A stranger's reading of docs/spec §3, with cbor2 and cryptography alone.

usage: envelope_independent_test.py FIXTURE

FIXTURE is the program that seals one grant and one act with our code and
prints them with the recipient's keys. Nothing of ours opens them here.
"""
import hashlib
import json
import subprocess
import sys
import unittest

import cbor2
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey, X25519PublicKey)
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FIXTURE = sys.argv.pop(1)
DOSSIER, SEEN, COMMITMENT = -70001, -70004, -70005


def hkdf(key, info):
    return HKDF(SHA256(), 32, None, cbor2.dumps(info)).derive(key)


def kid(public):
    return hashlib.sha256(
        cbor2.dumps({1: 1, -1: 4, -2: public})).digest()


class Envelope(unittest.TestCase):
    def setUp(self):
        printed = subprocess.run([FIXTURE], check=True, capture_output=True)
        made = json.loads(printed.stdout)
        for name, value in made.items():
            if name in ("origin", "index", "seen"):
                setattr(self, name, value)
            else:
                setattr(self, name, bytes.fromhex(value))
        self.version, self.grant, self.act = cbor2.loads(self.envelope)
        self.header = cbor2.loads(self.act.value[0])

    def open_grant(self):
        """The dossier key out of the grant."""
        body, unprotected, ciphertext, recipients = self.grant.value
        rprot, runprot, nothing = recipients[0]
        self.assertEqual(len(recipients), 1)
        self.assertEqual(nothing, b"")
        self.assertEqual(cbor2.loads(body), {1: 24})
        ephemeral = runprot[-1][-2]
        self.assertEqual(
            runprot, {4: kid(self.sealing_public),
                      -1: {1: 1, -1: 4, -2: ephemeral}})
        self.assertEqual(
            cbor2.loads(rprot), {1: -25, -21: self.sender_kid,
                                 -24: kid(self.sealing_public)})
        z = X25519PrivateKey.from_private_bytes(self.sealing_secret).exchange(
            X25519PublicKey.from_public_bytes(ephemeral))
        key = hkdf(z, [24, [self.sender_kid, None, None],
                       [kid(self.sealing_public), None, None],
                       [256, rprot], self.line_secret])
        external = cbor2.dumps(["wasl/grant", self.dossier])
        return ChaCha20Poly1305(key).decrypt(
            unprotected[5], ciphertext,
            cbor2.dumps(["Encrypt", body, external]))

    def open_act(self, act_key, index):
        """The padded plaintext."""
        prot, unprotected, ciphertext = self.act.value
        place = cbor2.dumps(["wasl/act", self.origin, index])
        return ChaCha20Poly1305(act_key).decrypt(
            unprotected[5], ciphertext,
            cbor2.dumps(["Encrypt0", prot, place]))

    def act_key_of(self, dossier_key):
        return hkdf(dossier_key, ["wasl/act", self.origin, self.index])

    def test_layout(self):
        self.assertEqual(self.version, 1)
        self.assertEqual(self.grant.tag, 96)
        self.assertEqual(self.act.tag, 16)
        self.assertEqual(list(self.act.value[1]), [5])
        self.assertEqual(set(self.header), {1, 16, DOSSIER, SEEN, COMMITMENT})
        self.assertEqual(self.header[1], 24)
        self.assertEqual(self.header[16], "application/vnd.wasl.act+cose")
        self.assertEqual(self.header[DOSSIER], self.dossier)
        self.assertEqual(self.header[SEEN], self.seen)

    def test_encoding_is_deterministic(self):
        self.assertEqual(cbor2.dumps(cbor2.loads(self.envelope),
                                     canonical=False), self.envelope)

    def test_grant_opens(self):
        self.assertEqual(self.open_grant(), self.dossier_key)

    def test_act_key_and_commitment(self):
        key = self.act_key_of(self.open_grant())
        self.assertEqual(key, self.act_key)
        self.assertEqual(self.header[COMMITMENT],
                         hashlib.sha256(b"wasl/commit" + key).digest())

    def test_act_opens(self):
        plain = self.open_act(self.act_key_of(self.open_grant()), self.index)
        self.assertEqual(len(plain) % 256, 0)
        item, padding = plain.rstrip(b"\0")[:-1], plain.rstrip(b"\0")[-1]
        self.assertEqual(padding, 0x80)
        self.assertEqual(cbor2.loads(item), {
            1: 1, 2: 1767225600, 3: "officer-7", 5: [41, 1000],
            6: {1: "invented person"}})

    def test_act_opens_at_its_place_only(self):
        with self.assertRaises(InvalidTag):
            self.open_act(self.act_key, self.index + 1)

    def test_entry(self):
        self.assertEqual(
            self.entry, b"\1" + hashlib.sha256(self.envelope).digest())


unittest.main(verbosity=2)
