"""Primitive operations as single LLVM instructions, so that the text of a kernel decides every rounding.

Numba's own operators widen small integers and turn a conditional expression into branches; these do
neither, and loops over them vectorise. Imported by generated kernels only: this module imports numba.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

WORD_OF = {types.float32: types.int32, types.float64: types.int64}
FLOAT_OF = {word: real for real, word in WORD_OF.items()}
_LLVM = {
    types.float32: ir.FloatType(),
    types.float64: ir.DoubleType(),
    types.int32: ir.IntType(32),
    types.int64: ir.IntType(64),
}


@intrinsic
def fma(typing_context: Any, a: Any, b: Any, c: Any) -> Any:
    """a*b + c with one rounding."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.fma(*args)

    return a(a, b, c), generate


@intrinsic
def select(typing_context: Any, condition: Any, a: Any, b: Any) -> Any:
    """a where condition, else b; both are computed."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.select(args[0], args[1], args[2])

    return a(types.boolean, a, a), generate


@intrinsic
def both(typing_context: Any, a: Any, b: Any) -> Any:
    """a and b, of two truth values."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.and_(*args)

    return types.boolean(types.boolean, types.boolean), generate


@intrinsic
def either(typing_context: Any, a: Any, b: Any) -> Any:
    """a or b, of two truth values."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.or_(*args)

    return types.boolean(types.boolean, types.boolean), generate


@intrinsic
def negated(typing_context: Any, a: Any) -> Any:
    """Not a, of a truth value."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.not_(args[0])

    return types.boolean(types.boolean), generate


@intrinsic
def larger(typing_context: Any, a: Any, b: Any) -> Any:
    """The larger of two signed words; a loop over it is a reduction in any order."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.select(builder.icmp_signed(">", *args), *args)

    return a(a, a), generate


def _unary(name: str, result: Callable[[Any], Any], build: Callable[[Any, Any, Any], Any]) -> Any:
    def typed(typing_context: Any, a: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return build(builder, args[0], _LLVM[signature.return_type])

        return result(a)(a), generate

    typed.__name__ = typed.__qualname__ = name
    return intrinsic(typed)


def _binary(name: str, method: str) -> Any:
    def typed(typing_context: Any, a: Any, b: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return getattr(builder, method)(*args)

        return a(a, a), generate

    typed.__name__ = typed.__qualname__ = name
    return intrinsic(typed)


def _llvm(name: str) -> Callable[[Any, Any, Any], Any]:
    def build(builder: Any, value: Any, result: Any) -> Any:
        return builder.call(builder.module.declare_intrinsic(f"llvm.{name}", [value.type]), [value])

    return build


def _cast(builder: Any, value: Any, result: Any) -> Any:
    return builder.bitcast(value, result)


def _same(a: Any) -> Any:
    return a


sqrt = _unary("sqrt", _same, _llvm("sqrt"))
absolute = _unary("absolute", _same, _llvm("fabs"))
floor = _unary("floor", _same, _llvm("floor"))
asword = _unary("asword", WORD_OF.__getitem__, _cast)
asfloat = _unary("asfloat", FLOAT_OF.__getitem__, _cast)

ladd = _binary("ladd", "add")
lsub = _binary("lsub", "sub")
lmul = _binary("lmul", "mul")
lshl = _binary("lshl", "shl")
lshr = _binary("lshr", "ashr")
land = _binary("land", "and_")
lor = _binary("lor", "or_")
lxor = _binary("lxor", "xor")


@intrinsic
def address(typing_context: Any, array: Any, offset: Any) -> Any:
    """A pointer to the element `offset` of a contiguous array's data."""
    signature = types.CPointer(array.dtype)(array, types.intp)

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, args[0]).data
        return builder.gep(data, [args[1]])

    return signature, generate


_X86 = platform.machine().lower() in ("x86_64", "amd64")
_ARM = platform.machine().lower() in ("aarch64", "arm64")

#: Bits of the control register that make subnormal results and operands zero.
_FLUSH = 0x8040 if _X86 else 1 << 24


