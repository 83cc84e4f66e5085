// What the walk reads on a screen; put into every page that it opens. No part of the app.

globalThis.walk = (() => {
  // Every element, also within our components.
  const all = (css, root = document) => [
    ...root.querySelectorAll(css),
    ...[...root.querySelectorAll("[data-testid=stBidiComponentIsolated]")].flatMap(({ shadowRoot }) =>
      shadowRoot ? all(css, shadowRoot) : [],
    ),
  ];
  const visible = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 0;
  const words = (text) => text.replace(/\s+/g, " ").trim();

  // Whether Streamlit has drawn what it was sent: no run, and no chart or component that is only announced.
  const still = () =>
    document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning" &&
    !document.querySelector("[data-testid=stSkeleton], [data-stale=true]");

  // --- controls ------------------------------------------------------------------------------------------------------

  const label = (kind, element) =>
    ({
      "select box": () => element.querySelector("input").ariaLabel,
      several: () => element.querySelector("[data-testid=stWidgetLabel]").textContent,
      choice: () => element.ariaLabel,
      checkbox: () => element.textContent,
      popover: () => element.querySelector("[data-testid=stMarkdownContainer]").textContent,
    })[kind]().replace(/[^\w ,?]/g, "");

  const controls = (css) => {
    const found = [];
    const counts = {};
    for (const element of document.querySelectorAll(Object.values(css).join())) {
      const kind = Object.keys(css).find((name) => element.matches(css[name]));
      const name = label(kind, element);
      const place = (counts[kind + name] = (counts[kind + name] ?? -1) + 1);
      element.dataset.walk = `${kind}:${name}:${place}`;
      found.push([kind, name, place]);
    }
    return found;
  };

  const pressable = (element) => element.querySelector("input") ?? element;
  const press = (element) => pressable(element).click();
  const checked = (element) => element.ariaChecked === "true" || Boolean(element.checked);
  const named = (element) => words((element.closest("label") ?? element).textContent);
  // Found, and read or pressed in the same breath: what is drawn anew has lost the name that it was given.
  const found = (css, name, place) => {
    controls(css);
    const at = document.querySelector(`[data-walk="${name}"]`);
    return { at, radio: at?.querySelectorAll("[role=radio], input[type=radio]")[place] };
  };
  const said = (css, name, place) => {
    const { at, radio } = found(css, name, place);
    return at && { value: at.querySelector("input")?.value ?? "", text: at.innerText, checked: Boolean(radio && checked(radio)) };
  };
  const pressed = (css, name, place) => {
    const { at, radio } = found(css, name, place);
    if (at) press(radio ?? at);
    return Boolean(at);
  };
  const sidebar = () => document.querySelector("[data-testid=stSidebar]")?.getBoundingClientRect().right > 10;

  // --- what is wrong ---------------------------------------------------------------------------------------------------

  const BROKEN = /Something went wrong|BidiComponent Error|is not valid JSON|Bad delta path|cannot be shown here; the next/;

  // The text on the screen as somebody reads it; what is folded is part of it.
  const text = () => {
    const parts = [];
    const read = (node) => {
      if (node.nodeType === Node.TEXT_NODE) parts.push(node.data);
      if (node.nodeName === "STYLE" || node.nodeName === "TEMPLATE" || node.nodeName === "SVG" || node.nodeName === "svg") return;
      if (node.dataset?.testid === "stVegaLiteChart" || node.hidden || node.dataset?.passing) return;
      node.shadowRoot?.childNodes.forEach(read);
      node.childNodes.forEach(read);
      if (node.nodeName === "TD" || node.nodeName === "P" || node.nodeName === "DD") parts.push(" ");
    };
    read(document.querySelector("[data-testid=stMain]"));
    return words(parts.join(""));
  };

  const shown = (mark) => {
    if (getComputedStyle(mark).opacity === "0" || mark.getAttribute("opacity") === "0") return false;
    const { width, height } = mark.getBoundingClientRect();
    return width >= 1 || height >= 1;
  };
  const meets = (mark, frame) => {
    const [a, b] = [mark.getBoundingClientRect(), frame.getBoundingClientRect()];
    return a.right >= b.left && a.left <= b.right && a.bottom >= b.top && a.top <= b.bottom;
  };
  const filled = (mark) => !["none", "transparent", null].includes(mark.getAttribute("fill"));

  // Numbers along an axis that the edge of their picture cuts.
  const cut = (chart) => {
    const edge = chart.querySelector("svg.marks").getBoundingClientRect();
    const labels = [...chart.querySelectorAll(".role-axis-label text")].filter(shown);
    return labels.filter((label) => {
      const { left, right } = label.getBoundingClientRect();
      return left < edge.left - 0.1 || right > edge.right + 0.1;
    });
  };

  const charts = () =>
    [...document.querySelectorAll("[data-testid=stVegaLiteChart]")].filter(visible).flatMap((chart, place) => {
      const frame = chart.querySelector(".role-frame.root path.background");
      if (!frame) return [`chart ${place + 1} is not there`];
      const marks = [
        ...chart.querySelectorAll("g.mark-line.role-mark path, g.mark-area.role-mark path, g.mark-text.role-mark text"),
        ...[...chart.querySelectorAll("g.mark-symbol.role-mark path, g.mark-rect.role-mark path")].filter(filled),
      ];
      const found = cut(chart).map((label) => `chart ${place + 1} cuts the number ${label.textContent} of an axis`);
      if (chart.querySelector("canvas") || marks.some((mark) => shown(mark) && meets(mark, frame))) return found;
      return [...found, `chart ${place + 1} shows nothing and says nothing`];
    });

  const sliders = () => all("input[type=range].range");

  const faults = () => {
    const found = [];
    const said = text().match(new RegExp(`.{0,60}(${BROKEN.source}).{0,120}`));
    if (said) found.push(`it says "${said[0]}"`);
    if (all("[data-testid=stException], [data-testid=stErrorElement]").length) found.push("there is a box of an error");
    const main = document.querySelector("[data-testid=stMain]");
    const over = Math.max(document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth);
    if (over > 0) found.push(`it is ${over} px wider than its window`);
    for (const slider of sliders()) if (!visible(slider)) found.push(`the slider ${slider.id} cannot be seen`);
    for (const component of all("[data-testid=stBidiComponentIsolated]")) {
      if (!component.shadowRoot) found.push("a component is empty");
    }
    return [...found, ...charts()];
  };

  // What is to be read: the words, and where every slider stands.
  const read = () => `${text()} ${sliders().map((slider) => `${slider.id}=${slider.ariaValueText}`).join(" ")}`;
  const rails = () => sliders().map(({ id, ariaValueText, value, max }) => ({ id, said: ariaValueText, place: Number(value), last: Number(max) }));

  return { still, controls, said, pressed, named, sidebar, faults, read, rails };
})();
