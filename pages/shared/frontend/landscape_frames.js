// The racers' runs as the server sends them: one table, with a row for every stop of the first racer, then of the second, ...
//
// Of a long run the server sends every `stride`-th step alone. What is a step elsewhere in the player is then such a stop, and
// `steps` counts them; `last` is the last step of the run.

export class Frames {
  constructor({ frames, racers, steps, stride }) {
    this.table = frames;
    this.columns = {};
    this.last = steps;
    this.stride = stride;
    this.steps = Math.ceil(steps / stride);
    this.runs = racers.map((_, racer) =>
      Array.from({ length: this.steps + 1 }, (_, step) => [this.number("x", racer, step), this.number("y", racer, step)]),
    );
  }

  number(name, racer, step) {
    this.columns[name] ??= this.table.getChild(name).toArray();
    return this.columns[name][racer * (this.steps + 1) + step];
  }

  pair(name, racer, step) {
    return ["x", "y"].map((axis) => this.number(`${name}_${axis}`, racer, step));
  }

  // The step from a row to the next.
  moved(racer, step) {
    if (this.stride > 1) return this.pair("moved", racer, step);
    const [here, next] = this.runs[racer].slice(step, step + 2);
    return next ? [next[0] - here[0], next[1] - here[1]] : [NaN, NaN];
  }

  // The step of the run at a stop, or between two.
  stepAt(stop) {
    return Math.min(this.last, stop * this.stride);
  }

  // The stop at which a step of the run is shown.
  stopOf(step) {
    return Math.round(step / this.stride);
  }

  // The stop nearest to a place on the losses' axis, from 0 to 1.
  stopAt(share) {
    return Math.min(this.steps, Math.round((share * this.last) / this.stride));
  }

  // How high a racer's dot stands on the losses, between two steps on the straight line that is drawn, over a log axis from
  // the `ground`; "-" where it has no height.
  heightAt(at, racer, { scale, ground }) {
    const step = Math.floor(at);
    const log = scale === "log";
    const height = (k) => {
      const value = k <= this.steps ? this.number("loss", racer, k) - (log ? ground : 0) : NaN;
      return log ? (value > 0 ? Math.log(value) : NaN) : value;
    };
    const here = height(step);
    const next = at > step ? height(step + 1) : here;
    const value = here + (at - step) * (next - here || 0);
    return Number.isFinite(value) ? (log ? Math.exp(value) : value) : "-";
  }
}
