"""Makes bytecode.h5: functions as each Python from 2.7 to 3.14 compiles and marshals them, with what they give.

    pip install xdis h5py tensorflow-cpu tf-keras; python3.11 make_bytecode.py

Only one Python runs this, so the code objects of the others are put together here after their compilers (Python/compile.c) and
Python/marshal.c. Checks: for 3.11 the result must be what compile() gives, byte for byte; and xdis, which knows the instructions of all
versions, must read the same instructions from the marshalled code.
"""
import ast
import base64
import json
import marshal
import os
import struct
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import h5py
import numpy as np
from make_support import given
from xdis.op_imports import get_opcode_module
from xdis.version_info import PythonImplementation

HERE = os.path.dirname(os.path.abspath(__file__))
VERSIONS = [(2, 7), (3, 5), (3, 6), (3, 7), (3, 8), (3, 9), (3, 10), (3, 11), (3, 12), (3, 13), (3, 14)]
CACHES = {
    (3, 11): dict(BINARY_SUBSCR=4, UNPACK_SEQUENCE=1, LOAD_ATTR=4, COMPARE_OP=2, LOAD_GLOBAL=5, BINARY_OP=1, LOAD_METHOD=10, PRECALL=1, CALL=4),
    (3, 12): dict(BINARY_SUBSCR=1, UNPACK_SEQUENCE=1, FOR_ITER=1, LOAD_ATTR=9, COMPARE_OP=1, LOAD_GLOBAL=4, BINARY_OP=1, CALL=3),
}
CACHES[3, 13] = dict(CACHES[3, 12], JUMP_BACKWARD=1)
CACHES[3, 14] = dict(CACHES[3, 13], BINARY_OP=5, CALL_KW=3)
BINARY = {ast.Add: ("ADD", 0), ast.FloorDiv: ("FLOOR_DIVIDE", 2), ast.MatMult: ("MATRIX_MULTIPLY", 4), ast.Mult: ("MULTIPLY", 5),
          ast.Mod: ("MODULO", 6), ast.Pow: ("POWER", 8), ast.Sub: ("SUBTRACT", 10), ast.Div: ("TRUE_DIVIDE", 11)}
COMPARE = {ast.Lt: (0, 2), ast.LtE: (1, 10), ast.Eq: (2, 8), ast.NotEq: (3, 7), ast.Gt: (4, 4), ast.GtE: (5, 12)}


