// Things to try: links to screens of this page, opened without a new load, and one to a place on another page. The sentence
// under them belongs to the screen that is shown, as long as it is one of them.

import { made, onePerPlace, onPlainPress, onPress, partsOf } from "./dom.js";
import { pageLink, settingsShown } from "./hosts.js";
import { scrollOnceThere } from "./scroll.js";
import { stored } from "./stored.js";
import { goAlong, oneStop } from "./toolbars.js";

const folded = stored("tries-folded");

class Tries {
  constructor(root) {
    Object.assign(this, partsOf(root));
    onPress(this.fold, () => this.show(true));
    onPress(this.unfold, () => this.show(false));
    const stops = () => [...this.strip.querySelectorAll("a, button")];
    this.strip.addEventListener("focusin", (event) => oneStop(event.target, stops()));
    this.strip.addEventListener("keydown", (event) => goAlong(event, stops()));
    this.show(Boolean(folded.get()), false);
  }

  receive({ tries, story, elsewhere, query }) {
    this.sentence = story;
    this.links = tries.map((each) => this.link(each));
    const groups = [];
    for (const [place, { of }] of tries.entries()) {
      if (of && of === tries[place - 1]?.of) groups.at(-1).append(this.links[place]);
      else groups.push(made("span", "group", ...(of ? [made("span", "of", of)] : []), this.links[place]));
    }
    this.items.replaceChildren(...groups, ...elsewhere.map(otherPage));
    this.say(query);
  }

  link({ words, of, query, look_at }) {
    const link = made("a", "", words);
    link.href = `?${query}`;
    link.dataset.query = query;
    link.dataset.lookAt = look_at;
    if (of) link.setAttribute("aria-label", `${of} ${words}`);
    onPlainPress(link, () => globalThis.descentLabBook?.open(query) ?? false);
    return link;
  }

  // What is on screen now.
  say(query) {
    const here = this.links.find((link) => link.dataset.query === query);
    for (const link of this.links) link === here ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
    const sentence = here?.dataset.lookAt ?? this.sentence;
    if (this.story.textContent !== sentence) this.story.textContent = sentence;
  }

  show(away, keep = true) {
    this.strip.hidden = away;
    this.unfold.hidden = !away;
    if (!keep) return;
    folded.set(away ? "yes" : "");
    (away ? this.unfold : this.fold).focus();
  }
}

const otherPage = ({ words, path, place }) => {
  const link = made("a", "", words);
  link.href = path;
  onPlainPress(link, () => {
    const there = document.querySelector(pageLink(path));
    there?.click();
    if (there) scrollOnceThere(place);
    return Boolean(there);
  });
  return made("span", "group", link);
};

const triesOf = onePerPlace((root) => new Tries(root));

export default function ({ data, parentElement }) {
  const tries = triesOf(parentElement);
  tries.receive(data);
  return settingsShown.hear(({ detail }) => detail.path === data.path && tries.say(detail.query));
}
