// Words that explain themselves where they stand, in the page and within components: a button whose sentence is its data-word.
//
// One box for the window says it: under the mouse, at the focus of the keyboard, and where it is pressed. It stays while the
// mouse is on the word or on the box; Escape, or a press elsewhere, closes it.

import { made } from "./dom.js";

const GAP = 6; // Between a word and what it says, and between that and the window's edges, in pixels.
const [OPEN_MS, CLOSE_MS] = [120, 250]; // A mouse that passes by opens nothing; one on its way to the box closes nothing.

// A word to put into a component; plain text where there is nothing to say about it.
export const explained = (text, sentence) => {
  if (!sentence) return made("span", "", text);
  const button = made("button", "word", text);
  button.type = "button";
  explain(button, sentence);
  return button;
};

export const explain = (button, sentence) => {
  button.dataset.word = sentence;
  button.setAttribute("aria-description", sentence);
};

// A word of a drawing as it was.
export const unexplain = (label) => {
  for (const added of ["data-word", "aria-description", "role", "tabindex"]) label.removeAttribute(added);
};

// Where a box of this size stands about a word, within a window: below it, or above where there is no room below.
export const roomFor = ({ left, top, bottom }, { width, height }, wide, high) => {
  const below = bottom + GAP;
  const fits = below + height <= high - GAP || top - GAP - height < GAP;
  return { left: Math.max(GAP, Math.min(left, wide - GAP - width)), top: fits ? below : top - GAP - height };
};

const wordAt = (event) => event.composedPath().find((element) => element.dataset?.word);

// Also within a component.
const focused = (root = document) => (root.activeElement?.shadowRoot ? focused(root.activeElement.shadowRoot) : root.activeElement);

export class Words {
  constructor() {
    this.box = made("div", "word-said");
    this.box.popover = "manual";
    this.box.role = "tooltip";
    document.body.append(this.box);
    // Where the mouse or the focus goes from one part of a component to another the window is told neither; of these it is.
    addEventListener("pointermove", (event) => event.pointerType === "mouse" && this.over(event));
    addEventListener("keyup", () => this.reached(focused()));
    addEventListener("pointerdown", (event) => this.outside(event) && this.close(), true);
    addEventListener("click", (event) => this.pressed(wordAt(event)));
    addEventListener("keydown", (event) => this.key(event), true);
    addEventListener("scroll", () => this.place(), true);
    addEventListener("resize", () => this.place());
  }

  outside(event) {
    const path = event.composedPath();
    return !path.includes(this.box) && !path.includes(this.word);
  }

  over(event) {
    const [word, outside] = [wordAt(event), this.outside(event)];
    const entered = word !== this.under;
    if (!entered && outside === this.left) return;
    clearTimeout(this.timer);
    Object.assign(this, { under: word, left: outside });
    // What Escape has closed stays closed until the mouse comes anew.
    if (word && entered && word !== this.word) this.timer = setTimeout(() => this.open(word, "mouse"), OPEN_MS);
    else if (this.by === "mouse" && outside) this.timer = setTimeout(() => this.close(), CLOSE_MS);
  }

  reached(element) {
    if (element === this.focus) return;
    this.focus = element;
    if (element?.dataset?.word) this.open(element, "focus");
    else if (this.by !== "mouse") this.close();
  }

  // The second press on a word closes what the first has opened.
  pressed(word) {
    if (!word) return;
    this.focus = word;
    if (word === this.word && this.by === "press") this.close();
    else this.open(word, "press");
  }

  key(event) {
    const [first] = event.composedPath();
    if (first.ownerSVGElement && first.dataset.word && [" ", "Enter"].includes(event.key)) {
      event.preventDefault();
      this.pressed(first);
    }
    if (event.key !== "Escape" || !this.word) return;
    event.stopPropagation();
    this.close();
  }

  open(word, by) {
    clearTimeout(this.timer);
    Object.assign(this, { word, by });
    this.box.textContent = word.dataset.word;
    this.box.showPopover();
    this.place();
  }

  close() {
    clearTimeout(this.timer);
    this.word = this.by = undefined;
    this.box.hidePopover();
  }

  // A word may have gone meanwhile, or have been moved out of sight.
  place() {
    if (!this.word) return;
    const at = this.word.getBoundingClientRect();
    if (!this.word.isConnected || at.bottom < 0 || at.top > innerHeight) return this.close();
    const { left, top } = roomFor(at, this.box.getBoundingClientRect(), innerWidth, innerHeight);
    Object.assign(this.box.style, { left: `${left}px`, top: `${top}px` });
  }
}
