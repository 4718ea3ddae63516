#!/usr/bin/python3
"""The listener for browsers with a certificate of its own, behind a proxy."""
import datetime
import ipaddress
import json
import socket
import ssl
import tempfile
import unittest

from browser import Browser, origin_of, serve_screens
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from nodes import PATIENCE, Node

WORDS = "correct donkey battery staple"


def certificate(base):
    """(chain, key): files, as an authority would give them."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME,
                                         "localhost")])
    now = datetime.datetime(2020, 1, 1)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(
        name).public_key(key.public_key()).serial_number(1).not_valid_before(
        now).not_valid_after(now.replace(year=2120)).add_extension(
        x509.SubjectAlternativeName([
            x509.DNSName("localhost"),
            x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
        False).add_extension(x509.BasicConstraints(True, None),
                             True).sign(key, hashes.SHA256())
    chain, private = base / "chain.pem", base / "key.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption()))
    return chain, private


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="wasl-tls-")
        cls.addClassCleanup(scratch.cleanup)
        cls.node = node = Node(scratch.name, "rabat.dgsn", "MA")
        node.init()
        cls.chain, cls.key = certificate(node.base)
        serve_screens(node, origin="https://localhost:0", proxy=True,
                      tls={"cert": str(cls.chain), "key": str(cls.key)})
        cls.addClassCleanup(node.close)
        node.start()
        node.speak(["amal"])
        cls.origin = origin_of(node)

    def browser(self, **headers):
        return Browser(self.origin, trust=self.chain, **headers)

    def signed_in(self, **headers):
        browser = self.browser(**headers)
        link = self.node.wasl("user", "link", "amal", by="amal")["link"]
        self.assertTrue(link.startswith("https://localhost:"))
        self.assertEqual(browser.enrol(link, WORDS)[0], 200)
        return browser

    def test_a_cookie_is_for_tls_and_this_host_only(self):
        link = self.node.wasl("user", "link", "amal", by="amal")["link"]
        browser = self.browser()
        status, headers, _ = browser.raw(
            "POST", "/v1/enrol", {"token": link.split("=")[1],
                                  "password": WORDS},
            browser.usual("POST"))
        self.assertEqual(status, 200)
        cookie = headers["Set-Cookie"]
        self.assertTrue(cookie.startswith("__Host-wasl="), cookie)
        for part in ("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Secure"):
            self.assertIn(part, cookie)
        self.assertIn("max-age=", headers["Strict-Transport-Security"])
        # Not under the name that others could set.
        browser.cookie = cookie.split(";")[0].replace("__Host-", "")
        self.assertEqual(browser.call("GET", "/v1/session")[0], 401)

    def test_only_tls_1_3_is_spoken(self):
        for version, ok in [(ssl.TLSVersion.TLSv1_2, False),
                            (ssl.TLSVersion.TLSv1_3, True)]:
            context = ssl.create_default_context(cafile=self.chain)
            context.maximum_version = version
            with socket.create_connection((
                    "127.0.0.1", int(self.origin.rsplit(":", 1)[1])), 60) as s:
                try:
                    with context.wrap_socket(s, server_hostname="localhost"):
                        self.assertTrue(ok)
                except ssl.SSLError:
                    self.assertFalse(ok)

    def test_the_proxy_says_who_calls_and_lets_nobody_read_the_numbers(self):
        browser = self.signed_in(**{"X-Real-IP": "192.0.2.7"})
        sessions = browser.call("GET", "/v1/sessions")[1]["sessions"]
        self.assertEqual(sessions[0]["address"], "192.0.2.7")
        browser = self.signed_in(**{"X-Real-IP": "no address"})
        sessions = browser.call("GET", "/v1/sessions")[1]["sessions"]
        self.assertEqual(sessions[0]["address"], "127.0.0.1")
        host = {"Host": self.origin.split("//")[1]}
        self.assertEqual(self.browser().raw("GET", "/metrics",
                                            headers=host)[0], 401)
        token = browser.call("POST", "/v1/tokens", {
            "name": "prometheus", "scopes": ["status", "read-only"],
            "expires": datetime.date.today().replace(
                month=12, day=31).isoformat()})[1]["token"]
        self.assertEqual(self.browser().raw(
            "GET", "/metrics", headers={
                **host, "Authorization": f"Bearer {token}"})[0], 200)

    def test_a_certificate_that_is_not_there_keeps_the_node_from_starting(self):
        self.node.kill()
        self.key.rename(self.key.with_suffix(".away"))
        try:
            self.node.spawn()
            self.assertEqual(self.node.process.wait(timeout=PATIENCE), 1)
            self.assertIn('"http" of wasl.json', self.node.tail())
        finally:
            self.key.with_suffix(".away").rename(self.key)
        self.node.process = None
        self.node.start()
        type(self).origin = origin_of(self.node)
        self.assertTrue(json.loads(self.browser().raw(
            "GET", "/healthz", headers={
                "Host": self.origin.split("//")[1]})[2])["keyd"]["ok"])


if __name__ == "__main__":
    unittest.main()
