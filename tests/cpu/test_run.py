"""What a run says and refuses; stopping it on request; importing it without a compiler."""

from __future__ import annotations

import subprocess
import sys
import threading

import numpy as np
import pytest

import engine
from engine import Cancelled, Clip, InputError, Noise, Outcome, RangeError, UnknownNameError
from engine.numerics.philox import MOST_PARTICLES
from scenarios.schema import MOST_STREAM

from .problems import make, spread


def test_shapes_and_types():
    for kernels in ("numpy", "split", "fused"):
        run = make("adam", "beale", spread(7), kernels, dtype="float32")
        run.advance(3)
        run.advance(1)
        for array in (run.positions(), run.last_gradient(), run.last_move(), run.state("m")):
            assert array.shape == (7, 2)
            assert array.dtype == np.float32
        loss, gradient = run.value_and_gradient()
        assert loss.shape == (7,)
        assert gradient.shape == (7, 2)
        assert run.stopped_at.dtype == np.int32
        assert (run.n, run.dims, run.step, run.state_names) == (7, 2, 4, ("m", "v"))


def test_before_the_first_step():
    run = make("momentum", "beale", [[1.0, 2.0]])
    assert run.positions().tolist() == [[1.0, 2.0]]
    assert run.last_gradient().tolist() == [[0.0, 0.0]]
    assert run.last_move().tolist() == [[0.0, 0.0]]
    assert run.outcome().tolist() == [Outcome.RUNNING]


def test_initial_states_follow_the_parameters():
    run = make("rprop", "beale", [[1.0, 2.0]], params={"step0": 0.25})
    assert run.state("step").tolist() == [[0.25, 0.25]]


def test_value_and_gradient_are_free_of_noise():
    run = make("momentum", "x**2 + 3*y", [[2.0, 1.0]], noise=Noise(5.0), clip=Clip(value=0.1))
    loss, gradient = run.value_and_gradient()
    assert loss.tolist() == [7.0]
    assert gradient.tolist() == [[4.0, 3.0]]
    assert run.value_and_gradient(np.array([[0.0, 0.0]]))[1].tolist() == [[0.0, 3.0]]


def test_what_a_caller_gets_is_a_copy():
    run = make("momentum", "beale", [[1.0, 2.0]])
    run.positions()[:] = 99
    assert run.positions().tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize("kernels", ["numpy", "split"])
