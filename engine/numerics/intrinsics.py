"""Primitive operations as single LLVM instructions, so that the text of a kernel decides every rounding.

Numba's own operators widen small integers and turn a conditional expression into branches; these do
neither, and loops over them vectorise. Imported by generated kernels only: this module imports numba.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
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
def call_norm(typing_context: Any, function: Any, w: Any) -> Any:
    """Call norm(w) at an address."""
    return types.void(types.intp, w), _calling(types.void)


@intrinsic
def call_modify(typing_context: Any, function: Any, w: Any, m: Any, key: Any, sample: Any) -> Any:
    """Call modify(w, m, key, sample) at an address."""
    return types.void(types.intp, w, m, key, types.int64), _calling(types.void)


@intrinsic
def call_fused(typing_context: Any, function: Any, w: Any, p: Any, q: Any, steps: Any) -> Any:
    """Call fused(w, p, q, steps) at an address."""
    return types.int64(types.intp, w, p, q, types.int64), _calling(types.int64)
