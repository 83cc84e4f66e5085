"""The sliders that several pages have, each with the stretch that its rail shows."""

from core.glossary import hyperparameter_said
from core.hyperparameters import LEARNING_RATES, Hyperparameter
from core.settings import STARTS
from core.tape.constraints import constraint
from core.theory.stretches import rate_positions, start_positions
from pages.shared.components import Slider

STEP_POSITIONS = 1000
MOST_POSITIONS = 1000

Stretch = tuple[float, float]


def rate_slider(
    name: str,
    label: str,
    stretch: Stretch,
    *,
    mark: tuple[float, str] | None = None,
    strip: bool = False,
    minor: bool = False,
) -> Slider:
    """A learning rate; the rail shows `stretch`."""
    positions = rate_positions(*stretch)
    return Slider(
        name=name,
        label=label,
        limits=LEARNING_RATES,
        stretch=stretch,
        positions=positions,
        spacing="log",
        mark=mark,
        strip=strip,
        minor=minor,
    )


def start_slider(name: str, label: str, domain: Stretch, *, strip: bool = False) -> Slider:
    """A start, any number; the rail shows the problem's domain."""
    return Slider(
        name=name, label=label, limits=STARTS, stretch=domain, positions=start_positions(*domain), strip=strip
    )


def steps_slider(name: str, limits: tuple[int, int]) -> Slider:
    """Steps: a few and thousands have as much room on the rail."""
    return Slider(name=name, label="Steps", limits=limits, positions=STEP_POSITIONS, spacing="counts", whole=True)


def hyperparameter_slider(name: str, of: Hyperparameter, optimizer: str, schedule: str = "constant") -> Slider:
    """A hyper-parameter within its limits."""
    low, high = of.limits
    return Slider(
        name=name,
        label=of.name,
        limits=of.limits,
        positions=round(high - low) if of.whole and of.spacing == "even" else MOST_POSITIONS,
        spacing=of.spacing,
        whole=of.whole,
        constraint=constraint(optimizer, schedule, of),
        minor=True,
        word=hyperparameter_said(of.name, optimizer),
    )
