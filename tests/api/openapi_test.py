#!/usr/bin/python3
"""docs/api/openapi.yaml is well formed and names the routes that there are:
those of src/api/routes.def and open.def, with their rights, query names and
bodies, and no others."""
import pathlib
import re
import unittest

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILE = ROOT / "docs/api/openapi.yaml"
METHODS = {"get", "post", "put", "delete"}


def source(name):
    return (ROOT / "src" / name).read_text()


def routes():
    """{handler: (method, path, right or None, has a body, query names)}"""
    found = {}
    for handler, method, path, right, body, query in re.findall(
            r'^X\((\w+), "(\w+)", "([^"]+)", (\w+), (\w+), '
            r'(?:NULL|API_QUERY\(([^)]*)\))\)', source("api/routes.def"),
            re.M):
        found[handler] = (method.lower(), path, right.lower(), body != "0",
                          set(re.findall(r'"(\w+)"', query)))
    for handler, method, path, body in re.findall(
            r'^X\((\w+), "(\w+)", "([^"]+)", (\w+)\)', source("api/open.def"),
            re.M):
        found[handler] = (method.lower(), path, None, body != "0", set())
    return found


def operations(document):
    """{handler: (method, path, operation)}"""
    return {op["operationId"]: (method, path, op)
            for path, item in document["paths"].items()
            for method, op in item.items()}


def handlers(text):
    """Names of handlers in a C table."""
    return set(re.findall(r"\bapi_(\w+)(?=[,\s])", text))


class OpenApi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.document = yaml.safe_load(FILE.read_text())
        cls.operations = operations(cls.document)
        cls.routes = routes()

    def resolve(self, value):
        while "$ref" in value:
            found = self.document
            for step in value["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            value = found
        return value

    def walk(self, value):
        yield value
        for below in (value.values() if isinstance(value, dict) else
                      value if isinstance(value, list) else ()):
            yield from self.walk(below)

    def parameters(self, operation, where):
        return {p["name"] for p in map(self.resolve,
                                       operation.get("parameters", []))
                if p["in"] == where}

    def test_it_is_openapi_3_1(self):
        self.assertRegex(self.document["openapi"], r"^3\.1\.")
        self.assertEqual(set(self.document["info"]),
                         {"title", "version", "description"})
        for path, item in self.document["paths"].items():
            self.assertRegex(path, r"^/(v1/.+|healthz|metrics)$")
            self.assertLessEqual(set(item), METHODS, path)
        ids = [op["operationId"] for item in self.document["paths"].values()
               for op in item.values()]
        self.assertEqual(len(ids), len(set(ids)))

    def test_every_reference_leads_somewhere(self):
        for value in self.walk(self.document):
            if isinstance(value, dict) and "$ref" in value:
                self.resolve(value)

    def test_every_schema_is_one(self):
        schemas = list(self.document["components"]["schemas"].values())
        schemas += [value["schema"] for value in self.walk(self.document)
                    if isinstance(value, dict) and "schema" in value]
        for schema in schemas:
            jsonschema.Draft202012Validator.check_schema(schema)

    def test_no_schema_is_left_over(self):
        used = {value["$ref"].rsplit("/", 1)[1]
                for value in self.walk(self.document)
                if isinstance(value, dict) and "$ref" in value}
        left = set(self.document["components"]["schemas"]) - used
        self.assertLessEqual(left, {"Event"})  # in a stream, as text

    def test_every_operation_says_what_comes_back(self):
        for name, (method, _, op) in self.operations.items():
            with self.subTest(name):
                self.assertTrue(op["summary"])
                good = [s for s in op["responses"] if s.startswith("2")]
                self.assertTrue(good)
                self.assertIn("default", op["responses"])
                for status, answer in op["responses"].items():
                    answer = self.resolve(answer)
                    self.assertTrue(answer["description"])
                    self.assertEqual("content" in answer, status != "304")

    def test_it_names_the_routes_that_there_are(self):
        self.assertEqual(
            {h: (r[0], r[1]) for h, r in self.routes.items()},
            {h: (o[0], o[1]) for h, o in self.operations.items()})

    def test_it_names_their_rights_bodies_and_queries(self):
        for name, (_, path, right, body, query) in self.routes.items():
            _, _, op = self.operations[name]
            with self.subTest(name):
                self.assertEqual(op.get("x-wasl-right"), right)
                self.assertEqual(op.get("security") == [], right is None)
                self.assertEqual("requestBody" in op, body)
                self.assertEqual(self.parameters(op, "query"), query)
                self.assertEqual(self.parameters(op, "path"),
                                 set(re.findall(r"\{(\w+)\}", path)))

    def test_it_says_which_take_a_key_or_a_tag(self):
        makes = re.search(r"makes\[\] = \{(.*?)\};", source("api/once.c"),
                          re.S)
        guards = re.search(r"guards\[\] = \{(.*?)\n\};", source("api/etag.c"),
                           re.S)
        changes = set(re.findall(r"\{api_(\w+),", guards.group(1)))
        for name, (_, _, op) in self.operations.items():
            takes = self.parameters(op, "header")
            with self.subTest(name):
                self.assertEqual("Idempotency-Key" in takes,
                                 name in handlers(makes.group(1) + " "))
                self.assertEqual("If-Match" in takes, name in changes)
                self.assertEqual("412" in op["responses"], name in changes)
                self.assertEqual("If-None-Match" in takes,
                                 "304" in op["responses"])

    def test_it_names_the_codes_that_there_are(self):
        codes = re.findall(r"^X\((\w+), \d+, \d+,", source("base/status.def"),
                           re.M)
        self.assertEqual(
            set(codes) - {"OK"},
            set(self.document["components"]["schemas"]["Code"]["enum"]))


if __name__ == "__main__":
    unittest.main()
