// Tells the sliders what runs come to along their rails: they are drawn there (strip.js), nothing stands here.

import { stripsComputed } from "./hosts.js";

export default function ({ data }) {
  // Sliders that come later, or anew, find it here.
  globalThis.descentLabStrips = data;
  stripsComputed.send(data);
}
