// Where our parts meet what is not in their hands: elements of Streamlit, Vega and Graphviz, which may change with a version of
// theirs (docs/hooks.md), and each other. Every selector into another's elements stands here, and every event, once.
//
// Our parts speak by events of the window:
//
//   event                  sent by                         heard by          what it carries
//   settings-shown         follow                          book, tries            { query, path, visit } of a link to what is shown
//   live-sliders-answered  live_sliders, landscape_player, map  follow      { turn, more }: the turn that was answered, k or
//                                                                            "map k", and whether newer values wait
//   strips-computed        rail_strips                     live_sliders      { strips, words } of the sliders that have one
//   descent-step           step_player                     worked_step       { k, making }: the step that was chosen, and whether
//                                                                            no more of the run is shown than up to there
//   descent-ask            worked_step                     step_player       nothing: the step is to be said again
//   landscape-step         landscape_player                landscape_steps   { step, k, frames, steps, resting, racer, opened }
//   landscape-ask          landscape_steps                 landscape_player  nothing: the step is to be said again
//   tape-step              tape_steps                      tape_rows         what is lit, by the entries' ids
//   tape-rows-ask          tape_rows                       tape_steps        nothing: the step is to be said again
//   tape-rows-go           tape_rows                       tape_steps        the step to go to
//   map-pointed            map                             map_pointer       { cell } that is meant: its column and row
//   map-ask                map_pointer                     map               nothing: the cell is to be said again

const between = (name) => ({
  send: (detail) => dispatchEvent(new CustomEvent(name, { detail })),
  // Gives what ends it. Who hears already hears it once all the same.
  hear: (handler) => {
    addEventListener(name, handler);
    return () => removeEventListener(name, handler);
  },
});

export const settingsShown = between("settings-shown");
export const slidersAnswered = between("live-sliders-answered");
export const stripsComputed = between("strips-computed");
export const descentStep = between("descent-step");
export const descentAsk = between("descent-ask");
export const landscapeStep = between("landscape-step");
export const landscapeAsk = between("landscape-ask");
export const tapeStep = between("tape-step");
export const tapeRowsAsk = between("tape-rows-ask");
export const tapeRowsGo = between("tape-rows-go");
export const mapPointed = between("map-pointed");
export const mapAsk = between("map-ask");

// A component of ours, once it is drawn (guard.js).
export const OURS = "[data-drawn]";

// Streamlit's: the app, whether its server is there and has a run going on, and the charts in containers of ours.
export const APP = ".stApp";
export const PAGE = "[data-testid=stMain]"; // What scrolls.
export const CONNECTION = "data-test-connection-state";
export const CONNECTED = "CONNECTED";
export const RUNNING = `${APP}[data-test-script-state=running]`;
const CHART = "[data-testid=stVegaLiteChart]";
export const MAP = `.st-key-landscape_map ${CHART}`;
export const LOSSES = `.st-key-landscape_losses ${CHART}`;
// The picture over a sweep's strip, and the ground of its plot; no layer of it is there twice.
export const SWEEP = ".st-key-map_sweep";
export const sweepGround = () => document.querySelector(`${SWEEP} ${CHART} .role-frame.root path.background`);
// The entry of a page in the navigation.
export const pageLink = (path) => `[data-testid=stSidebarNavLink][href$="${path}"]`;
export const placeOf = (key) => document.querySelector(`.st-key-${key} :is(${CHART}, [data-testid=stGraphVizChart])`);
// The window in which Streamlit lays its sidebar over the page, as narrow.css has it, and what closes it there.
export const NARROW = "(max-width: 640px)";
export const SIDEBAR_CLOSER = "[data-testid=stSidebar][data-collapsed=false] [data-testid=stSidebarCollapseButton] button";
// What is one stop of the Tab key, and what stands in it: a chart's buttons and the words of its legend, and in a page's title all
// that takes the screen away.
export const STOPS = {
  "[data-testid=stFullScreenFrame]": "[data-testid=stElementToolbar] button, .role-legend-label text[data-word]",
  "[data-testid=stHorizontalBlock]:has(h1)": "[data-testid=stPopoverButton]",
};
// What stands on a chart and is pressed for itself.
export const CHART_BUTTONS = "button, summary, input";

// Vega's: the inside of a chart, its lines, and the inputs that it binds to parameters, which say where its rings lie.
export const GROUND = ".role-frame.root path.background";
export const PATH_LINES = ".paths_marks path";
export const LOSS_LINES = ".losses_marks path";
export const LEGEND = ".role-legend";
export const LEGEND_LABELS = ".role-legend-label text";
export const RUN_LINES = `${CHART} .mark-line.role-mark path`;
export const RUN_DOTS = `${CHART} .mark-symbol.role-mark path, ${CHART} .mark-text.role-mark text`;
// The row that Vega hangs on what it draws, with all of its siblings.
export const rowOf = ({ ["__data__"]: row }) => row;
// A chart as a drawing, and what of it belongs to the step that is shown, or is there to be hovered alone.
export const DRAWING = "svg.marks";
export const PASSING = '.ring_marks, [class*=" here_"], [opacity="0"]';
const INPUTS = ".vega-bindings input";
export const RING_INPUTS = `${CHART} ${INPUTS}[name^=ring_]`;
export const inputOf = (chart, parameter) => chart?.querySelector(`${INPUTS}[name=${parameter}]`);
export const tellVega = (input, text) => {
  if (!input || input.value === text) return;
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
};

// Graphviz's graph, in Streamlit's chart.
export const GRAPH = ".st-key-tape_graph";
export const GRAPH_SVG = "[data-testid=stGraphVizChart] svg";
export const GRAPH_NODE = "svg g.node";
export const GRAPH_TEXT = "text";
export const PX_PER_PT = 4 / 3; // Graphviz measures in points.
export const GRAPH_DRAWING = "svg:has(> g.graph)";
