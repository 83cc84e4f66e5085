// What this browser remembers of a visitor's wishes about the screen itself, by name: never anything of a descent.

const PREFIX = "descent-lab:";

export const stored = (name) => {
  let here = ""; // A frame without storage remembers as long as it is open.
  return {
    get() {
      try {
        return localStorage.getItem(PREFIX + name) ?? here;
      } catch {
        return here;
      }
    },
    set(value) {
      here = value;
      try {
        localStorage.setItem(PREFIX + name, value);
      } catch {
        // As above.
      }
    },
  };
};
