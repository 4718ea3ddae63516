#!/usr/bin/python3
"""Who may speak on the line's port, and what counts as a request there: TLS
1.3 with the card's key (docs/spec §7), and HTTP that can be read in one way."""
import ssl
import unittest
import urllib.parse

from house import Hostile
from nodes import until
from partner import Identity, client_context

APPEND = b"POST /line/v1/append HTTP/1.1\r\nHost: a\r\n"
TYPE = b"Content-Type: application/cbor\r\n"


class Transport(Hostile):
    NAMES = ("line.test", "later.test")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = p = cls.house.partner("line.test")
        query = urllib.parse.quote(p.own.origin, safe="").encode()
        cls.path = b"/line/v1/head?origin=" + query
        cls.get = b"GET " + cls.path + b" HTTP/1.1\r\nHost: a\r\n"

    # TLS.

    def talk(self, data, context=None):
        """All that comes back until the node closes or says no more."""
        connection = self.partner.connect(context=context)
        connection.sock.settimeout(0.5 if data.count(b" HTTP/1.1") == 1
                                   else 1)
        out = b""
        try:
            connection.sock.sendall(data)
            while chunk := connection.sock.recv(65536):
                out += chunk
            out += b"(closed)"
        except TimeoutError:
            pass
        except OSError:
            out += b"(closed)"
        connection.close()
        return out

    def test_a_request_is_answered_only_to_a_pinned_key(self):
        for name, identity in [("no certificate", None), (
                "another key", Identity(self.partner.base, "stranger"))]:
            with self.subTest(name):
                out = self.talk(self.get + b"\r\n", client_context(identity))
                self.assertNotIn(b" 200 ", out)
                self.assertTrue(out.endswith(b"(closed)"), out)

    def test_only_the_key_counts_not_the_certificate(self):
        p = self.partner
        expired = Identity(p.base, "other.name", key=p.identity.key,
                           until=2001)
        out = self.talk(self.get + b"\r\n", client_context(expired))
        self.assertIn(b"HTTP/1.1 200 ", out)

    def test_tls_1_2_is_refused(self):
        context = client_context(self.partner.identity)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        with self.assertRaises(ssl.SSLError):
            self.partner.connect(context=context)

    def test_a_partner_with_another_key_is_not_spoken_to(self):
        p = self.house.partner("later.test", serve=False)
        right, p.identity = p.identity, Identity(p.base, "swapped")
        p.connection = p.connect(identity=right)
        p.serve()
        until("it was tried", lambda: "not pinned" in self.node.tail()
              or "line_partner_gone" in self.node.tail())
        self.assertEqual(p.calls, [])
        self.assertFalse(self.house.line(p)["ready"])
        p.close()
        p.identity = right
        p.serve()
        self.house.ready(p)

    # HTTP.

    def test_requests_that_can_be_read_in_two_ways_are_refused(self):
        smuggled = self.get + b"\r\n"
        host = b"Host: a\r\n"
        cases = {
            "length and chunks": APPEND + TYPE + b"Content-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
            "two lengths": APPEND + TYPE + b"Content-Length: 0\r\n"
            b"Content-Length: 5\r\n\r\n" + smuggled,
            "the same length twice": APPEND + TYPE + b"Content-Length: 0\r\n"
            b"Content-Length: 0\r\n\r\n" + smuggled,
            "two codings": APPEND + TYPE + b"Transfer-Encoding: chunked\r\n"
            b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n" + smuggled,
            "space before the colon": APPEND + TYPE
            + b"Content-Length : 5\r\n\r\nhello" + smuggled,
            "folded header": self.get + b"Accept: a\r\n b\r\n\r\n"
            + smuggled,
            "folded length": APPEND + TYPE + b"Content-Length:\r\n 5\r\n\r\n"
            b"hello" + smuggled,
            "CR in a header": self.get + b"Accept: a\rb\r\n\r\n" + smuggled,
            "NUL in the target": self.get.replace(b"/head", b"/he\0ad")
            + b"\r\n" + smuggled,
            "no host": self.get.replace(host, b"") + b"\r\n" + smuggled,
            "two hosts": self.get + host + b"\r\n" + smuggled,
            "a body with GET": self.get + TYPE + b"Content-Length: %d\r\n\r\n"
            % len(smuggled) + smuggled,
            "HTTP/1.0": self.get.replace(b"1.1", b"1.0") + b"\r\n" + smuggled,
            "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + smuggled,
            "absolute target": self.get.replace(b" /", b" https://b/")
            + b"\r\n" + smuggled,
            "dots": self.get.replace(b"/head", b"/../v1/head") + b"\r\n"
            + smuggled,
            "encoded slash in the path": self.get.replace(
                b"/v1/head", b"/v1%2fhead") + b"\r\n" + smuggled,
            "method in lower case": self.get.replace(b"GET", b"get") + b"\r\n"
            + smuggled,
            "unknown header": self.get + b"X-Forwarded-For: b\r\n\r\n"
            + smuggled,
            "unknown query": self.get.replace(b"origin", b"b=1&origin")
            + b"\r\n" + smuggled,
            "upgrade": self.get + b"Connection: Upgrade\r\nUpgrade: h2c\r\n"
            b"\r\n" + smuggled,
            "40 KiB of header": self.get + b"Accept: " + b"a" * 40960
            + b"\r\n\r\n" + smuggled,
        }
        for value in (b"+5", b"0x5", b"5,5", b"5 5", b"-1", b"05", b"",
                      b"18446744073709551621"):
            cases[f"length {value}"] = APPEND + TYPE + b"Content-Length: " \
                + value + b"\r\n\r\nhello" + smuggled
        for value in (b"xchunked", b"chunked, chunked", b"identity",
                      b"gzip, chunked", b"\x0bchunked", b""):
            cases[f"coding {value}"] = APPEND + TYPE + b"Transfer-Encoding: " \
                + value + b"\r\n\r\n0\r\n\r\n" + smuggled
        for chunk in (b"xyz\r\n", b"-1\r\n", b"fffffffffffffffff\r\n",
                      b"5\r\nhelloX"):
            cases[f"chunk {chunk}"] = APPEND + TYPE \
                + b"Transfer-Encoding: chunked\r\n\r\n" + chunk + smuggled
        for name, data in cases.items():
            with self.subTest(name):
                out = self.talk(data)
                self.assertNotIn(b"HTTP/1.1 2", out)
                self.assertTrue(out.endswith(b"(closed)"), out)

    def test_requests_that_can_be_read_are_answered(self):
        """The cases above fail for their fault, not for what they share."""
        plain = self.get + b"\r\n"
        self.assertIn(b"HTTP/1.1 200 ", self.talk(plain))
        self.assertEqual(self.talk(plain * 2).count(b"HTTP/1.1 200 "), 2)
        body = self.partner.body()
        chunked = APPEND + TYPE + b"Transfer-Encoding: chunked\r\n\r\n" \
            + b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
        sized = APPEND + TYPE + b"Content-Length: %d\r\n\r\n" % len(body) \
            + body
        self.assertIn(b"HTTP/1.1 200 ", self.talk(sized))
        # Nobody on a line sends chunks (spec §7 names the headers).
        self.assertIn(b"HTTP/1.1 400 ", self.talk(chunked))

    def test_zz_the_line_is_as_it_was(self):
        self.goes_on(self.partner)
        self.house.verified()


if __name__ == "__main__":
    unittest.main(verbosity=2)
