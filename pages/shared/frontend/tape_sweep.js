// A tape at a step of its playing, in words and lights. Steps 1 to n record the n operations, the next ones go back over them,
// and after the last one all is there.

const sumOf = (entry) => (entry.arrivals.length > 1 ? `${entry.arrivals.join(" + ")} = ` : "");

export class Sweep {
  constructor({ variables, operations, turns }) {
    Object.assign(this, { variables, operations, turns });
    this.entries = [...variables, ...operations];
    this.last = operations.length + turns.length + 1;
  }

  // Where the tape is: how many operations are recorded, how many and which have been swept, and the one that is lit.
  at(step) {
    const recorded = this.operations.length;
    const back = Math.min(Math.max(0, step - recorded), this.turns.length);
    const forward = Math.min(step, recorded);
    const swept = new Set(this.turns.slice(0, back));
    const lit = step === this.last ? 0 : back ? this.turns[back - 1] : forward;
    return { step, forward, back, swept, lit: this.operations[lit - 1] };
  }

  // A variable's gradient is whole when the sweep has come to the last operation that uses it.
  whole(entry, { back, swept }) {
    if (entry.number) return swept.has(entry.number);
    const pieces = this.operations.filter((operation) => swept.has(operation.number));
    const come = pieces.flatMap((operation) => operation.inputs).filter((i) => i.name === entry.name && i.handed_on);
    return back > 0 && come.length === entry.arrivals.length;
  }

  // For every entry of the table and node of the graph, by its id, what is to be seen of it.
  lights(place) {
    const light = (entry) => ({
      recorded: !entry.number || entry.number <= place.forward,
      swept: this.whole(entry, place),
      lit: entry === place.lit,
      back: place.back > 0,
    });
    return Object.fromEntries(this.entries.map((entry) => [entry.id, light(entry)]));
  }

  phase({ step, forward, back }) {
    if (step === 0) return "nothing recorded";
    if (!back) return `forward ${forward} of ${this.operations.length}`;
    return step === this.last ? "complete" : `backward ${back} of ${this.turns.length}`;
  }

  sentence({ step, lit, back }) {
    if (step === 0) return "Play, or step through it: forward, as TensorFlow recorded it, then backward.";
    const come = this.variables.map((v) => `to ${v.name} ${sumOf(v)}${v.gradient || "none"}`);
    if (!lit) return `It has come back: ${come.join("; ")}.`;
    const taken = lit.inputs.map((i) => (i.name ? `${i.name} = ${i.value}` : i.value)).join(" and ");
    if (!back) return `${lit.name} is recorded: ${lit.type} of ${taken} is ${lit.value}.`;
    const handed = lit.inputs.filter((i) => i.handed_on).map((i) => `${i.handed_on} to ${i.name} (times ${i.local})`);
    return `At ${lit.name} arrives ${sumOf(lit)}${lit.gradient}. It hands on ${handed.join(" and ")}.`;
  }
}
