#!/usr/bin/python3
"""Write kind files as C arrays: embed.py OUT.c FILE.json…"""
import os
import sys


def main():
    out, files = sys.argv[1], sys.argv[2:]
    lines = ['#include "kind/builtin.h"', ""]
    for i, path in enumerate(files):
        with open(path, "rb") as f:
            data = f.read()
        lines.append(f"static const uint8_t file_{i}[] = {{")
        for at in range(0, len(data), 16):
            lines.append("\t" + ", ".join(str(b) for b in data[at : at + 16]) + ",")
        lines.append("};")
    lines += ["", "const struct wasl_builtin wasl_builtins[] = {"]
    for i, path in enumerate(files):
        name = os.path.basename(path)
        lines.append(f'\t{{"{name}", {{file_{i}, sizeof(file_{i})}}}},')
    lines += ["};", f"const size_t wasl_builtins_n = {len(files)};", ""]
    with open(out, "w", encoding="utf-8") as f:
        f.write("\n".join(lines))


main()
