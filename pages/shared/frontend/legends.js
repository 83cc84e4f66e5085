// Words in the legends of pictures explain themselves as those in texts do (words.js): Vega draws them, and draws them anew as it
// likes.

import { LEGEND, LEGEND_LABELS } from "./hosts.js";
import { join } from "./toolbars.js";
import { explain, unexplain } from "./words.js";

const REST_MS = 200; // While a slider moves there is much to see, and of words nothing new.

export class Legends {
  constructor() {
    new MutationObserver(() => this.soon()).observe(document.body, { childList: true, subtree: true });
  }

  // The sentences by word.
  receive(words) {
    this.words = words;
    this.soon();
  }

  soon() {
    this.timer ??= setTimeout(() => this.mark(), REST_MS);
  }

  mark() {
    this.timer = undefined;
    for (const label of document.querySelectorAll(LEGEND_LABELS)) this.say(label, this.words[label.textContent]);
  }

  say(label, sentence) {
    // Within what is said to be one symbol nothing could be reached.
    if (sentence) label.closest(LEGEND).role = "group";
    if (label.dataset.word === sentence) return;
    if (!sentence) return unexplain(label);
    explain(label, sentence);
    label.role = "button";
    join(label);
  }
}
