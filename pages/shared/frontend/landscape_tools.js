// The buttons beside the rail: those that move the map and bring it closer, and those that turn the surface in its place.

import { onPress, partsOf } from "./dom.js";
import { scaled } from "./landscape_view.js";

const ZOOM = 1.5;
const TURN_PX = 60;

export class Tools {
  constructor(root, player) {
    const { move, closer, wider, whole, left, right } = partsOf(root);
    this.ofMap = [move, closer, wider, whole];
    this.ofSurface = [left, right];
    this.hand = player.hand;
    const zoom = (by) => player.look(scaled(player.layer.view, by));
    onPress(move, () => this.moving(move, !this.hand.moves));
    onPress(closer, () => zoom(1 / ZOOM));
    onPress(wider, () => zoom(ZOOM));
    onPress(whole, () => player.look(null));
    onPress(left, () => player.turn(-TURN_PX, 0));
    onPress(right, () => player.turn(TURN_PX, 0));
    root.querySelector(".tools").addEventListener("keydown", (event) => this.hand.arrowKey(event));
  }

  // Either those of the map or those of the surface.
  show(surface) {
    for (const button of this.ofMap) button.hidden = surface;
    for (const button of this.ofSurface) button.hidden = !surface;
    this.hand.point();
  }

  moving(button, on) {
    this.hand.moves = on;
    button.setAttribute("aria-pressed", on);
    this.hand.point();
  }
}
