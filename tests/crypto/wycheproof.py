#!/usr/bin/python3
"""Choose edge cases of Wycheproof and write them as C tables.

usage: wycheproof.py DIRECTORY

DIRECTORY holds ed25519_test.json, x25519_test.json, hkdf_sha256_test.json and
chacha20_poly1305_test.json of C2SP/wycheproof, testvectors_v1. The tables go
to wycheproof.inc beside this script. Of every flag (and, of one flag, of every
verdict) the first cases are taken, as many as EACH says; cases whose texts are
longer than LONGEST bytes are left out.
"""
import json
import os
import sys

EACH = 10
LONGEST = 300


def cases(directory, name):
    with open(os.path.join(directory, name), encoding="utf-8") as file:
        groups = json.load(file)["testGroups"]
    taken = {}
    for group in groups:
        for test in group["tests"]:
            texts = [v for v in test.values() if isinstance(v, str)]
            if max(map(len, texts)) > 2 * LONGEST:
                continue
            wanted = False
            for flag in test["flags"]:
                key = (flag, test["result"])
                if taken.get(key, 0) < EACH:
                    wanted = True
            if not wanted:
                continue
            for flag in test["flags"]:
                key = (flag, test["result"])
                taken[key] = taken.get(key, 0) + 1
            yield group, test


def quoted(text):
    """A C string in pieces that fit a line."""
    pieces = [text[i:i + 64] for i in range(0, len(text), 64)] or [""]
    return " ".join(f'"{piece}"' for piece in pieces)


def table(out, name, rows):
    out.write(f"\nstatic const struct {name}_case {name}_cases[] = {{\n")
    for number, valid, fields in rows:
        body = ", ".join(quoted(f) for f in fields)
        out.write(f"\t{{{number}, {'true' if valid else 'false'}, {body}}},\n")
    out.write("};\n")


def main():
    directory = sys.argv[1]
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "wycheproof.inc"), "w",
              encoding="utf-8") as out:
        out.write("/* Edge cases of C2SP/wycheproof (Apache-2.0), chosen by "
                  "wycheproof.py:\n * number of the case, is it valid, "
                  "texts in hexadecimal. */\n")
        table(out, "ed25519", [
            (t["tcId"], t["result"] == "valid",
             (g["publicKey"]["pk"], t["msg"], t["sig"]))
            for g, t in cases(directory, "ed25519_test.json")])
        table(out, "x25519", [
            (t["tcId"], "ZeroSharedSecret" not in t["flags"],
             (t["private"], t["public"], t["shared"]))
            for _, t in cases(directory, "x25519_test.json")])
        table(out, "hkdf", [
            (t["tcId"], t["result"] == "valid",
             (t["ikm"], t["salt"], t["info"], t["okm"]))
            for _, t in cases(directory, "hkdf_sha256_test.json")
            if t["result"] == "valid"])
        table(out, "aead", [
            (t["tcId"], t["result"] == "valid",
             (t["key"], t["iv"], t["aad"], t["msg"], t["ct"] + t["tag"]))
            for _, t in cases(directory, "chacha20_poly1305_test.json")
            if len(t["iv"]) == 24])


main()
