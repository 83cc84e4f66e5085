// What a control tells the server, but never faster than it answers.
//
// Everything sent carries a turn, counted up; the server hands the turn whose values it has shown back. Until that comes,
// newer values wait, and only the newest are sent. An answer counts however late it is: patience only lets the next values go.

const PATIENCE_MS = 2000; // After this long without an answer the next values are sent all the same.

export class Turns {
  // `send` gets { values, turn }; `follow` the turn of every answer and whether newer values wait, before these are sent;
  // `ahead` is how many may be on their way: with two, the server makes the next answer while the browser draws this one.
  constructor({ send, follow = () => {}, ahead = 1 }) {
    Object.assign(this, { send, follow, ahead });
    this.sent = 0; // The turn of the last message,
    this.heard = 0; // of the last one that was answered,
    this.passed = 0; // and of the last one that is waited for no longer.
    this.waiting = {};
  }

  put(values) {
    Object.assign(this.waiting, values);
    this.flush();
  }

  // Whether all that was chosen is what the server has shown.
  get quiet() {
    return this.heard >= this.sent && !this.holds();
  }

  holds() {
    return Object.keys(this.waiting).length > 0;
  }

  flush() {
    if (!this.holds() || this.sent - this.passed >= this.ahead) return;
    this.sent += 1;
    const [values, turn] = [this.waiting, this.sent];
    this.waiting = {};
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.pass(turn), PATIENCE_MS);
    this.send({ values, turn });
  }

  // The server has shown the values of a turn, and with them those of all before. Another `visit` than the one that was told
  // is one with another server: what it shows is all there is.
  answered(turn, visit) {
    if (this.visit !== undefined && this.visit !== visit) this.forget();
    this.visit = visit;
    // One that is shown anew, in a session that has heard of it.
    if (this.sent === 0) this.sent = this.heard = this.passed = turn;
    if (turn <= this.heard) return;
    this.heard = turn;
    this.follow(turn, this.holds());
    this.pass(turn);
  }

  // Nobody is left who could answer what was sent.
  forget() {
    clearTimeout(this.patience);
    this.waiting = {};
    this.heard = this.passed = this.sent;
  }

  // What was chosen before the visitor went back must not come after. Gives what ends this.
  untilGone() {
    const gone = () => this.forget();
    addEventListener("popstate", gone);
    return () => removeEventListener("popstate", gone);
  }

  pass(turn) {
    this.passed = Math.max(this.passed, turn);
    if (this.passed >= this.sent) clearTimeout(this.patience);
    this.flush();
  }
}