class Compiler:
    """One function of one expression, or of assignments and a return."""

    def __init__(self, version, arguments, free=(), name="<lambda>", locals_=(), cells=()):
        self.version, self.arguments, self.free, self.cells, self.name = version, list(arguments), list(free), list(cells), name
        self.variables = list(arguments) + [v for v in locals_ if v not in arguments]
        # The place of the docstring.
        self.constants, self.names, self.code = [None], [], []

    def emit(self, name, argument=0):
        self.code.append((name, argument))

    def constant(self, value):
        if self.version >= (3, 14) and type(value) is int and 0 <= value < 256:
            return self.emit("LOAD_SMALL_INT", value)
        self.emit("LOAD_CONST", self.index(value))

    def index(self, value):
        for i, other in enumerate(self.constants):
            if type(other) is type(value) and repr(other) == repr(value):
                return i
        self.constants.append(value)
        return len(self.constants) - 1

    def named(self, name):
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name)

    def load(self, name, called=False):
        v = self.version
        if name in self.variables:
            return self.emit("LOAD_FAST", self.variables.index(name))
        if name in self.free:
            base = len(self.variables) if v >= (3, 11) else len(self.cells)
            return self.emit("LOAD_DEREF", base + self.free.index(name))
        self.emit("LOAD_GLOBAL", self.named(name) * 2 + called if v >= (3, 11) else self.named(name))

    def visit(self, node):
        v = self.version
        try:
            value = ast.literal_eval(node)
            if not isinstance(value, list):
                return self.constant(value)
        except ValueError:
            pass
        if isinstance(node, ast.Name):
            self.load(node.id)
        elif isinstance(node, ast.Attribute):
            self.visit(node.value)
            self.emit("LOAD_ATTR", self.named(node.attr) * (2 if v >= (3, 12) else 1))
        elif isinstance(node, ast.UnaryOp):
            self.visit(node.operand)
            self.emit({ast.USub: "UNARY_NEGATIVE", ast.Invert: "UNARY_INVERT"}[type(node.op)])
        elif isinstance(node, ast.BinOp):
            self.visit(node.left)
            self.visit(node.right)
            name, number = BINARY[type(node.op)]
            if v >= (3, 11):
                self.emit("BINARY_OP", number)
            else:
                self.emit("BINARY_" + ("DIVIDE" if v == (2, 7) and name == "TRUE_DIVIDE" else name))
        elif isinstance(node, ast.Compare):
            self.visit(node.left)
            self.visit(node.comparators[0])
            number, mask = COMPARE[type(node.ops[0])]
            self.emit("COMPARE_OP", number << 5 | mask if v >= (3, 13) else number << 4 | mask if v >= (3, 12) else number)
        elif isinstance(node, ast.Subscript):
            self.visit(node.value)
            self.subscript(node.slice)
        elif isinstance(node, (ast.List, ast.Tuple)):
            self.sequence(node)
        elif isinstance(node, ast.Call):
            self.call(node)
        elif isinstance(node, ast.ListComp):
            self.comprehension(node)
        else:
            raise NotImplementedError(ast.dump(node))

    def subscript(self, key):
        v = self.version
        if isinstance(key, ast.Slice) and key.step is None and v == (2, 7):
            for bound in (key.lower, key.upper):
                if bound is not None:
                    self.visit(bound)
            return self.emit("SLICE_%d" % ((key.lower is not None) + 2 * (key.upper is not None)))
        if isinstance(key, ast.Slice) and key.step is None and v in [(3, 12), (3, 13)]:
            self.bounds(key)
            return self.emit("BINARY_SLICE")
        if isinstance(key, ast.Slice):
            self.slice(key)
        elif isinstance(key, ast.Tuple) and any(isinstance(e, ast.Slice) for e in key.elts):
            if v >= (3, 14):
                self.constant(tuple(self.known(e) for e in key.elts))
            else:
                for element in key.elts:
                    self.slice(element) if isinstance(element, ast.Slice) else self.visit(element)
                self.emit("BUILD_TUPLE", len(key.elts))
        else:
            self.visit(key)
        self.emit(*(("BINARY_OP", 26) if v >= (3, 14) else ("BINARY_SUBSCR",)))

    @staticmethod
    def known(element):
        if not isinstance(element, ast.Slice):
            return ast.literal_eval(element)
        return slice(*(None if b is None else ast.literal_eval(b) for b in (element.lower, element.upper, element.step)))

    def bounds(self, key):
        for bound in (key.lower, key.upper):
            self.constant(None) if bound is None else self.visit(bound)

    def slice(self, key):
        if self.version >= (3, 14):
            return self.constant(self.known(key))
        self.bounds(key)
        if key.step is not None:
            self.visit(key.step)
        self.emit("BUILD_SLICE", 2 + (key.step is not None))

    def sequence(self, node):
        is_list = isinstance(node, ast.List)
        if is_list and self.version >= (3, 9) and len(node.elts) > 2 and all(isinstance(e, ast.Constant) for e in node.elts):
            self.emit("BUILD_LIST", 0)
            self.constant(tuple(e.value for e in node.elts))
            return self.emit("LIST_EXTEND", 1)
        for element in node.elts:
            self.visit(element)
        self.emit("BUILD_LIST" if is_list else "BUILD_TUPLE", len(node.elts))

    def call(self, node):
        v, function, count = self.version, node.func, len(node.args) + len(node.keywords)
        is_method = isinstance(function, ast.Attribute) and (v >= (3, 11) or v >= (3, 7) and not node.keywords)
        if is_method:
            self.visit(function.value)
            index = self.named(function.attr)
            self.emit(*(("LOAD_ATTR", index * 2 + 1) if v >= (3, 12) else ("LOAD_METHOD", index)))
        elif isinstance(function, ast.Name):
            self.load(function.id, called=True)
        else:
            self.visit(function)
        for argument in node.args:
            self.visit(argument)
        names = tuple(k.arg for k in node.keywords)
        for keyword in node.keywords:
            if v < (3, 6):
                self.constant(keyword.arg)
            self.visit(keyword.value)
        if v < (3, 6):
            self.emit("CALL_FUNCTION", len(names) << 8 | len(node.args))
        elif v >= (3, 13) and names:
            self.emit("LOAD_CONST", self.index(names))
            self.emit("CALL_KW", count)
        elif v >= (3, 11):
            if names:
                self.emit("KW_NAMES", self.index(names))
            if v == (3, 11):
                self.emit("PRECALL", count)
            self.emit("CALL", count)
        elif names:
            self.emit("LOAD_CONST", self.index(names))
            self.emit("CALL_FUNCTION_KW", count)
        else:
            self.emit("CALL_METHOD" if is_method else "CALL_FUNCTION", count)

    def comprehension(self, node):
        """`[body for i in iterable]`: in place in 2.7 and from 3.12 on, else by a function of its own."""
        v, generator = self.version, node.generators[0]
        name = generator.target.id
        if v == (2, 7) or v >= (3, 12):
            index = self.variables.index(name)
            order = [lambda: self.emit("BUILD_LIST", 0)] if v == (2, 7) else []
            for step in order:
                step()
            self.visit(generator.iter)
            self.emit("GET_ITER")
            if v >= (3, 12):
                self.emit("LOAD_FAST_AND_CLEAR", index)
                self.emit("SWAP", 2)
                self.emit("BUILD_LIST", 0)
                self.emit("SWAP", 2)
            self.emit("FOR_ITER", 0)
            self.emit("STORE_FAST", index)
            self.visit(node.elt)
            self.emit("LIST_APPEND", 2)
            self.emit("JUMP_ABSOLUTE" if v == (2, 7) else "JUMP_BACKWARD", 0)
            if v >= (3, 12):
                self.emit("END_FOR")
                if v >= (3, 13):
                    self.emit("POP_ITER" if v >= (3, 14) else "POP_TOP")
                self.emit("SWAP", 2)
                self.emit("STORE_FAST", index)
            return
        inner = Compiler(v, [".0"], free=self.cells, name="<listcomp>", locals_=[name])
        inner.constants = []
        if v >= (3, 11):
            inner.emit("COPY_FREE_VARS", 1)
            inner.emit("RESUME", 0)
        inner.emit("BUILD_LIST", 0)
        inner.emit("LOAD_FAST", 0)
        inner.emit("FOR_ITER", 0)
        inner.emit("STORE_FAST", 1)
        inner.visit(node.elt)
        inner.emit("LIST_APPEND", 2)
        inner.emit("JUMP_BACKWARD" if v >= (3, 11) else "JUMP_ABSOLUTE", 0)
        inner.emit("RETURN_VALUE")
        self.emit("LOAD_CLOSURE", 0)
        self.emit("BUILD_TUPLE", 1)
        self.emit("LOAD_CONST", self.index(inner))
        if v < (3, 11):
            self.constant("<lambda>.<locals>.<listcomp>")
        self.emit(*(("MAKE_CLOSURE", 0) if v == (3, 5) else ("MAKE_FUNCTION", 8)))
        self.visit(generator.iter)
        self.emit("GET_ITER")
        if v >= (3, 11):
            self.emit("PRECALL", 0)
            self.emit("CALL", 0)
        else:
            self.emit("CALL_FUNCTION", 1)

    def body(self, tree):
        v = self.version
        if v >= (3, 11):
            if self.cells:
                self.emit("MAKE_CELL", 0)
            if self.free:
                self.emit("COPY_FREE_VARS", len(self.free))
            self.emit("RESUME", 0)
        for statement in tree if isinstance(tree, list) else [ast.Return(tree)]:
            if isinstance(statement, ast.Import):
                alias = statement.names[0]
                self.constant(-1 if v == (2, 7) else 0)
                self.constant(None)
                self.emit("IMPORT_NAME", self.named(alias.name))
                self.emit("STORE_FAST", self.variables.index(alias.asname))
            elif isinstance(statement, ast.ImportFrom):
                alias = statement.names[0]
                self.constant(-1 if v == (2, 7) else 0)
                self.constant((alias.name,))
                self.emit("IMPORT_NAME", self.named(statement.module))
                self.emit("IMPORT_FROM", self.named(alias.name))
                self.emit("STORE_FAST", self.variables.index(alias.asname))
                self.emit("POP_TOP")
            elif isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple):
                # Two values are swapped, which from 3.11 on is done by storing the last first.
                targets = [self.variables.index(t.id) for t in statement.targets[0].elts]
                for element in statement.value.elts:
                    self.visit(element)
                if v < (3, 11):
                    self.emit("ROT_TWO")
                for target in targets if v < (3, 11) else targets[::-1]:
                    self.emit("STORE_FAST", target)
            elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Tuple):
                self.visit(statement.value)
                self.emit("UNPACK_SEQUENCE", len(statement.targets[0].elts))
                for target in statement.targets[0].elts:
                    self.emit("STORE_FAST", self.variables.index(target.id))
            elif isinstance(statement, ast.Assign):
                self.visit(statement.value)
                self.emit("STORE_FAST", self.variables.index(statement.targets[0].id))
            else:
                self.visit(statement.value)
                self.emit("RETURN_VALUE")
        if v >= (3, 13):
            self.join_loads()
        return self

    def join_loads(self):
        """Two loads and stores in one instruction, from 3.13 on; the stack's references are borrowed from 3.14 on."""
        joined, pairs = [], {("LOAD_FAST", "LOAD_FAST"), ("STORE_FAST", "LOAD_FAST"), ("STORE_FAST", "STORE_FAST")}
        for name, argument in self.code:
            last = joined[-1] if joined else ("", 0)
            if (last[0], name) in pairs and max(last[1], argument) < 16:
                joined[-1] = (last[0] + "_" + name, last[1] << 4 | argument)
            else:
                joined.append((name, argument))
        if self.version >= (3, 14):
            borrowed = {"LOAD_FAST": "LOAD_FAST_BORROW", "LOAD_FAST_LOAD_FAST": "LOAD_FAST_BORROW_LOAD_FAST_BORROW"}
            joined = [(borrowed.get(name, name), argument) for name, argument in joined]
        self.code = joined

    def assembled(self):
        opcodes = get_opcode_module(self.version, PythonImplementation.CPython).opmap
        out = bytearray()
        for name, argument in self.code:
            opcode = opcodes[name]
            if self.version >= (3, 6):
                assert argument < 256
                out += bytes([opcode, argument]) + bytes(2 * CACHES.get(self.version, {}).get(name, 0))
            elif opcode >= 90:
                out += bytes([opcode]) + struct.pack("<H", argument)
            else:
                out.append(opcode)
        return bytes(out)


