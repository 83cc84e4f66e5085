// Tells the server which cell of the map is meant, so that the run of it stands beside the map.

import { onePerPlace } from "./dom.js";
import { mapAsk, mapPointed } from "./hosts.js";
import { post } from "./post.js";
import { Turns } from "./turns.js";

class Pointer {
  constructor() {
    this.turns = new Turns({ send: (sent) => post(() => this.set("sent", sent)) });
  }

  receive({ turn, visit }, set) {
    this.set = set;
    this.turns.answered(turn, visit);
  }
}

const pointerOf = onePerPlace(() => new Pointer());

export default function ({ data, parentElement, setStateValue }) {
  const pointer = pointerOf(parentElement);
  const first = pointer.set === undefined;
  pointer.receive(data, setStateValue);
  const deaf = mapPointed.hear(({ detail }) => pointer.turns.put(detail));
  if (first) mapAsk.send();
  return deaf;
}
