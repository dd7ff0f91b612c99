import math

import pytest

from engine.errors import FormulaError
from engine.language.graph import FOLD, OPS, Graph, names_in, topological


@pytest.fixture
def graph() -> Graph:
    return Graph()


def test_equal_nodes_are_one_node(graph: Graph) -> None:
    x, y = graph.name("x"), graph.name("y")
    assert graph.op("add", x, y) == graph.op("add", y, x)
    assert graph.op("mul", x, y) == graph.op("mul", y, x)
    assert graph.op("sub", x, y) != graph.op("sub", y, x)
    assert graph.const(2.0) == graph.const(2)


def test_arguments_come_before_their_users(graph: Graph) -> None:
    x = graph.name("x")
    root = graph.op("sin", graph.op("add", graph.op("mul", x, x), graph.name("y")))
    graph.op("cos", x)
    order = topological(graph, [root])
    assert order == sorted(order)
    assert all(a in order for node in order for a in graph.arguments(node))
    assert names_in(graph, [root]) == ["x", "y"]


@pytest.mark.parametrize("op", [op for op in OPS if op in FOLD])
def test_constants_fold_for_every_operation(op: str) -> None:
    graph = Graph()
    values = (0.75, 0.5, 0.25)[: OPS[op]]
    node = graph.op(op, *(graph.const(v) for v in values))
    assert graph.value(node) == pytest.approx(FOLD[op](*values), rel=1e-15)


@pytest.mark.parametrize(
    ("op", "values"), [("div", (1, 0)), ("exp", (1000,)), ("log", (-1,)), ("pow", (-2, 0.3))]
)
def test_what_is_not_finite_does_not_fold(graph: Graph, op: str, values: tuple[float, ...]) -> None:
    assert graph.value(graph.op(op, *(graph.const(v) for v in values))) is None


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_constants_are_finite(graph: Graph, value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        graph.const(value)


def test_zero_has_no_sign(graph: Graph) -> None:
    assert math.copysign(1, graph.value(graph.const(-0.0)) or 0.0) == 1
    assert graph.op("neg", graph.const(0.0)) == graph.const(0.0)


def test_only_what_keeps_results_is_simplified(graph: Graph) -> None:
    x, y = graph.name("x"), graph.name("y")
    zero, one = graph.const(0.0), graph.const(1.0)
    assert graph.op("add", x, zero) == x == graph.op("mul", one, x) == graph.op("div", x, one)
    assert graph.op("neg", graph.op("neg", x)) == x
    assert graph.op("add", x, graph.op("neg", y)) == graph.op("sub", x, y)
    assert graph.op("mul", graph.op("neg", x), graph.op("neg", y)) == graph.op("mul", x, y)
    assert graph.op("where", graph.op("lt", x, y), x, x) == x
    # These are 0 or 1 for finite x only, and must stay as they are.
    assert graph.opcode(graph.op("mul", x, zero)) == "mul"
    assert graph.opcode(graph.op("sub", x, x)) == "sub"
    assert graph.opcode(graph.op("div", x, x)) == "div"


def test_whole_powers_become_multiplications(graph: Graph) -> None:
    x = graph.name("x")
    fifth = graph.op("pow", x, graph.const(5.0))
    assert graph.powers[fifth] == (x, 5)
    assert {graph.opcode(n) for n in topological(graph, [fifth])} == {"name", "mul"}
    assert graph.opcode(graph.op("pow", x, graph.const(-3.0))) == "div"
    assert graph.opcode(graph.op("pow", x, graph.const(0.5))) == "sqrt"
    assert graph.opcode(graph.op("pow", x, graph.const(65.0))) == "pow"
    assert graph.op("pow", x, graph.const(0.0)) == graph.const(1.0)


def test_powers_are_those_of_what_they_are_made_of(graph: Graph) -> None:
    x = graph.name("x")
    minus = graph.op("neg", x)
    assert graph.op("pow", minus, graph.const(4.0)) == graph.op("pow", x, graph.const(4.0))
    assert graph.op("pow", minus, graph.const(-3.0)) == graph.op("neg", graph.op("pow", x, graph.const(-3.0)))
    assert all(base in topological(graph, [node]) for node, (base, _) in graph.powers.items())


def test_a_graph_has_a_limit() -> None:
    graph = Graph(limit=10)
    node = graph.name("x")
    for _ in range(9):
        node = graph.op("sin", node)
    with pytest.raises(FormulaError, match="more than 10 operations"):
        graph.op("sin", node)


def test_the_number_of_arguments_is_checked(graph: Graph) -> None:
    with pytest.raises(ValueError, match="takes 2"):
        graph.op("add", graph.name("x"))
