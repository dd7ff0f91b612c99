"""The primitive operations of device kernels as single instructions, each rounded by itself.

A compiler for devices fuses `a * b + c` as it likes; operations with a rounding mode of their own it leaves
alone. In float32 subnormal numbers are zero, as in the processor's kernels; in float64 devices keep them.
Made from the toolkit's `intrinsic` and `types`, which `engine.cuda` hands over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir

_FLOAT, _DOUBLE, _WORD, _LONG = ir.FloatType(), ir.DoubleType(), ir.IntType(32), ir.IntType(64)

#: Calls: the primitive, the number of arguments, the functions for float32 and for float64.
_CALLS = {
    "add": (2, "llvm.nvvm.add.rn.ftz.f", "llvm.nvvm.add.rn.d"),
    "mul": (2, "llvm.nvvm.mul.rn.ftz.f", "llvm.nvvm.mul.rn.d"),
    "div": (2, "llvm.nvvm.div.rn.ftz.f", "llvm.nvvm.div.rn.d"),
    "fma": (3, "llvm.nvvm.fma.rn.ftz.f", "llvm.fma.f64"),
    "sqrt": (1, "llvm.nvvm.sqrt.rn.ftz.f", "llvm.nvvm.sqrt.rn.d"),
    "absolute": (1, "llvm.nvvm.fabs.ftz.f", "llvm.nvvm.fabs.d"),
    "floor": (1, "llvm.floor.f32", "llvm.floor.f64"),
}

#: float32 within two units in the last place, for whoever gives up equal bits for speed.
_QUICK = {
    "div": (2, "llvm.nvvm.div.approx.ftz.f", ""),
    "sqrt": (1, "llvm.nvvm.sqrt.approx.ftz.f", ""),
}

_BUILDER_METHODS = {
    "ladd": "add", "lsub": "sub", "lmul": "mul", "lshl": "shl", "lshr": "ashr", "land": "and_", "lor": "or_",
    "lxor": "xor", "both": "and_", "either": "or_",
}  # fmt: skip

_Build = Callable[[Any, Any], Any]


def device_primitives(intrinsic: Any, types: Any, quick: bool = False) -> dict[str, Any]:
    """The names that a kernel's text uses, for compilation. quick: see `_QUICK`; float32 only."""
    calls = {**_CALLS, **(_QUICK if quick else {})}
    found = {
        name: _intrinsic(intrinsic, name, count, _same, _caller(single, double))
        for name, (count, single, double) in calls.items()
    }
    for name, method in _BUILDER_METHODS.items():
        found[name] = _intrinsic(intrinsic, name, 2, _same, _method(method))
    word_of = {types.float32: types.int32, types.float64: types.int64}
    float_of = {word: real for real, word in word_of.items()}
    special: dict[str, tuple[int, Callable[..., Any], _Build]] = {
        "sub": (2, _same, _difference),
        "negated": (1, _same, lambda builder, args: builder.not_(args[0])),
        "asword": (1, word_of.__getitem__, _as_word),
        "asfloat": (1, float_of.__getitem__, _as_float),
        "higher": (2, _same, _higher),
        "number": (2, lambda word, like: like, _number),
        "lower_word": (2, lambda i, low: low, _plus),
        "stream_word": (4, lambda i, low, high, sample: sample, _stream_word),
        "again": (1, lambda i: i, _again),
        # Unsigned, an index is not looked at for counting from the end.
        "whole": (1, lambda a: types.int32, lambda builder, args: builder.fptosi(args[0], _WORD)),
        "index": (1, lambda i: types.uint64, lambda builder, args: args[0]),
        "select": (3, lambda condition, a, b: a, lambda builder, args: builder.select(*args)),
    }
    for name, (count, result, build) in special.items():
        found[name] = _intrinsic(intrinsic, name, count, result, build)
    return found


def _intrinsic(intrinsic: Any, name: str, count: int, result: Callable[..., Any], build: _Build) -> Any:
    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return build(builder, args)

    def one(typing_context: Any, a: Any) -> Any:
        return result(a)(a), generate

    def two(typing_context: Any, a: Any, b: Any) -> Any:
        return result(a, b)(a, b), generate

    def three(typing_context: Any, a: Any, b: Any, c: Any) -> Any:
        return result(a, b, c)(a, b, c), generate

    def four(typing_context: Any, a: Any, b: Any, c: Any, d: Any) -> Any:
        return result(a, b, c, d)(a, b, c, d), generate

    typed = (one, two, three, four)[count - 1]
    typed.__name__ = typed.__qualname__ = name
    return intrinsic(typed)


def _same(a: Any, *others: Any) -> Any:
    return a


def _method(name: str) -> _Build:
    return lambda builder, args: getattr(builder, name)(*args)


def _caller(single: str, double: str) -> _Build:
    def build(builder: Any, args: Any) -> Any:
        real = args[0].type
        name = single if isinstance(real, ir.FloatType) else double
        declared = builder.module.globals.get(name)
        if declared is None:
            declared = ir.Function(builder.module, ir.FunctionType(real, [real] * len(args)), name)
        return builder.call(declared, args)

    return build


def _difference(builder: Any, args: Any) -> Any:
    # The toolkit's older dialect has no instruction that negates; this one becomes it.
    negated = builder.fsub(ir.Constant(args[1].type, -0.0), args[1])
    return _caller(*_CALLS["add"][1:])(builder, [args[0], negated])


def _as_word(builder: Any, args: Any) -> Any:
    return builder.bitcast(args[0], _WORD if isinstance(args[0].type, ir.FloatType) else _LONG)


def _as_float(builder: Any, args: Any) -> Any:
    return builder.bitcast(args[0], _FLOAT if args[0].type.width == 32 else _DOUBLE)


def _again(builder: Any, args: Any) -> Any:
    """The same number in a way that hides it: addresses made of it are not kept in registers meanwhile."""
    kind = ir.FunctionType(_LONG, [_LONG])
    return builder.call(ir.InlineAsm(kind, "mov.u64 $0, $1;", "=l,l", side_effect=True), args)


def _higher(builder: Any, args: Any) -> Any:
    """The upper half of a product of two unsigned words of 32 bits."""
    product = builder.mul(builder.zext(args[0], _LONG), builder.zext(args[1], _LONG))
    return builder.trunc(builder.lshr(product, ir.Constant(_LONG, 32)), _WORD)


def _number(builder: Any, args: Any) -> Any:
    """An unsigned word as a number of the second argument's type."""
    return builder.uitofp(args[0], args[1].type)


def _plus(builder: Any, args: Any) -> Any:
    return builder.add(builder.trunc(args[0], _WORD), args[1])


def _stream_word(builder: Any, args: Any) -> Any:
    """The sample, with bits 32 … 47 of the particle's number first + i above it."""
    i, low, high, sample = args
    first = builder.or_(
        builder.shl(builder.zext(high, _LONG), ir.Constant(_LONG, 32)), builder.zext(low, _LONG)
    )
    particle = builder.add(first, i)
    above = builder.trunc(builder.lshr(particle, ir.Constant(_LONG, 32)), _WORD)
    return builder.or_(builder.shl(above, ir.Constant(_WORD, 16)), sample)