def marshalled(value, version):
    """Python/marshal.c: strings of Python 2 are bytes, later ones marked for references, of which none is made here."""
    old = version == (2, 7)
    if value is None:
        return b"N"
    if value is Ellipsis:
        return b"."
    if isinstance(value, bool):
        return b"T" if value else b"F"
    if isinstance(value, int):
        return b"i" + struct.pack("<i", value)
    if isinstance(value, float):
        return b"g" + struct.pack("<d", value)
    if isinstance(value, bytes):
        return b"s" + struct.pack("<i", len(value)) + value
    if isinstance(value, str):
        data = value.encode()
        return b"t" + struct.pack("<i", len(data)) + data if old else bytes([ord("z") | 0x80, len(data)]) + data
    if isinstance(value, tuple):
        head = b"(" + struct.pack("<i", len(value)) if old or version < (3, 4) else bytes([ord(")"), len(value)])
        return head + b"".join(marshalled(v, version) for v in value)
    if isinstance(value, slice):
        return b":" + b"".join(marshalled(v, version) for v in (value.start, value.stop, value.step))
    c, v = value, version
    numbers = [len(c.arguments)] + ([0] if v >= (3, 8) else []) + ([0] if v >= (3, 0) else [])
    numbers += ([len(c.variables)] if v < (3, 11) else []) + [8, 3]
    fields = [c.assembled(), tuple(c.constants), tuple(c.names)]
    if v >= (3, 11):
        kinds = [0x60 if n in c.cells else 0x20 for n in c.variables] + [0x80] * len(c.free)
        fields += [tuple(c.variables + c.free), bytes(kinds), "functions.py", c.name, c.name, 1, b"", b""]
    else:
        fields += [tuple(c.variables), tuple(c.free), tuple(c.cells), "functions.py", c.name, 1, b""]
    out = (b"c" if old else b"\xe3") + b"".join(struct.pack("<i", n) for n in numbers)
    for field in fields:
        out += struct.pack("<i", field) if isinstance(field, int) else marshalled(field, v)
    return out


