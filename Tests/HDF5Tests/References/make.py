"""Makes the reference files beside this script: python3 make.py (needs h5py 3 and NumPy).

The tests know the formulas below; nothing here is random, so that a file made anew is the same in content.
"""

import os

import h5py
import numpy as np

os.chdir(os.path.dirname(os.path.abspath(__file__)))

ROWS, COLUMNS = 7, 5
TYPES = ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8"]
LAYOUTS = {
    "contiguous": {},
    "chunked": {"chunks": (3, 2)},
    "gzip": {"chunks": (3, 2), "compression": "gzip"},
    "gzip-shuffle": {"chunks": (3, 2), "compression": "gzip", "shuffle": True},
}


def table(code):
    """Element (row, column) is row * 5 + column: signed ones minus 10, floats minus 10 and times 0.25."""
    values = np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS)
    if code[0] == "u":
        return values
    return values - 10 if code[0] == "i" else (values - 10) * 0.25


def numbers(name, chunked_types, **options):
    """An old chunk index takes 2 kB, so in the old format only some types are chunked."""
    with h5py.File(name, "w", **options) as file:
        for layout, arguments in LAYOUTS.items():
            for code in chunked_types if arguments else TYPES:
                for order, letter in (("little", "<"), ("big", ">")):
                    file.create_dataset(f"{layout}/{order}/{code}", data=table(code).astype(letter + code), **arguments)


def shapes():
    with h5py.File("shapes.h5", "w") as file:
        file["scalar"] = np.float32(2.5)
        file["empty"] = np.zeros((0, 3), "f4")
        file["null"] = h5py.Empty("f4")
        file["cube"] = np.arange(24, dtype="i4").reshape(2, 3, 4)
        file["boolean"] = np.array([True, False, True])
        file.create_dataset("enumeration", data=[0, 2], dtype=h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": 2}, "u1"))
        file.create_dataset("never-written", (4,), "f4")
        file.create_dataset("fill", (3, 2), "i4", fillvalue=9, chunks=(1, 2))[1] = [1, 2]
        # 1.0, -2.5, infinity in bfloat16.
        kind = h5py.h5t.IEEE_F32LE.copy()
        kind.set_fields(15, 7, 8, 0, 7)
        kind.set_size(2)
        kind.set_ebias(127)
        space = h5py.h5s.create_simple((3,))
        data = h5py.h5d.create(file.id, b"bfloat16", kind, space)
        data.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([0x3F80, 0xC020, 0x7F80], "u2"), mtype=kind)
        file["compound"] = np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f4")])
        file["large"] = np.array([300.7, -5.9, 1e30])
        file["fixed"] = np.array([b"car", b"truck"])
        file["variable"] = np.array(["Auto", "Straße", ""], dtype=object)
        file.create_dataset("lzf", data=np.zeros(100, "f4"), compression="lzf")
        # Odd sizes put what follows at odd addresses.
        file["odd"] = np.arange(3, dtype="u1")
        file["after-odd"] = np.array([1.5, -1.5])
        file["soft"] = h5py.SoftLink("/cube")
        file["dangling"] = h5py.SoftLink("/nowhere")
        file["external"] = h5py.ExternalLink("attributes.h5", "/")
        file["loop/self"] = file["/"]


def string_type(length, padding, utf8=False):
    kind = h5py.h5t.C_S1.copy()
    kind.set_size(length)
    kind.set_strpad(padding)
    kind.set_cset(h5py.h5t.CSET_UTF8 if utf8 else h5py.h5t.CSET_ASCII)
    return kind


def raw_strings(holder, name, kind, shape, data):
    space = h5py.h5s.create_simple(shape) if shape else h5py.h5s.create(h5py.h5s.SCALAR)
    attribute = h5py.h5a.create(holder.id, name.encode(), kind, space)
    attribute.write(np.frombuffer(data, f"S{kind.get_size()}").reshape(shape), mtype=kind)


