// What is chosen most, within reach of a thumb where the sidebar is closed: native selects, each sending what was chosen.
//
// It also closes the sidebar of a narrow window, which lies over the page, as soon as something was chosen in it.

import { made, onePerPlace } from "./dom.js";
import { NARROW, SIDEBAR_CLOSER } from "./hosts.js";
import { post } from "./post.js";

class AtHand {
  constructor(root) {
    this.root = root.querySelector(".choices");
    this.selects = new Map();
    this.turn = 0;
  }

  receive({ choices, chosen }, send) {
    this.send = send;
    this.root.replaceChildren(...choices.map((choice) => this.offered(choice)));
    if (this.chosen !== undefined && this.chosen !== chosen) this.closeSidebar();
    this.chosen = chosen;
  }

  // A select that is open keeps its element.
  offered({ name, label, options, value }) {
    const known = this.selects.get(name) ?? this.select(name, label);
    this.selects.set(name, known);
    const { box, select } = known;
    const text = JSON.stringify(options);
    if (known.options !== text) {
      select.replaceChildren(...options.map(([key, title]) => Object.assign(made("option", "", title), { value: key })));
      known.options = text;
    }
    select.value = value;
    return box;
  }

  select(name, label) {
    const select = made("select");
    select.addEventListener("change", () => {
      this.turn += 1;
      const sent = { name, value: select.value, turn: this.turn };
      post(() => this.send(sent));
    });
    const title = Object.assign(made("label", "", label), { htmlFor: (select.id = name) });
    return { box: made("div", "", title, select), select };
  }

  closeSidebar() {
    if (matchMedia(NARROW).matches) document.querySelector(SIDEBAR_CLOSER)?.click();
  }
}

const atHandOf = onePerPlace((root) => new AtHand(root));

export default function ({ data, parentElement, setStateValue }) {
  atHandOf(parentElement).receive(data, (sent) => setStateValue("sent", sent));
}
