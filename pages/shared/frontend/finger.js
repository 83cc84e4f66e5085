// A finger on a range input. By itself the input jumps to where it was touched, also if the finger then scrolls the page, and
// stays there. Here the thumb waits until it is clear what the finger does: along the rail it drags, and lifted where it came
// down it taps; if it goes up or down, or the browser takes it to scroll the page, nothing has happened. Mouse and keyboard
// are left to the input.

const SLOP_PX = 8; // A finger that stays within has not moved.
export const THUMB_PX = 16;

// The position under a place on the screen, of a rail whose thumb stays within it.
export const positionUnder = (x, { left, width }, last) => {
  const share = (x - left - THUMB_PX / 2) / (width - THUMB_PX);
  return Math.round(last * Math.min(1, Math.max(0, share)));
};

// What a finger means that has come so far: to "drag", to "tap" if it was lifted now, or "nothing" to the slider.
export const meant = (dx, dy) => {
  if (Math.hypot(dx, dy) <= SLOP_PX) return "tap";
  return Math.abs(dx) > Math.abs(dy) ? "drag" : "nothing";
};

export const byFinger = (range) => {
  let finger = null; // Its id, where it came down and what it means; the position before, the last one told, and the one shown.
  let telling = false;

  const tell = (position) => {
    if (position === finger.told) return;
    finger.told = range.value = position;
    telling = true;
    range.dispatchEvent(new Event("input", { bubbles: true }));
    telling = false;
    finger.shown = range.value;
  };
  const go = ({ clientX }) => tell(String(positionUnder(clientX, range.getBoundingClientRect(), Number(range.max))));
  const on = (kinds, handler) => {
    for (const kind of kinds) range.addEventListener(kind, (event) => event.pointerId === finger?.id && handler(event));
  };

  range.style.touchAction = "pan-y";
  range.addEventListener("pointerdown", ({ pointerType, pointerId, clientX, clientY }) => {
    if (pointerType !== "touch" || finger) return;
    const { value } = range;
    finger = { id: pointerId, x: clientX, y: clientY, means: "tap", before: value, told: value, shown: value };
  });
  on(["pointermove"], (event) => {
    if (finger.means === "tap") finger.means = meant(event.clientX - finger.x, event.clientY - finger.y);
    if (finger.means === "drag") go(event);
  });
  on(["pointerup", "pointercancel"], (event) => {
    if (event.type === "pointercancel") tell(finger.before);
    else if (finger.means === "tap") go(event);
    range.value = finger.shown;
    if (finger.means !== "nothing") range.focus({ preventScroll: true });
    finger = null;
  });
  // What the input does by itself meanwhile is taken back before anybody hears of it.
  const takeBack = (event) => {
    if (!finger || telling) return;
    range.value = finger.shown;
    event.stopImmediatePropagation();
  };
  range.addEventListener("input", takeBack, { capture: true });
  // Nor shall the browser make a mouse of the finger when it is lifted.
  range.addEventListener("touchend", (event) => event.cancelable && event.preventDefault(), { passive: false });
};
