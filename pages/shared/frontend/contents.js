// What stands on a page, to go to: links, of which the one is marked that is being read, or a box to choose from. The address
// keeps the place by its anchor, and no history is made of it.

import { made, onePerPlace, onPlainPress } from "./dom.js";
import { PAGE } from "./hosts.js";
import { scrollOnceThere } from "./scroll.js";

const READ_PX = 160; // So far below the top of the window what is read begins at most.

class Contents {
  constructor(root) {
    this.nav = root.querySelector("nav");
    this.list = root.querySelector("ul");
    this.select = root.querySelector("select");
    this.look = () => this.mark();
    this.select.addEventListener("change", () => this.go(this.select.value));
    // Where a hand moves the page it is read where it stands.
    for (const hand of ["wheel", "touchmove", "keydown"]) addEventListener(hand, () => (this.gone = null), { passive: true });
    this.gone = location.hash.slice(1);
    if (location.hash) scrollOnceThere(`[id="${CSS.escape(location.hash.slice(1))}"]`);
  }

  receive({ items, box }) {
    this.nav.hidden = box;
    this.select.hidden = !box;
    this.anchors = Object.keys(items);
    this.links = Object.entries(items).map(([anchor, title]) => this.link(anchor, title));
    this.list.replaceChildren(...this.links.map((link) => made("li", "", link)));
    this.select.replaceChildren(...Object.entries(items).map(([anchor, title]) => new Option(title, anchor)));
    document.querySelector(PAGE)?.addEventListener("scroll", this.look, { passive: true });
    this.mark();
  }

  link(anchor, title) {
    const link = made("a", "", title);
    link.href = `#${anchor}`;
    onPlainPress(link, () => this.go(anchor));
    return link;
  }

  // The keyboard goes on from there.
  go(anchor) {
    const heading = document.getElementById(anchor);
    if (!heading) return;
    history.replaceState(history.state, "", `#${anchor}`);
    this.gone = anchor;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
    this.mark();
  }

  // What was gone to, as long as it is seen: at its end the page cannot be moved so far that it stands at the top.
  read() {
    const from = (anchor) => document.getElementById(anchor)?.getBoundingClientRect().top;
    if (this.anchors.includes(this.gone) && from(this.gone) > 0 && from(this.gone) < innerHeight) return this.gone;
    return this.anchors.findLast((anchor) => from(anchor) < READ_PX) ?? this.anchors[0];
  }

  mark() {
    const read = this.read();
    for (const [place, link] of this.links.entries()) {
      if (this.anchors[place] === read) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    this.select.value = read;
  }

  leave() {
    document.querySelector(PAGE)?.removeEventListener("scroll", this.look);
  }
}

const contentsOf = onePerPlace((root) => new Contents(root));

export default function ({ data, parentElement }) {
  const contents = contentsOf(parentElement);
  contents.receive(data);
  return () => contents.leave();
}