def compiled(source, version, free):
    tree = ast.parse(source).body[0]
    if isinstance(tree, ast.FunctionDef):
        names = [n.asname for s in tree.body if isinstance(s, (ast.Import, ast.ImportFrom)) for n in s.names]
        for s in tree.body:
            if isinstance(s, ast.Assign):
                names += [n.id for t in s.targets for n in (t.elts if isinstance(t, ast.Tuple) else [t])]
        return Compiler(version, [a.arg for a in tree.args.args], free, tree.name, names).body(tree.body)
    tree = tree.value
    loops = [n for n in ast.walk(tree) if isinstance(n, ast.ListComp)]
    in_place = version == (2, 7) or version >= (3, 12)
    return Compiler(
        version, [a.arg for a in tree.args.args], free, locals_=[loops[0].generators[0].target.id] if loops and in_place else [],
        cells=["x"] if loops and not in_place else []).body(tree.body)


FUNCTIONS = [
    ("x * 2 + 1", "lambda x: x * 2 + 1"), ("x / 4 - 1.5", "lambda x: x / 4 - 1.5"), ("-x ** 2", "lambda x: -(x ** 2)"),
    ("x[:, 1:3]", "lambda x: x[:, 1:3]"), ("x[..., ::-1]", "lambda x: x[..., ::-1]"), ("x[1:]", "lambda x: x[1:]"), ("x[:, 0]", "lambda x: x[:, 0]"),
    ("x[0:1] + x[:2]", "lambda x: x[0:1] + x[:2]"), ("tf.nn.relu(x)", "lambda x: tf.nn.relu(x)"), ("tf.abs(x - 1)", "lambda x: tf.abs(x - 1)"),
    ("K.mean, named", "lambda x: K.mean(x, axis=[1, 2], keepdims=True)"), ("tf.reduce_sum, list", "lambda x: tf.reduce_sum(x, [1, 2, 3])"),
    ("tuple", "lambda x: tf.reshape(x, (-1, 9))"), ("list with a call", "lambda x: tf.concat([x, tf.square(x)], axis=-1)"),
    ("where", "lambda x: tf.where(x > 0.1, x, x * 0.5)"), ("closure", "lambda x: x * factor + offset"),
    ("comprehension", "lambda x: sum([x[..., i] * 2 for i in range(3)])"), ("builtin", "lambda x: x * len(x.shape)"),
    ("floor and rest", "lambda x: x // 0.3 + x % 0.3"), ("matrix product", "lambda x: x @ tf.transpose(x, [0, 1, 3, 2])"),
    ("import", "def space_to_depth_x2(x):\n import tensorflow as tf\n return tf.nn.space_to_depth(x, block_size=2)"),
    ("import from", "def mean(x):\n from keras import backend as K\n return K.mean(x, axis=1)"),
    ("unpacking", "def parts(x):\n a, b = tf.split(x, 2, axis=2)\n return a * b"),
    ("assignments", "def assigned(x):\n a, b = x * 2, x + 1\n c = a - b\n return c * a"),
]
FREE = {"closure": ["factor", "offset"]}
CLOSURE = {"factor": 3, "offset": 0.25}


