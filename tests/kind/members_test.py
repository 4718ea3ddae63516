#!/usr/bin/python3
"""The types of kind files and treaty profiles that clients have are those of
docs/api/openapi.yaml; here they are held against the parser: each names the
members that it reads, and the files of the repository are of them."""
import json
import pathlib
import re
import unittest

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONTRACT = yaml.safe_load((ROOT / "docs/api/openapi.yaml").read_text())
SCHEMAS = CONTRACT["components"]["schemas"]
# Where the parser has the names of a schema's members: file, function.
READ_BY = {
    "KindFile": ("kind.c", "build_head"),
    "KindField": ("shape.c", "build_type"),
    "KindAct": ("acts.c", "build_act"),
    "KindThen": ("guards.c", "build_then"),
    "KindRule": ("rules.c", "build_rule"),
    "KindClock": ("clocks.c", "build_clock"),
    "KindItems": ("items.c", "build_item"),
    "KindAgree": ("agrees.c", "build_agree"),
    "KindConfirm": ("agrees.c", "wasl_build_confirm"),
    "KindParent": ("agrees.c", "wasl_build_parent"),
    "ProfileFile": ("profile_check.c", "wasl_profile_check"),
    "ProfileCalendar": ("profile_check.c", "check_calendar"),
    "ProfileApproval": ("profile_check.c", "check_approval"),
    "ProfileDrill": ("profile_check.c", "check_drill"),
}


def members(file, function):
    """The names in the array `members` of a function, and those it needs."""
    text = (ROOT / "src/kind" / file).read_text()
    body, = re.findall(rf"^\w[^;{{}}]*\b{function}\([^;{{}}]*\)\n{{\n(.*?)^}}",
                       text, re.M | re.S)
    rows, = re.findall(r"members\[\] = {(.*?)};", body, re.S)
    return (set(re.findall(r'"(\w+)"', rows)),
            set(re.findall(r'{"(\w+)", true', rows)))


def valid(name, value):
    """Break with the place unless the value is of the schema."""
    jsonschema.Draft202012Validator({
        "$ref": f"#/components/schemas/{name}",
        "components": CONTRACT["components"]}).validate(value)


def sections(file):
    """What a kind file, or a common one, has of each schema."""
    for name in ("fields", "acts", "clocks", "items", "agree"):
        for member in file.get(name, {}).values():
            yield name, member
    for block in file.get("blocks", {}).values():
        for field in (block or {}).values():
            yield "fields", field
    for rule in file.get("rules", []):
        yield "rules", rule


OF = {"fields": "KindField", "acts": "KindAct", "clocks": "KindClock",
      "items": "KindItems", "agree": "KindAgree", "rules": "KindRule"}


class Members(unittest.TestCase):
    def test_each_schema_names_what_the_parser_reads(self):
        for schema, (file, function) in READ_BY.items():
            read, needed = members(file, function)
            with self.subTest(schema):
                self.assertEqual(set(SCHEMAS[schema]["properties"]), read)
                self.assertFalse(SCHEMAS[schema]["additionalProperties"])
                if file == "profile_check.c":
                    self.assertEqual(set(SCHEMAS[schema]["required"]), needed)

    def test_each_file_of_the_repository_is_of_them(self):
        for path in sorted((ROOT / "examples").glob("profile-*.json")):
            with self.subTest(path.name):
                valid("ProfileFile", json.loads(path.read_text()))
        for path in sorted((ROOT / "kinds").glob("*.json")):
            file = json.loads(path.read_text())
            for section, member in sections(file):
                # What it changes of a common file is no whole one.
                if member is None or (section in ("acts", "clocks")
                                      and "n" not in member):
                    continue
                with self.subTest(f"{path.name} {member}"):
                    valid(OF[section], member)


unittest.main()