def _control(builder: Any, value: Any = None) -> Any:
    """Read the floating-point control register as 64 bits, or write it."""
    if _X86:
        word = ir.IntType(32)
        place = builder.alloca(word)
        name = "llvm.x86.sse.stmxcsr" if value is None else "llvm.x86.sse.ldmxcsr"
        kind = ir.FunctionType(ir.VoidType(), [ir.IntType(8).as_pointer()])
        if value is not None:
            builder.store(builder.trunc(value, word), place)
        pointer = builder.bitcast(place, ir.IntType(8).as_pointer())
        builder.call(cgutils.get_or_insert_function(builder.module, kind, name), [pointer])
        return builder.zext(builder.load(place), ir.IntType(64))
    kind = (
        ir.FunctionType(ir.IntType(64), [])
        if value is None
        else ir.FunctionType(ir.VoidType(), [ir.IntType(64)])
    )
    name = "llvm.aarch64.get.fpcr" if value is None else "llvm.aarch64.set.fpcr"
    return builder.call(
        cgutils.get_or_insert_function(builder.module, kind, name), [] if value is None else [value]
    )


@intrinsic
def flush_subnormals(typing_context: Any) -> Any:
    """Let this thread take subnormal numbers for zero; returns what `restore_subnormals` needs.

    Particles at rest have accumulators that halve for ever: they would soon be subnormal, and several times
    slower than others.
    """

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        if not (_X86 or _ARM):
            return ir.Constant(ir.IntType(64), 0)
        before = _control(builder)
        _control(builder, builder.or_(before, ir.Constant(ir.IntType(64), _FLUSH)))
        return before

    return types.int64(), generate


@intrinsic
def restore_subnormals(typing_context: Any, before: Any) -> Any:
    """Undo `flush_subnormals`."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        if _X86 or _ARM:
            _control(builder, args[0])
        return context.get_dummy_value()

    return types.void(types.int64), generate


@intrinsic
def offset(typing_context: Any, pointer: Any, count: Any) -> Any:
    """A pointer `count` elements further on."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.gep(args[0], [args[1]])

    return pointer(pointer, types.intp), generate


def _calling(result: Any) -> Any:
    """The code of a call by address, with C's convention."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        returned = ir.VoidType() if result is types.void else _LLVM[result]
        kind = ir.FunctionType(returned, [argument.type for argument in args[1:]])
        done = builder.call(builder.inttoptr(args[0], kind.as_pointer()), args[1:])
        return context.get_dummy_value() if result is types.void else done

    return generate


@intrinsic
def call_rule(typing_context: Any, function: Any, w: Any, p: Any, stage: Any) -> Any:
    """Call rule(w, p, stage) at an address."""
    return types.int64(types.intp, w, p, types.int64), _calling(types.int64)


@intrinsic
def call_field(typing_context: Any, function: Any, w: Any, q: Any, op: Any) -> Any:
    """Call field(w, q, op) at an address."""
    return types.void(types.intp, w, q, types.int64), _calling(types.void)


@intrinsic
def call_across(typing_context: Any, function: Any, w: Any) -> Any:
    """Call norm(w) or others(w) at an address."""
    return types.void(types.intp, w), _calling(types.void)


@intrinsic
def call_over(typing_context: Any, function: Any, w: Any, count: Any) -> Any:
    """Call a function of a row, f(w, count), at an address."""
    return types.void(types.intp, w, types.int64), _calling(types.void)


@intrinsic
def call_modify(typing_context: Any, function: Any, w: Any, m: Any, key: Any, sample: Any) -> Any:
    """Call modify(w, m, key, sample) at an address."""
    return types.void(types.intp, w, m, key, types.int64), _calling(types.void)


@intrinsic
def call_fused(typing_context: Any, function: Any, w: Any, p: Any, q: Any, steps: Any) -> Any:
    """Call fused(w, p, q, steps) at an address."""
    return types.int64(types.intp, w, p, q, types.int64), _calling(types.int64)