@pytest.mark.parametrize(("rule", "field", "dims"), [("adam", "beale", 2), ("momentum", "sine", 1)])
def test_the_first_particles_alone_are_those_of_all(kernels, rule, field, dims):
    run = make(rule, field, spread(700, dims=dims), kernels)
    run.advance(3)
    for row in ("theta", "previous", "gradient", *(f"state:{name}" for name in run.state_names)):
        whole = run.read(row)
        assert whole.shape == (700, dims)
        for first in (0, 1, 256, 513, 700, 5000):
            assert run.read(row, first).tobytes() == whole[:first].tobytes()
            assert run.read_stopped(first).tobytes() == run.stopped_at[:first].tobytes()
        for one in (0, 511, 512, 699):
            assert run.read_one(row, one).tobytes() == whole[one].tobytes()
        some = np.array([run.n - 1, 0, run.n // 2])
        assert run.read_several(row, some).tobytes() == whole[some].tobytes()
    assert run.stop_of(699) == -1
    for none in (-1, 700):
        with pytest.raises(RangeError):
            run.read_one("theta", none)
        with pytest.raises(RangeError):
            run.stop_of(none)


@pytest.mark.parametrize("kernels", ["numpy", "split"])
def test_when_a_particle_stopped_is_told_of_each(kernels):
    run = make("gradient_descent", "beale", [[1.0, 2.0], [1e200, 1e200]], kernels)
    run.advance(4)
    assert [run.stop_of(0), run.stop_of(1)] == run.stopped_at.tolist()
    assert run.stop_of(1) >= 0


def test_rows_that_are_not_there_cannot_be_read():
    run = make("momentum", "beale", [[1.0, 2.0]])
    with pytest.raises(UnknownNameError):
        run.read("state:w")
    with pytest.raises(RangeError):
        run.read("theta", -1)


def test_outcomes():
    run = make(
        "gradient_descent", "x**2 + y**2", [[0.0, 0.0], [1.0, 0.0]], total_steps=50, params={"eta": 0.5}
    )
    run.advance(50)
    assert run.outcome().tolist() == [Outcome.CONVERGED, Outcome.CONVERGED]
    for kernels in ("split", "fused"):
        run = make("momentum", "himmelblau", spread(600), kernels, total_steps=500, params={"eta": 1e-3})
        run.advance(500)
        assert np.bincount(run.outcome(), minlength=6)[Outcome.CONVERGED] > 550
        assert run.step == 500


def test_a_fused_run_says_what_it_did_not_keep():
    run = make("momentum", "beale", spread(3), "fused", params={"eta": 1e-4})
    run.advance(5)
    with pytest.raises(InputError, match="taken alone"):
        run.last_gradient()
    with pytest.raises(InputError, match="taken alone"):
        run.last_move()
    run.advance(1)
    assert np.abs(run.last_move()).max() > 0


def test_wrong_arguments_are_named():
    with pytest.raises(InputError, match=r"shape \(n, 2\)"):
        make("adam", "beale", [[1.0], [2.0]])
    with pytest.raises(InputError, match=r"shape \(n, 1\)"):
        make("adam", "sine", [[1.0, 2.0]])
    with pytest.raises(InputError, match="finite"):
        make("adam", "beale", [[np.nan, 0.0]])
    with pytest.raises(InputError, match="float32"):
        make("adam", "beale", [[1e300, 0.0]], dtype="float32")
    with pytest.raises(UnknownNameError, match="'beta1'"):
        make("adam", "beale", [[0.0, 0.0]], params={"beta_1": 0.5})
    with pytest.raises(InputError, match="eta"):
        make("adam", "beale", [[0.0, 0.0]], params={"eta": float("inf")})
    with pytest.raises(UnknownNameError, match="float16"):
        make("adam", "beale", [[0.0, 0.0]], dtype="float16")
    with pytest.raises(UnknownNameError, match="'fused'"):
        make("adam", "beale", [[0.0, 0.0]], "fuse")
    run = make("adam", "beale", [[0.0, 0.0]])
    with pytest.raises(UnknownNameError, match="there is m, v"):
        run.state("momentum")
    with pytest.raises(RangeError):
        run.advance(-1)
    with pytest.raises(InputError, match="number of particles"):
        run.restore(make("adam", "beale", spread(2)).snapshot())


def test_what_a_signal_cannot_tell():
    with pytest.raises(InputError, match="hess_diag"):
        make("theta = theta - g/(1 + abs(hess_diag(theta)))", "sine", [[0.0]])
    with pytest.raises(InputError, match="newton"):
        make("theta = theta - newton(theta)", "sine", [[0.0]])


def test_a_schedule_needs_a_rate():
    with pytest.raises(InputError, match="eta"):
        make("theta = theta - 0.1*g", "beale", [[0.0, 0.0]], schedule=engine.load_schedule("cosine"))


@pytest.mark.parametrize("arguments", [{"sigma": -1.0}, {"sigma": np.inf}, {"sigma": np.nan}, {"keep": 1.5}])
def test_noise_out_of_range(arguments):
    with pytest.raises(RangeError):
        Noise(**arguments)


@pytest.mark.parametrize("arguments", [{"value": 0.0}, {"norm": -1.0}, {"norm": np.nan}, {"value": np.inf}])
def test_clipping_out_of_range(arguments):
    with pytest.raises(InputError, match="above 0"):
        Clip(**arguments)


@pytest.mark.parametrize("first", [-1, 2**48 - 1, 2**63])
def test_there_is_noise_for_so_many_particles(first):
    make("theta = theta - 0.1*g", "beale", [[0.0, 0.0]] * 2, first_particle=2**48 - 2, noise=Noise(sigma=1.0))
    with pytest.raises(RangeError, match=r"particle = .* is outside 0"):
        make("theta = theta - 0.1*g", "beale", [[0.0, 0.0]] * 2, first_particle=first)


def test_what_float32_has_no_number_for_is_infinite_without_a_word():
    noise, clip = Noise(sigma=1e300), Clip(value=1e300, norm=1e300)
    make("theta = theta - 0.1*g", "beale", [[0.0, 0.0]], noise=noise, clip=clip, dtype="float32")


@pytest.mark.parametrize("kernels", ["numpy", "split", "fused"])
def test_a_cancelled_run_is_at_a_step_and_goes_on(kernels):
    cancel = threading.Event()
    run = make("adam", "rastrigin", spread(4000), kernels, total_steps=10**9)
    timer = threading.Timer(0.2, cancel.set)
    timer.start()
    with pytest.raises(Cancelled, match="step"):
        run.advance(10**8, cancel)
    timer.join()
    done = run.step
    assert 0 < done < 10**8
    run.advance(2)
    assert run.step == done + 2
    with pytest.raises(Cancelled):
        run.advance(5, cancel)
    assert run.step == done + 2


def test_steps_before_a_cancellation_are_whole():
    cancel = threading.Event()
    run = make("momentum", "rosenbrock", spread(5000), total_steps=10**9, params={"eta": 1e-5}, threads=2)
    timer = threading.Timer(0.1, cancel.set)
    timer.start()
    with pytest.raises(Cancelled):
        run.advance(10**8, cancel)
    timer.join()
    again = make("momentum", "rosenbrock", spread(5000), params={"eta": 1e-5})
    again.advance(run.step)
    assert run.positions().tobytes() == again.positions().tobytes()


def test_numpy_runs_need_no_compiler():
    """The first frames must not wait for numba, whose import alone takes half a second."""
    script = """
import sys
import engine
run = engine.Run(engine.load_optimizer("adam"), engine.load_landscape("ackley"), [[1.0, 2.0]],
                 total_steps=10, kernels="numpy", noise=engine.Noise(0.1))
run.advance(10)
run.outcome()
assert run.step == 10
print([name for name in ("numba", "llvmlite") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("kernels", ["numpy", "split", "fused"])
def test_the_step_means_nothing_to_a_landscape(kernels):
    rule, typed = engine.load_optimizer("gradient_descent"), engine.landscape("x**2 + t*y**2")
    run = engine.Run(
        rule, typed, [[1, 1]], params={"eta": 0.1}, field_params={"t": 2.0}, total_steps=3, kernels=kernels
    )
    assert run.value_and_gradient()[0] == 3
    run.advance(3)
    assert run.positions()[0] == pytest.approx([0.8**3, 0.6**3])
    assert run.value_and_gradient()[0] == pytest.approx(0.8**6 + 2 * 0.6**6)


def test_a_scenarios_noise_ends_where_there_are_numbers_for_it():
    assert MOST_STREAM == MOST_PARTICLES - 1