REFUSED = [
    ("branch", "lambda x: x if training else x * 2"), ("loop", "def loop(x):\n for i in range(3): x = x + i\n return x"),
    ("filter", "lambda x: [x[..., i] for i in range(3) if i]"), ("unknown global", "lambda x: x * SCALE"),
    ("unknown module", "def blur(x):\n import cv2\n return cv2.blur(x, 3)"), ("unknown function", "lambda x: tf.linalg.svd(x)"),
    ("unknown argument", "lambda x: tf.nn.softmax(x, temperature=3)"), ("function handed on", "lambda x: tf.map_fn(lambda v: v * 2, x)"),
    ("changed attribute", "def f(x):\n x.scale = 2\n return x"), ("dropped call", "def f(x):\n x.set_shape([1, 2])\n return x"),
    ("generator", "def f(x):\n yield x"),
    ("missing argument", "lambda x, scale: x * scale"), ("closure lost", "(lambda factor: lambda x: x * factor)(2)"),
    ("strings", "lambda x: x + 'a'"), ("huge list", "lambda x: [[[0] * 4000] * 4000] * 4000"), ("huge shape", "lambda x: tf.zeros([4000, 4000, 4000])"),
    ("huge power", "lambda x: x * 10 ** len([1] * 60)"), ("division", "lambda x: x * (1 // len([]))"), ("global changed", "def f(x):\n global y\n y = x\n return x"),
    ("unpacked call", "lambda x: tf.add(*[x, x])"), ("dictionary", "lambda x: tf.add(**{'x': x, 'y': x})"),
]


