"""The API's contract (docs/api/openapi.yaml) as something to hold a node
against: every answer is looked up and checked."""
import json
import pathlib
import re

import jsonschema
import yaml

FILE = pathlib.Path(__file__).resolve().parents[2] / "docs/api/openapi.yaml"


class Contract:
    def __init__(self):
        self.document = yaml.safe_load(FILE.read_text())
        self.schemas = {"schemas": self.closed(
            self.document["components"]["schemas"])}
        self.operations = []
        for path, item in self.document["paths"].items():
            for method, op in item.items():
                pattern = re.compile(
                    re.sub(r"\{\w+\}", "[^/]+", path) + r"(\?.*)?")
                self.operations.append((method.upper(), path, pattern, op))
        # Literal segments win over names.
        self.operations.sort(key=lambda o: o[1].count("{"))
        self.everywhere = set(self.document["x-wasl-everywhere"])
        self.seen = {}  # operation: statuses

    def find(self, method, path):
        for verb, _, pattern, op in self.operations:
            if verb == method and pattern.fullmatch(path):
                return op
        return None

    def named(self, name):
        return next((method, path, op) for method, path, _, op
                    in self.operations if op["operationId"] == name)

    def resolve(self, value):
        while "$ref" in value:
            found = self.document
            for step in value["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            value = found
        return value

    def closed(self, value):
        """A schema that takes no member that it does not name: the screens'
        types are made from it."""
        if isinstance(value, list):
            return [self.closed(v) for v in value]
        if not isinstance(value, dict):
            return value
        out = {k: self.closed(v) for k, v in value.items() if k != "allOf"}
        if "allOf" in value:
            out["allOf"] = [self.closed(self.resolve(v))
                            for v in value["allOf"]]
            for part in out["allOf"]:
                part.pop("unevaluatedProperties", None)
        if (isinstance(value.get("properties"), dict) or "allOf" in value) \
                and "additionalProperties" not in value:
            out["unevaluatedProperties"] = False
        return out

    def check_schema(self, schema, value):
        """`value` is what the schema says, and no more; raises."""
        jsonschema.Draft202012Validator(
            {**self.closed(schema), "components": self.schemas}
        ).validate(value)

    def check(self, method, path, status, kind, data):
        """An answer is one that the contract has for that call."""
        op = self.find(method, path)
        name, status = op["operationId"], str(status)
        self.seen.setdefault(name, set()).add(status)
        answers = op["responses"]
        if status not in answers and status not in self.everywhere:
            raise AssertionError(f"{name}: {status} is not documented: "
                                 f"{data[:500]}")
        answer = self.resolve(answers.get(status, answers["default"]))
        content = answer.get("content", {})
        kind = kind and kind.split(";")[0]
        if not content:
            assert not data, f"{name}: {status} with a body"
            return
        assert kind in content, f"{name}: {status} as {kind}"
        if "json" in kind:
            self.check_schema(content[kind]["schema"], json.loads(data))

    def body_of(self, op):
        """Schema of a JSON body, or None."""
        content = op.get("requestBody", {}).get("content", {})
        found = content.get("application/json")
        return found and found["schema"]

    # One value of each type that a body's member may have.
    def example(self, schema):
        schema = self.resolve(schema)
        if "enum" in schema:
            return schema["enum"][0]
        return {"string": "x", "object": {}, "array": [], "integer": 1,
                "boolean": True}[schema["type"]]

    def example_body(self, schema):
        return {name: self.example(schema["properties"][name])
                for name in schema.get("required", [])}
