// The arrows at a racer's place: the gradient, what the rule remembers, and the step that was taken.

const backward = (pair) => pair.map((value) => -value);

export const arrowsAt = (frames, racer, step, { racers, ink, violet }) => {
  const from = ["x", "y"].map((axis) => frames.number(axis, racer, step));
  const { color, memory } = racers[racer];
  const vector = (name) => frames.pair(name, racer, step);
  const remembered = () =>
    memory === "velocity"
      ? { by: vector("memory"), color: violet, label: "velocity" }
      : { by: backward(vector("memory")), color: violet, label: "− first moment, its direction", pointing: true };
  return [
    { by: backward(vector("gradient")), color: ink, label: "− gradient, its direction", pointing: true },
    ...(memory ? [remembered()] : []),
    { by: frames.moved(racer, step), color, label: "the step taken", wide: true },
  ]
    .map((arrow) => ({ ...arrow, from }))
    .filter(({ by }) => [...from, ...by].every(Number.isFinite) && Math.hypot(...by) > 0);
};
