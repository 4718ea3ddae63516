"""A software authenticator: what a browser and a passkey would say."""
import base64
import hashlib
import json
import os

import cbor2
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

PRESENT, VERIFIED, CREDENTIAL = 0x01, 0x04, 0x40


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Passkey:
    """One credential. `bend` of each call changes what it would say."""

    def __init__(self, origin, eddsa=False):
        self.origin, self.eddsa = origin, eddsa
        self.rp = origin.split("//")[1].rsplit(":", 1)[0]
        self.id, self.counter = os.urandom(32), 0
        self.key = ed25519.Ed25519PrivateKey.generate() if eddsa else \
            ec.generate_private_key(ec.SECP256R1())

    def cose(self):
        public = self.key.public_key()
        if self.eddsa:
            raw = public.public_bytes(serialization.Encoding.Raw,
                                      serialization.PublicFormat.Raw)
            return cbor2.dumps({1: 1, 3: -8, -1: 6, -2: raw})
        n = public.public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: n.x.to_bytes(32, "big"),
                            -3: n.y.to_bytes(32, "big")})

    def client(self, kind, challenge, **bend):
        return json.dumps({"type": f"webauthn.{kind}", "challenge": challenge,
                           "origin": self.origin, "crossOrigin": False,
                           **bend}).encode()

    def data(self, flags, counter, credential=b"", rp=None):
        return (hashlib.sha256((rp or self.rp).encode()).digest() +
                bytes([flags]) + counter.to_bytes(4, "big") + credential)

    def create(self, challenge, flags=PRESENT | VERIFIED, fmt="none", rp=None,
               **bend):
        """The RegistrationResponseJSON."""
        credential = (bytes(16) + len(self.id).to_bytes(2, "big") + self.id +
                      self.cose())
        attestation = cbor2.dumps({
            "fmt": fmt, "attStmt": {},
            "authData": self.data(flags | CREDENTIAL, self.counter,
                                  credential, rp)})
        return {"id": b64url(self.id), "rawId": b64url(self.id),
                "type": "public-key", "clientExtensionResults": {},
                "authenticatorAttachment": "platform",
                "response": {
                    "clientDataJSON": b64url(self.client("create", challenge,
                                                         **bend)),
                    "attestationObject": b64url(attestation),
                    "transports": ["internal"]}}

    def get(self, challenge, flags=PRESENT | VERIFIED, count=1, rp=None,
            kind="get", **bend):
        """The AuthenticationResponseJSON."""
        self.counter += count
        client = self.client(kind, challenge, **bend)
        data = self.data(flags, self.counter, rp=rp)
        signed = data + hashlib.sha256(client).digest()
        signature = self.key.sign(signed) if self.eddsa else \
            self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        return {"id": b64url(self.id), "rawId": b64url(self.id),
                "type": "public-key", "clientExtensionResults": {},
                "response": {"clientDataJSON": b64url(client),
                             "authenticatorData": b64url(data),
                             "signature": b64url(signature),
                             "userHandle": None}}


def add(browser, name="key", **more):
    """A new passkey of the officer who is signed in."""
    passkey = Passkey(browser.origin, **more)
    options = browser.call("POST", "/v1/passkeys/begin", {})[1]
    status, answer = browser.call(
        "POST", "/v1/passkeys",
        {"name": name, "credential": passkey.create(options["challenge"])})
    assert status == 201, answer
    return passkey


def sign_in(browser, passkey, **bend):
    """(status, answer)."""
    options = browser.call("POST", "/v1/session/passkey/begin", {})[1]
    challenge = bend.pop("challenge", options["challenge"])
    return browser.call(
        "POST", "/v1/session/passkey",
        {"credential": passkey.get(challenge, **bend)})
