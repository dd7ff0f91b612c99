import numpy as np
import pytest

from engine.errors import UnknownNameError
from engine.language.evaluate import Plan, evaluate
from engine.language.formula import parse_formula
from engine.language.graph import BARRIERS, OPS
from engine.language.rule import parse_rule
from engine.reference import others

EVERYTHING = (
    "sqrt(x)+abs(y)+sign(y)+exp(x)+log(x)+sin(x)+cos(x)+tan(x)+tanh(x)+sinh(x)+cosh(x)+asin(x)+acos(x)+atan(x)"
    "+floor(x)+ceil(x)+log1p(x)+expm1(x)+min(x,y)+max(x,y)+atan2(y,x)+hypot(x,y)+mod(y,x)+pow(x,y)-x/y+(-x)*2"
    "+where(x<y and x<=1 or not (x>y or x>=2) and x==1 or x!=y, x, y)"
)


def test_the_text_of_everything_holds_every_operation() -> None:
    used = {entry[0] for entry in parse_formula(EVERYTHING).graph.nodes}
    assert set(OPS) - BARRIERS <= used | {"neg"}


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128])
def test_results_keep_the_type_and_shape_of_the_arrays(dtype: type) -> None:
    formula = parse_formula(EVERYTHING + "+a")
    x = np.linspace(0.1, 0.9, 7).astype(dtype)
    y = np.linspace(-0.9, 0.8, 5).astype(dtype)[:, None]
    (found,) = evaluate(formula.graph, [formula.root], {"x": x, "y": y, "a": np.float64(0.5)})
    assert found.dtype == dtype
    assert found.shape == (5, 7)


def test_types_agree_with_each_other() -> None:
    formula = parse_formula(EVERYTHING)
    x, y = np.linspace(0.1, 0.9, 7), np.linspace(-0.9, 0.8, 7)
    (double,) = evaluate(formula.graph, [formula.root], {"x": x, "y": y})
    (single,) = evaluate(formula.graph, [formula.root], {"x": x.astype("f4"), "y": y.astype("f4")})
    (complex_,) = evaluate(formula.graph, [formula.root], {"x": x + 0j, "y": y + 0j})
    defined = np.isfinite(double)
    assert defined.any()
    np.testing.assert_allclose(single[defined], double[defined], rtol=1e-5)
    np.testing.assert_allclose(complex_[defined].real, double[defined], rtol=1e-13)


def test_numbers_alone_are_doubles() -> None:
    formula = parse_formula("x + y")
    (found,) = evaluate(formula.graph, [formula.root], {"x": 1, "y": np.float32(0.1)})
    assert found.dtype == np.float64
    assert found.shape == ()


def test_what_is_not_finite_stays_visible_and_silent() -> None:
    formula = parse_formula("log(x) + 1/x + (-x)**0.3 + exp(y)*0")
    (found,) = evaluate(formula.graph, [formula.root], {"x": np.array([0.0, 1.0]), "y": np.array([1.0, 1e4])})
    assert not np.isfinite(found).any()


def test_a_missing_value_is_named() -> None:
    formula = parse_formula("alpha*x")
    with pytest.raises(UnknownNameError, match="no value for 'alpha'"):
        evaluate(formula.graph, [formula.root], {"x": 1.0, "y": 2.0})


def test_a_plan_runs_many_times_and_keeps_its_inputs() -> None:
    formula = parse_formula("h = x*x\nh + h*y")
    plan = Plan(formula.graph, [formula.root, formula.graph.name("x")])
    x = np.array([1.0, 2.0])
    for y in (0.0, 1.0):
        value, same = plan.run({"x": x, "y": y})
        np.testing.assert_array_equal(value, x**2 * (1 + y))
        np.testing.assert_array_equal(same, [1.0, 2.0])


def test_barriers_ask_what_they_are_given() -> None:
    rule = parse_rule("theta = theta - grad(theta + 1) + 10*grad(theta)*norm(theta)/loss(theta)")
    asked: list[tuple[float, int]] = []

    def grad(position: np.ndarray, sample: int) -> np.ndarray:
        asked.append((float(position[0]), sample))
        return position

    special = {"grad": grad, "norm": lambda v: np.full_like(v, 2.0), "loss": lambda p: np.full_like(p, 4.0)}
    (theta,) = evaluate(rule.graph, [rule.theta], {"theta": np.array([3.0])}, special)
    assert asked == [(4.0, 0), (3.0, 1)]
    assert theta[0] == 3 - 4 + 10 * 3 * 2 / 4


def test_sums_across_coordinates() -> None:
    rule = parse_rule("theta = sum(theta) + 10*others(theta) + 100*dot(theta, theta + 1) + 1000*sum(1)")
    for at in ([3.0], [3.0, 5.0], [3.0, 5.0, 7.0]):
        theta = np.array([at])
        special = {"others": lambda v, shape=theta.shape: others(np.broadcast_to(v, shape))}
        (found,) = evaluate(rule.graph, [rule.theta], {"theta": theta}, special)
        total, squares = sum(at), sum(v * v for v in at)
        expected = [total + 10 * (total - v) + 100 * (squares + total) + 1000 * len(at) for v in at]
        np.testing.assert_allclose(found, [expected], rtol=1e-14)
