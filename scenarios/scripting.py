"""A scenario as a Python script that makes the same numbers with `engine.simulate`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .resolving import Resolved, ResolvedRun
from .schema import FieldSpec, StartSpec

_HEAD = '''"""{title}

Run it beside Ravine's packages: python {name}.py
"""

import base64
import zlib

import numpy as np

import engine
from engine.simulation import simulate_part
from engine.turns import Turn
'''


def script_of(resolved: Resolved) -> str:
    """The script's text. Its `results` are those of `main.py run`, by label, frame for frame."""
    if resolved.is_network:
        from .network_script import network_script

        return network_script(resolved)
    scenario = resolved.scenario
    playback = scenario.playback
    title = " ".join(scenario.title.en.split()).replace("\\", "").replace('"', "'")
    lines = [
        _HEAD.format(title=title.rstrip(".") + ".", name="scenario"),
        f"field = {_field(scenario.field)}",
        f"field_values = {_numbers(resolved.field_parameters)}",
        "results = {}",
    ]
    for number, run in enumerate(resolved.runs):
        lines += ["", *_run(resolved, run, number, playback.seed)]
    lines += [
        "",
        "for label, result in results.items():",
        "    print(label, result.positions[-1, 0], *result.outcomes())",
    ]
    return _without_unused("\n".join(lines) + "\n")


def _run(resolved: Resolved, run: ResolvedRun, number: int, seed: int) -> Iterator[str]:
    playback, stream = resolved.scenario.playback, resolved.scenario.noise.stream
    label = run.label.en if _is_alone(resolved, run) else f"{number + 1}: {run.label.en}"
    begin = _start(run.start, seed)
    if run.spread is not None:
        begin = f"np.repeat({begin}, {run.spread.count}, axis=0)"
    given = {
        "params": _numbers(run.parameters),
        "field_params": "field_values",
        "noise": _noise(resolved),
        "clip": _clip(run),
        "schedule": _schedule(run),
        "turns": _turns(resolved, run),
        "own": _own(run),
        "seed": str(playback.seed) if playback.seed else None,
        "dtype": repr(playback.dtype) if playback.dtype != "float64" else None,
    }
    if stream and resolved.noise is not None:
        yield f"results[{label!r}] = simulate_part("
        yield f"    {stream},"
    else:
        yield f"results[{label!r}] = engine.simulate("
    yield f"    {_optimizer(run)},"
    yield "    field,"
    yield f"    {begin},"
    yield f"    {playback.steps},"
    yield from (f"    {name}={text}," for name, text in given.items() if text is not None)
    yield ")"


def _is_alone(resolved: Resolved, run: ResolvedRun) -> bool:
    return [each.label.en for each in resolved.runs].count(run.label.en) == 1


def _numbers(values: Mapping[str, float]) -> str:
    return "{" + ", ".join(f"{name!r}: {value!r}" for name, value in values.items()) + "}"


def _optimizer(run: ResolvedRun) -> str:
    spec = run.spec
    if spec.optimizer is not None:
        return repr(spec.optimizer)
    state = f", state={dict(spec.state)!r}" if spec.state else ""
    return f"engine.optimizer({spec.rule!r}{state})"


def _field(spec: FieldSpec) -> str:
    if spec.landscape is not None:
        return f"engine.load_landscape({spec.landscape!r})"
    if spec.landscape_formula is not None:
        return f"engine.landscape({spec.landscape_formula!r}, domain={spec.domain!r})"
    if spec.heightmap is not None:
        heights = spec.heightmap
        data = f"zlib.decompress(base64.b64decode({''.join(heights.data.split())!r}))"
        levels = f"np.frombuffer({data}, '<u2').reshape({heights.rows}, {heights.columns})"
        numbers = f"{heights.low!r} + {(heights.high - heights.low) / 65535!r}*{levels}"
        return f"engine.heightmap({numbers}, domain={spec.domain!r})"
    if spec.curve is not None:
        return f"engine.load_curve({spec.curve!r})"
    if spec.curve_formula is not None:
        return f"engine.curve({spec.curve_formula!r}, span={spec.span!r})"
    if spec.signal is not None:
        signal = f"engine.load_signal({spec.signal!r})"
    elif spec.signal_samples is not None:
        signal = f"engine.sampled({list(spec.signal_samples)!r})"
    else:
        signal = f"engine.signal({spec.signal_formula!r})"
    return f"engine.integral({signal}, {spec.span!r})" if spec.span is not None else signal


def _start(spec: StartSpec, seed: int) -> str:
    if spec.points is not None:
        return repr([list(point) for point in spec.points])
    if spec.grid is not None:
        return f"engine.start.grid({spec.grid.rectangle!r}, {spec.grid.columns}, {spec.grid.rows})"
    if spec.box is not None:
        return f"engine.start.box({spec.box.rectangle!r}, {spec.box.count}, {seed})"
    if spec.cloud is not None:
        cloud = spec.cloud
        return f"engine.start.cloud({cloud.center!r}, {cloud.sigma!r}, {cloud.count}, {seed})"
    if spec.circle is not None:
        return f"engine.start.circle({spec.circle.center!r}, {spec.circle.radius!r}, {spec.circle.count})"
    if spec.row is not None:
        low, high = spec.row.span
        return f"np.linspace({low!r}, {high!r}, {spec.row.count})[:, np.newaxis]"
    if spec.places is not None:
        return f"np.array({list(spec.places)!r})[:, np.newaxis]"
    return f"np.zeros(({spec.count or 1}, 1))"


def _arguments(given: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in given.items() if value is not None)


def _noise(resolved: Resolved) -> str | None:
    noise = resolved.noise
    if noise is None:
        return None
    return f"engine.Noise({_arguments({'sigma': noise.sigma, 'keep': noise.keep, 'rare': noise.rare})})"


def _clip(run: ResolvedRun) -> str | None:
    clip = run.clip
    return f"engine.Clip({_arguments({'value': clip.value, 'norm': clip.norm})})" if clip else None


def _schedule(run: ResolvedRun) -> str | None:
    spec = run.spec.schedule
    if spec is None or run.schedule is None:
        return None
    values = {parameter.name: parameter.default for parameter in run.schedule.parameters}
    return f"{spec.id!r},\n    schedule_params={_numbers(values)}"


def _turns(resolved: Resolved, run: ResolvedRun) -> str | None:
    texts = [f"Turn({turn.step}, params={_numbers(turn.parameters)})" for turn in run.turns]
    field = resolved.scenario.field.turns
    texts += [f"Turn({turn.step}, field_params={_numbers(turn.parameters)})" for turn in field]
    return f"[{', '.join(texts)}]" if texts else None


def _own(run: ResolvedRun) -> str | None:
    if run.spread is None:
        return None
    return f"{{{run.spread.parameter.name!r}: {run.spread.values()!r}}}"


def _without_unused(script: str) -> str:
    """Imports that nothing in it needs are left out."""
    if "zlib." not in script:
        script = script.replace("import base64\nimport zlib\n\n", "")
    if "Turn(" not in script:
        script = script.replace("from engine.turns import Turn\n", "")
    if "simulate_part(" not in script:
        script = script.replace("from engine.simulation import simulate_part\n", "")
    if "np." not in script:
        script = script.replace("import numpy as np\n\n", "")
    return script
