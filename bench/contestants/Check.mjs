/** Compares what a contestant gives with what the server sends, piece by piece; costs a comparison of two short strings. */
export class Check {
  #expected;
  #at = 0;
  /** Text of pieces that were not cut as the frames are. */
  #rest = '';
  #count = 0;
  #differs = false;

  /** @param expected one cycle of `{ text, choice }` */
  constructor(expected) {
    this.#expected = expected;
  }

  take = (text, choice = 0) => {
    const next = this.#expected[this.#at];
    if (text === next.text && choice === next.choice && this.#rest === '') this.#advance();
    else this.#takeOther(text, choice);
  };

  /** Frames whose whole text came. */
  get count() {
    return this.#count;
  }

  /** Has just this number of frames come, each with its text? Begins anew. */
  isRight(frames) {
    const right = !this.#differs && this.#rest === '' && this.#count === frames;
    this.#at = 0;
    this.#rest = '';
    this.#count = 0;
    this.#differs = false;
    return right;
  }

  #advance() {
    this.#count++;
    if (++this.#at === this.#expected.length) this.#at = 0;
  }

  #takeOther(text, choice) {
    if (this.#differs) return;
    let rest = this.#rest + text;
    for (let next = this.#expected[this.#at]; rest !== ''; next = this.#expected[this.#at]) {
      if (choice !== next.choice || !(rest.startsWith(next.text) || next.text.startsWith(rest))) {
        this.#differs = true;
        return;
      }
      if (rest.length < next.text.length) break;
      rest = rest.slice(next.text.length);
      this.#advance();
    }
    this.#rest = rest;
  }
}
