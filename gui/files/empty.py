"""What a new scenario begins as."""

from __future__ import annotations

from scenarios.schema import FORMAT, FieldSpec, Playback, RunSpec, Scenario, StartSpec, Text, View


def empty_scenario() -> Scenario:
    """Gradient descent on the ravine, from one point."""
    return Scenario(
        format=FORMAT,
        title=Text(en="New scenario", ru="Новый сценарий"),
        caption=Text(
            en="Click anywhere to start there; add runs and choose a landscape at the right.",
            ru="Щёлкните где угодно, чтобы начать оттуда; справа добавляются запуски и выбирается ландшафт.",
        ),
        group="landscapes",
        field=FieldSpec(landscape="ravine"),
        runs=(RunSpec(optimizer="gradient_descent", parameters={"eta": 0.03}),),
        start=StartSpec(points=((-5.5, 2.5),)),
        playback=Playback(steps=200, speed=20),
        view=View(plots=("loss", "step")),
    )
