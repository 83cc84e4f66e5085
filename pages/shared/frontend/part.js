// What Streamlit is sent of a component with every update: its name. The text itself is in the file of all parts, which a browser
// fetches once and keeps; while it is on its way only the newest update of a place is held for it.

const AGAIN_MS = 1000; // A server that does not answer may be back by then.

const files = (globalThis.descentLabParts ??= {});
const latest = new WeakMap();
let show;

const fetched = async (file) => {
  for (;;) {
    try {
      return await import(new URL(file, document.baseURI));
    } catch (error) {
      console.warn(error);
      await new Promise((again) => setTimeout(again, AGAIN_MS));
    }
  }
};

export const part = (name, file, given) => {
  if (show) return show(name, given);
  latest.set(given.parentElement, given);
  files[file] ??= fetched(file);
  return files[file].then((parts) => {
    show ??= parts.show;
    return latest.get(given.parentElement) === given ? show(name, given) : undefined;
  });
};
