"""Prints the tables of Sources/Keras/Lambdas/OpcodeTables.swift from those of the package xdis (made with xdis 6.3.0).

    pip install xdis; python make_opcodes.py > ../../../Sources/Keras/Lambdas/OpcodeTables.swift

The instructions' names and numbers are those of Lib/opcode.py of each Python. Specialised and instrumented instructions, which no
marshalled code has, are left out.
"""
import textwrap

from xdis.op_imports import get_opcode_module
from xdis.version_info import PythonImplementation

TABLES = [("python27", (2, 7)), ("python35", (3, 5)), ("python37", (3, 7)), ("python38", (3, 8)), ("python310", (3, 10)),
          ("python311", (3, 11)), ("python312", (3, 12)), ("python313", (3, 13)), ("python314", (3, 14))]
LAST = {(3, 13): 149, (3, 14): 128}

print("/// The numbers of Python's instructions by version, as `Tests/KerasTests/References/make_opcodes.py` makes them.")
print("enum OpcodeTables {")
for name, version in TABLES:
    table = {number: text for text, number in get_opcode_module(version, PythonImplementation.CPython).opmap.items()}
    words = ["%d %s" % (number, text.replace(" ", "_")) for number, text in sorted(table.items())
             if number <= LAST.get(version, 255) and not text.startswith("INSTRUMENTED")]
    # Number and name stay on one line.
    lines = textwrap.wrap(" ".join(word.replace(" ", "\0") for word in words), 120)
    print("    static let %s = \"\"\"" % name)
    for index, line in enumerate(lines):
        print("        %s%s" % (line.replace("\0", " "), " \\" if index + 1 < len(lines) else ""))
    print("        \"\"\"")
    if name != TABLES[-1][0]:
        print()
print("}")
