/**
 * Work in turns: in a large chain each part of the work has a frame of its own, so that typing never waits; of each
 * kind only the newest is done.
 */
export class Turns {
  /** @type {Map<string, () => void>} */
  #waiting = new Map();
  #running = false;

  /** @param {boolean} large where not, all work is done at once */
  constructor(large) {
    this.large = large;
  }

  /**
   * @param {string} kind
   * @param {() => void} work
   */
  soon(kind, work) {
    if (!this.large) {
      work();
      return;
    }
    this.#waiting.delete(kind);
    this.#waiting.set(kind, work);
    if (!this.#running) {
      this.#running = true;
      setTimeout(() => this.#step(), 30);
    }
  }

  #step() {
    const next = this.#waiting.entries().next();
    this.#running = !next.done;
    if (!next.done) {
      const [kind, work] = next.value;
      this.#waiting.delete(kind);
      work();
      requestAnimationFrame(() => setTimeout(() => this.#step(), 0));
    }
  }
}
