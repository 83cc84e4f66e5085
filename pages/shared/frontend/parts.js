// The file of all parts: each component's HTML, CSS and script, by its name (see frontend_files.py).

const shown = new WeakMap(); // In every place: what shows the component that stands there.

const dressed = (place, { html, css }) => {
  const [box, content, style] = ["div", "div", "style"].map((tag) => document.createElement(tag));
  content.innerHTML = html;
  style.textContent = css;
  box.append(content, style);
  place.append(box);
};

// `parts` are html, css and what makes the script, by name.
export const showing = (parts) => (name, given) => {
  const place = given.parentElement;
  if (!shown.has(place)) {
    dressed(place, parts[name]);
    parts[name].made ??= parts[name].make();
    shown.set(place, parts[name].made);
  }
  return shown.get(place)(given);
};
