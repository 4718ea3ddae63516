#!/usr/bin/python3
"""Write kind files and their labels as C arrays: embed.py OUT.c FILE…"""
import os
import sys


def put_list(lines, name, files):
    lines += ["", f"const struct wasl_builtin {name}[] = {{"]
    for i, path in files:
        lines.append(f'\t{{"{os.path.basename(path)}", {{file_{i}, sizeof(file_{i})}}}},')
    lines += ["};", f"const size_t {name}_n = {len(files)};", ""]


def main():
    out, files = sys.argv[1], list(enumerate(sys.argv[2:]))
    lines = ['#include "kind/builtin.h"', ""]
    for i, path in files:
        with open(path, "rb") as f:
            data = f.read()
        lines.append(f"static const uint8_t file_{i}[] = {{")
        for at in range(0, len(data), 16):
            lines.append("\t" + ", ".join(str(b) for b in data[at : at + 16]) + ",")
        lines.append("};")
    put_list(lines, "wasl_builtins", [f for f in files if f[1].endswith(".json")])
    put_list(lines, "wasl_builtin_labels", [f for f in files if f[1].endswith(".ftl")])
    with open(out, "w", encoding="utf-8") as f:
        f.write("\n".join(lines))


main()
