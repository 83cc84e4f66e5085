// A map of runs: its cells, which the server computes piece by piece, and what a hand asks of it.
//
// A message asks for one thing: the next piece of a map, another window on it, or the run of a cell. Pieces are asked for only
// while nothing else is: who looks elsewhere has no work done for it.

import { onePerPlace, onPress, partsOf } from "./dom.js";
import { drawings } from "./drawings.js";
import { mapAsk, mapPointed, slidersAnswered } from "./hosts.js";
import { MapHand } from "./map_hand.js";
import { writeUnder } from "./map_legend.js";
import { paint, table, unpacked } from "./map_picture.js";
import { Plot } from "./map_plot.js";
import { CLOSER, ends, sameWindow, widened, WHOLE } from "./map_view.js";
import { post } from "./post.js";
import { Turns } from "./turns.js";

const REST_MS = 150; // A map that the sliders still change is not computed to its end.
const MANY = 4; // Of so many pieces on it is said how far they are.

class MapOfRuns {
  constructor(root) {
    Object.assign(this, { parts: partsOf(root), cursor: null, stopped: false });
    const { frame, pad, closer, wider, whole, cancel } = this.parts;
    Object.assign(this, { frame, pad });
    this.plot = new Plot(this.parts, () => ({ cursor: this.cursor, box: this.hand.box }));
    this.turns = new Turns({
      send: (sent) => post(() => this.set("sent", sent)),
      follow: (turn, more) => slidersAnswered.send({ turn: `map ${turn}`, more }),
    });
    this.hand = new MapHand(this);
    onPress(closer, () => this.look(widened(WHOLE, CLOSER)));
    onPress(wider, () => this.look(widened(WHOLE, 1 / CLOSER)));
    onPress(whole, () => this.lookAtAll());
    onPress(cancel, () => this.stop());
  }

  receive(data, set) {
    this.set = set;
    const fresh = data.id !== this.data?.id;
    if (fresh) this.begin(data);
    this.data = data;
    this.plot.show(data);
    writeUnder(this.parts, data);
    this.turns.answered(data.turn, data.visit);
    // A window that could not be looked at is not seen either.
    if (!fresh && this.turns.quiet && !this.hand.busy && this.plot.window !== WHOLE) this.plot.look(WHOLE);
    this.take(data.piece, data.id);
  }

  begin(data) {
    clearTimeout(this.timer);
    this.plot.begin(data);
    this.image = new ImageData(data.columns, data.rows);
    this.colors = table(data);
    Object.assign(this, { got: 0, stopped: false });
    // A cell of another window is another run.
    if (!this.data || !sameWindow(this.data, data)) this.cursor = null;
  }

  async take(piece, id) {
    if (piece.index > this.got) {
      // Shown anew in a session that is further.
      this.ask(this.got);
    } else if (piece.index === this.got) {
      const bytes = await unpacked(piece.bytes);
      // Meanwhile another map may have come, or this very piece.
      if (id !== this.data.id || piece.index !== this.got) return;
      paint(this.image.data, this.data, piece, bytes, this.colors);
      this.got += 1;
      this.plot.fill(this.image);
      this.rest();
    }
  }

  // The next piece, once nothing has changed for a moment.
  rest() {
    const left = this.data.pieces - this.got;
    const going = left > 0 && !this.stopped;
    this.say({ going, share: this.got / this.data.pieces });
    clearTimeout(this.timer);
    if (going) this.timer = setTimeout(() => this.ask(this.got), this.got === 1 ? REST_MS : 0);
  }

  ask(index) {
    if (this.turns.quiet) this.turns.put({ piece: [this.data.id, index] });
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.say({ going: false });
    this.pad.focus({ preventScroll: true });
  }

  // Whether it is still being computed, and which share of it is there.
  say({ going, share = 0 }) {
    const { progress, done } = this.parts;
    progress.hidden = !going || this.data.pieces < MANY;
    done.value = share;
    this.frame.setAttribute("aria-busy", String(going));
  }

  // Look at a window of shares; what is seen now is stretched until it is computed.
  look([x0, x1, y0, y1]) {
    const { across, up, low } = this.data;
    const [from, to] = ends(across, x0, x1);
    const [bottom, top] = low ? [up.low, up.high] : ends(up, y0, y1);
    if (!(from < to && bottom < top)) return;
    clearTimeout(this.timer);
    this.plot.look([x0, x1, ...(low ? [0, 1] : [y0, y1])]);
    this.turns.put({ window: [from, to, bottom, top] });
  }

  lookAtAll() {
    this.turns.put({ window: null });
  }

  open(cell) {
    this.turns.put({ open: cell });
  }

  // The run of a cell is asked for beside the map.
  point(cell) {
    this.cursor = cell;
    this.plot.drawOver();
    this.tell();
  }

  tell() {
    if (this.cursor) mapPointed.send({ cell: this.cursor });
  }
}

const mapOf = onePerPlace((root) => new MapOfRuns(root));

export default function ({ data, parentElement, setStateValue }) {
  const map = mapOf(parentElement);
  map.receive(data, setStateValue);
  drawings.set("map", () => map.plot.drawing());
  const deaf = mapAsk.hear(() => map.tell());
  const leave = map.turns.untilGone();
  return (again) => {
    deaf();
    leave();
    if (!again) clearTimeout(map.timer);
  };
}