def refused():
    for name, source in REFUSED:
        tree = ast.parse(source).body[0]
        scope = {}
        exec(source, scope)
        function = scope[tree.name] if isinstance(tree, ast.FunctionDef) else eval(source, scope)
        cleaned = lambda code: code.replace(
            co_filename="functions.py", co_consts=tuple(cleaned(c) if hasattr(c, "co_code") else c for c in code.co_consts))
        yield name, base64.encodebytes(marshal.dumps(cleaned(function.__code__))).decode()


def check_against_python(name, source, code):
    """The compiler of this Python is the oracle for its version."""
    if (3, 11) != sys.version_info[:2]:
        raise SystemExit("runs with Python 3.11")
    if name in FREE:
        scope = {}
        exec("def outer(factor, offset):\n return " + source, scope)
        own = scope["outer"](3, 0.25).__code__
    else:
        module = compile(source, "functions.py", "exec")
        own = next(c for c in module.co_consts if hasattr(c, "co_code"))
    # Where loops jump to is left out here.
    plain = lambda code, names: [(n, 0 if n in ("FOR_ITER", "JUMP_BACKWARD") else a) for n, a in names]
    import dis
    expected = [(i.opname, i.arg or 0) for i in dis.get_instructions(own)]
    assert plain(own, expected) == plain(own, [(n, a) for n, a in code.code]), (name, expected, code.code)


def check_against_xdis(name, code, version):
    from xdis.bytecode import Bytecode
    from xdis.unmarshal import load_code
    from xdis.magics import magics, magic2int
    magic = magic2int(magics[{(2, 7): "2.7", (3, 5): "3.5.3"}.get(version, "%d.%d" % version)])
    read = load_code(marshalled(code, version), magic)
    opcodes = get_opcode_module(version, PythonImplementation.CPython)
    found = [(i.opname.replace("+", "_"), i.arg or 0) for i in Bytecode(read, opcodes).get_instructions(read) if i.opname not in ("CACHE", "EXTENDED_ARG")]
    assert found == code.code, (name, version, found, code.code)


def main():
    import tensorflow as tf
    import tf_keras
    scope = dict(tf=tf, K=tf_keras.backend, factor=3, offset=0.25)
    names, codes, closures, outputs, values, shape = [], [], [], [], [], (2, 4, 6, 3)
    x = tf.constant(given(shape, 1))
    for name, source in FUNCTIONS:
        tree = ast.parse(source).body[0]
        if isinstance(tree, ast.FunctionDef):
            exec(source.replace("from keras import", "from tf_keras import"), scope)
            result = scope[tree.name](x)
        else:
            result = eval(source, scope)(x)
        result = np.asarray(result)
        for version in VERSIONS:
            if version == (2, 7) and name == "matrix product":
                continue
            code = compiled(source, version, FREE.get(name, []))
            if version == (3, 11):
                check_against_python(name, source, code)
            check_against_xdis(name, code, version)
            names.append("%d.%d: %s" % (version + (name,)))
            codes.append(base64.encodebytes(marshalled(code, version)).decode())
            closures.append(json.dumps([CLOSURE[n] for n in FREE[name]] if name in FREE else None))
            outputs.append(json.dumps(result.shape))
            values.append(result.astype("float32").ravel())
    with h5py.File(os.path.join(HERE, "bytecode.h5"), "w") as file:
        refusals = dict(zip(("refused_names", "refused_codes"), zip(*refused())))
        for key, texts in dict(refusals, names=names, codes=codes, closures=closures, outputs=outputs).items():
            data = np.array([t.encode() for t in texts])
            file.create_dataset(key, data=data, compression="gzip", chunks=data.shape)
        data = np.concatenate(values)
        file.create_dataset("values", data=data, compression="gzip", chunks=data.shape)
    print(len(names), "functions,", os.path.getsize(os.path.join(HERE, "bytecode.h5")), "bytes")


main()
