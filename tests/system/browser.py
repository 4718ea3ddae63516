"""A browser as far as signing in goes: cookie, CSRF header, Origin. For the
tests of the listener that browsers use."""
import http.client
import json
import re
import ssl

from patience import PATIENCE


class Browser:
    """One session with one node."""

    def __init__(self, origin, trust=None, **headers):
        """`trust`: a certificate file of an https origin."""
        self.origin, self.tls = origin, None
        if trust:
            self.tls = ssl.create_default_context(cafile=trust)
            self.tls.check_hostname = False  # it is reached by address
        self.at = re.fullmatch(r"https?://(?:[a-z.]*localhost|([0-9.]+))"
                               r":(\d+)", origin)
        self.cookie, self.csrf, self.headers = None, None, headers
        self.source = ""  # the address that it calls from

    def raw(self, method, path, body=None, headers=None, **more):
        """(status, headers, bytes). `headers` go as they are."""
        to = (self.at.group(1) or "127.0.0.1", int(self.at.group(2)))
        options = {"timeout": PATIENCE, "source_address": (self.source, 0)}
        connection = http.client.HTTPSConnection(
            *to, context=self.tls, **options) if self.tls else \
            http.client.HTTPConnection(*to, **options)
        try:
            if body is not None and not isinstance(body, bytes):
                body = json.dumps(body).encode()
            connection.request(method, path, body=body, headers=headers or {},
                               **more)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def usual(self, method):
        headers = {"Host": self.origin.split("//")[1], **self.headers}
        if method in ("GET", "HEAD"):
            headers["Sec-Fetch-Site"] = "same-origin"
        else:
            headers["Origin"] = self.origin
            headers["Content-Type"] = "application/json"
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.csrf and method not in ("GET", "HEAD"):
            headers["Wasl-CSRF"] = self.csrf
        return headers

    def call(self, method, path, body=None, **bent):
        """(status, document); `bent` replaces headers, None leaves one out.
        Dashes of a name are underscores."""
        headers = self.usual(method)
        for name, value in bent.items():
            name = name.replace("_", "-")
            headers.pop(name, None)
            if value is not None:
                headers[name] = value
        status, told, data = self.raw(method, path, body, headers)
        for cookie in told.get_all("Set-Cookie") or []:
            self.cookie = cookie.split(";")[0]
        answer = json.loads(data) if data else None
        if isinstance(answer, dict) and answer.get("csrf"):
            self.csrf = answer["csrf"]
        return status, answer

    def sign_in(self, name, password, **more):
        return self.call("POST", "/v1/session",
                         {"name": name, "password": password, **more})

    def enrol(self, link, password):
        origin, token = link.split("/#enrol=")
        assert origin == self.origin, link
        return self.call("POST", "/v1/enrol",
                         {"token": token, "password": password})


def serve_screens(node, **http_member):
    """Give a node that does not run yet a listener for browsers."""
    with node.config() as config:
        config["http"] = {"listen": "127.0.0.1:0", **http_member}


def origin_of(node):
    return node.wasl("status", by=node.admin)["http"]["origin"]
