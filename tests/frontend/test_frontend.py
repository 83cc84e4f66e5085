"""The JavaScript of the frontend, tested in the Node that comes with Playwright."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import playwright
import pytest
import streamlit as st

from core.hyperparameters import known, schedules_of
from core.landscapes.expedition import first_expedition
from core.landscapes.links import SharedExpedition
from core.links import Shared
from core.problems import LANDSCAPES, PROBLEMS
from core.race.contest import first_race
from core.recording.expressions import EXPRESSIONS
from core.recording.links import TapeScreen
from core.rules import RULES
from core.settings import first_settings, with_optimizer
from pages.shared import frontend_files, frontend_scripts, rails
from pages.shared.components import Slider
from pages.shared.descent import controls
from pages.shared.frontend_scripts import FRONTEND, UnjoinableError, script
from pages.shared.landscapes import controls as landscape_controls
from pages.shared.lesson import tape_views
from pages.shared.race import controls as race_controls

HERE = Path(__file__).parent
NODE = shutil.which("node", path=str(Path(playwright.__file__).parent / "driver"))


def node(*arguments: str, **environment: str) -> None:
    assert NODE, "Playwright's wheel ships Node"
    run = subprocess.run(
        [NODE, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def every_slider(monkeypatch) -> list[dict[str, Any]]:
    """All that the pages make, each stretch of values once, with a value that it begins at."""
    found: dict[str, dict[str, Any]] = {}
    first: dict[str, float | bool] = {}

    def take(*made: Slider, **_: Any) -> None:
        for slider in made:
            value = first.get(slider.name.rpartition(".")[2], slider.scale()["low"])
            found.setdefault(
                json.dumps([value, slider.scale()]), {"name": slider.name, "value": value, **slider.scale()}
            )

    for module in (controls, race_controls, landscape_controls, tape_views):
        monkeypatch.setattr(module, "live_sliders", take)
    # What Keras says beside a rail has no part in where its values lie, and takes its time.
    monkeypatch.setattr(rails, "constraint", lambda *_: "")
    monkeypatch.setattr(controls, "keras_learning_rate", lambda _: 0.1)
    for optimizer in RULES:
        for schedule in schedules_of(optimizer):
            settings = with_optimizer(first_settings(PROBLEMS["parabola"]), optimizer, schedule)
            first = {of.name: of.first for of in known(optimizer, schedule).values()}
            controls.over_the_charts(Shared(settings=replace(settings, hyperparameters=tuple(first.items()))), None)
    for problem in PROBLEMS.values():
        settings = first_settings(problem)
        first = {"learning_rate": settings.learning_rate, "start": settings.start[0], "steps": settings.steps}
        controls.over_the_charts(Shared(settings=settings), None)
        race_controls.over_the_chart(first_race(problem))
    for problem in LANDSCAPES.values():
        expedition = first_expedition(problem)
        first = dict(zip(("start_x", "start_y"), expedition.start, strict=True))
        landscape_controls.over_the_map(SharedExpedition(settings=replace(expedition, racers=expedition.racers[:1])))
    for expression in EXPRESSIONS.values():
        first = {each.name: each.start for each in expression.variables}
        tape_views.sliders(TapeScreen(expression=expression, values=tuple(first.values())))
    return list(found.values())


@pytest.mark.parametrize("tests", sorted(HERE.glob("*.test.mjs")), ids=lambda path: path.name)
def test_in_node(tests, monkeypatch, tmp_path):
    sliders = tmp_path / "sliders.json"
    sliders.write_text(json.dumps(every_slider(monkeypatch) if "SLIDERS" in tests.read_text() else []))
    node("--test", str(tests), SLIDERS=str(sliders))


def test_every_component_is_one_script_that_can_be_read(tmp_path):
    """Modules that are put together must not use a name twice, nor leave an import behind."""
    components = [file for file in FRONTEND.glob("*.js") if "export default function (" in file.read_text()]
    assert len(components) > 8
    for module in components:
        text = script(module.stem)
        assert "\nimport " not in f"\n{text}"
        (tmp_path / "script.mjs").write_text(text, encoding="utf-8")
        node("--check", str(tmp_path / "script.mjs"))


@pytest.fixture
def modules(monkeypatch, tmp_path):
    """A frontend of its own: write modules by name."""
    monkeypatch.setattr(frontend_scripts, "FRONTEND", tmp_path)

    def write(**texts: str) -> None:
        for name, text in texts.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")

    return write


def test_modules_are_joined_in_the_order_in_which_they_need_each_other(modules):
    modules(
        shown='// Said.\nimport { twice } from "./two.js";\n\nexport default function ({ data }) {\n  twice(data);\n}\n',
        two='import { ONE } from "./one.js";\n\nexport const twice = (of) => {\n  return of + ONE + AT;\n};\n',
        one="export const ONE = 1; // Why.\nexport const AT = 'http://a; // b'; // Kept.\nexport const UNUSED = ONE;\n",
        guard="export default function guarded(given) {\n  return component(given);\n}\n",
    )
    assert script("shown").splitlines() == [
        "const ONE = 1;",
        "const AT = 'http://a; // b'; // Kept.",
        "const twice = (of) => {",
        "return of + ONE + AT;",
        "};",
        "const component = function ({ data }) {",
        "twice(data);",
        "}",
        "export default function guarded(given) {",
        "return component(given);",
        "}",
    ]


@pytest.mark.parametrize(
    "line",
    [
        'import two from "./two.js";',
        'import * as two from "./two.js";',
        'import { two as other } from "./two.js";',
        'import { two } from "./deep/two.js";',
        'import { two } from "elsewhere";',
        'import { three } from "./two.js";',
        'import { own } from "./two.js";',
        'import { two } from "./none.js";',
        'import "./two.js";',
        'const two = import("./two.js");',
        "const here = import.meta.url;",
        "export { two };",
        'export * from "./two.js";',
        "export async function later() {}",
        "export const { a, b } = {};",
        "export default class {}",
        "export default 2;",
    ],
)
def test_what_is_not_understood_is_refused(modules, line):
    modules(shown=f"{line}\nexport default function () {{}}\n", two="export const two = 2;\nconst own = two;\n")
    with pytest.raises(UnjoinableError, match=r"shown\.js: "):
        script("shown")


def test_a_name_at_the_top_of_two_modules_is_refused(modules):
    modules(
        shown='import { one } from "./one.js";\nconst place = one();\nexport default function () {\n  place.go();\n}\n',
        one="const place = 1;\nexport const one = () => place;\n",
    )
    with pytest.raises(UnjoinableError, match="two of its modules: place"):
        script("shown")


def test_what_only_people_read_is_not_sent(modules, tmp_path):
    modules(
        shown='import { all } from "./all.js";\n\nexport default function () {\n  all();\n}\n',
        all="export const all = () => {};\n",
        guard="export default function guarded(given) {\n  return component(given);\n}\n",
        parts="// What shows.\nexport const showing = (parts) => parts;\n",
    )
    for file, text in {
        "shown.html": "<!-- A box. -->\n<p>\n  <!-- Its\n  text. -->\n  one\n</p>\n",
        "shown.css": '@import "./all.css";\n\n/* Small. */\n\np {\n  margin: 0;\n}\n',
        "all.css": "/* All. */\ni {\n  top: 0;\n}\n",
    }.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    text = frontend_files.all_parts.__wrapped__()
    assert r'html: "<p>\n  one\n</p>\n", css: "i {\n  top: 0;\n}\np {\n  margin: 0;\n}\n"' in text
    assert "return function guarded(given) {" in text
    assert "//" not in text


def test_with_an_update_a_component_is_sent_by_its_name_alone(monkeypatch):
    sent: dict[str, str] = {}
    monkeypatch.setattr(st.components.v2, "component", lambda _, **parts: sent.update(parts))
    frontend_files.component("landscape_player")
    assert set(sent) == {"js"}
    assert len(sent["js"]) < 1100
    assert f'part("landscape_player", "{frontend_files.file_of_parts()}", given)' in sent["js"]