def attributes():
    term, null, space = h5py.h5t.STR_NULLTERM, h5py.h5t.STR_NULLPAD, h5py.h5t.STR_SPACEPAD
    with h5py.File("attributes.h5", "w") as file:
        a = file.attrs
        a["variable-utf8"] = "Straße"
        a.create("variable-ascii", "road", dtype=h5py.string_dtype("ascii"))
        a.create("variable-array", ["a", "", "ccc"], dtype=h5py.string_dtype())
        a.create("variable-ascii-array", ["a", "bb"], dtype=h5py.string_dtype("ascii"))
        a["fixed-array"] = np.array([b"conv2d_1", b"relu", b"conv2d_1/kernel:0"])
        a["fixed-scalar"] = np.bytes_(b"tensorflow")
        raw_strings(file, "null-terminated", string_type(8, term), (), b"ab\0xyz\0\0")
        raw_strings(file, "null-padded", string_type(8, null), (), b"ab\0yz\0\0\0")
        raw_strings(file, "null-padded-full", string_type(4, null), (), b"full")
        raw_strings(file, "space-padded", string_type(8, space), (), b"a b     ")
        raw_strings(file, "null-terminated-array", string_type(4, term), (2,), b"one\0two\0")
        raw_strings(file, "fixed-utf8", string_type(8, null, True), (), "Straße".encode() + b"\0")
        raw_strings(file, "latin-1", string_type(4, null), (), "Öl".encode("latin-1") + b"\0\0")
        a["empty-float64"] = np.array([], "f8")
        a.create("empty-strings", np.array([], "S3"))
        a["null"] = h5py.Empty("S1")
        a["null-number"] = h5py.Empty("f4")
        a["integer"] = np.int32(-7)
        a["integers"] = np.array([1, 2, 3], ">i8")
        a["unsigned"] = np.uint64(2**64 - 1)
        a["float"] = np.float32(0.5)
        a["floats"] = np.array([[1.5, 2.5], [3.5, 4.5]])
        a["half"] = np.float16(0.25)
        a["boolean"] = True
        a["compound"] = np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f4")])
        a["long"] = "x" * 70_000
        file.create_dataset("dataset", data=[1]).attrs["dtype"] = "bfloat16"


def order():
    names = ["zebra", "apple", "mango", "10", "2", "b", "a", "c", "y", "x", "w"]
    for name, options in (("order-kept.h5", {"track_order": True}), ("order-latest.h5", {"libver": "latest"})):
        with h5py.File(name, "w", **options) as file:
            for each in names:
                file.create_group(each)


def latest():
    with h5py.File("latest.h5", "w", libver="latest") as file:
        for index in range(20):
            file.create_dataset(f"many/{index}", data=np.full((2,), index, "f4"))
            file.attrs[f"a{index:02}"] = f"text {index}"
        file.create_dataset("chunked", data=table("f4").astype("f4"), chunks=(3, 2), compression="gzip")
        file.create_dataset("growing", data=table("i4").astype("i4"), chunks=(2, 5), maxshape=(None, 5))
        file.create_dataset("growing-both", data=table("i4").astype("i4"), chunks=(2, 2), maxshape=(None, None))
        file.create_dataset("one-chunk", data=table("u1").astype("u1"), chunks=(ROWS, COLUMNS))


def user_block():
    with h5py.File("user-block.h5", "w", userblock_size=1024) as file:
        file["x"] = np.array([1.0, 2.0])


def elsewhere():
    layout = h5py.VirtualLayout((4,), "f4")
    layout[:] = h5py.VirtualSource("shapes.h5", "never-written", (4,))
    with h5py.File("elsewhere.h5", "w") as file:
        file.create_virtual_dataset("virtual", layout)
        file.create_dataset("external", (4,), "f4", external=[("/etc/passwd", 0, 16)])


def damaged():
    """Whole but for one lie, which a test can't easily tell by hand."""
    with h5py.File("huge.h5", "w") as file:
        file.create_dataset("chunks", (1 << 40,), "f4", chunks=(1024,))[:1024] = 1
        file.create_dataset("overflow", (1 << 40, 1 << 40), "f4", chunks=(1, 1024))
        file["contiguous"] = np.arange(111, dtype="u2")
    content = bytearray(open("huge.h5", "rb").read())
    # The shape of "contiguous" (current and largest) becomes larger than the file.
    shape = (111).to_bytes(8, "little")
    assert content.count(shape * 2) == 1
    content = content.replace(shape * 2, (111 << 20).to_bytes(8, "little") * 2)
    open("huge.h5", "wb").write(content)


numbers("numbers.h5", ["u1", "f4"])
numbers("numbers-latest.h5", TYPES, libver="latest")
shapes()
attributes()
order()
latest()
user_block()
elsewhere()
damaged()
