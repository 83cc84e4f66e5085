// Put after every component, which is called `component` here: what throws in it is said in its own place and ends nothing.
// Streamlit would put the error where the component stood, and leave it there until the page is loaded anew. What could be
// shown last stays in sight, and with the next data that are good the sentence goes.

const SHOWN = new WeakMap(); // In every place: how to leave what was shown there last, and the sentence that stands over it.
const DRAWN = "data-drawn"; // What early.css keeps room for until then.
const SENTENCE = "The last change cannot be shown here; the next one brings this part up to date.";

const sentence = () => {
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.style.color = "var(--st-red-text-color)";
  said.textContent = SENTENCE;
  return said;
};

// Streamlit leaves a component once, when it goes for good: the listeners of every update before would stay. So it is left
// before each update too; `again` tells it that it is only called anew.
export default function guarded(given) {
  const place = given.parentElement;
  const before = SHOWN.get(place) ?? {};
  SHOWN.set(place, before);
  try {
    before.leave?.(true);
    const now = { leave: component(given) };
    before.leave = undefined;
    before.said?.remove();
    SHOWN.set(place, now);
    (place.host ?? place).toggleAttribute(DRAWN, true);
    return () => now.leave?.(false);
  } catch (error) {
    console.error(error);
    before.said ??= sentence();
    place.prepend(before.said);
    return () => before.leave?.(false);
  }
}
