/** The questions of a soak and what becomes of them: the server plays it, the client knows what is to come. */

/** One in ten is cut (every other time by a reset), one cancelled, one malformed. */
export function kindOf(i) {
  switch (i % 10) {
    case 2:
      return i % 20 === 2 ? 'cut' : 'reset';
    case 5:
      return 'endless';
    case 8:
      return 'malformed';
    default:
      return 'whole';
  }
}

/** Only this one asks so, and each of its words says so: an answer that gets a word of another's is found out. */
export const questionOf = (i) => `question ${i}`;

/** In words. Some answers are long enough for their frames to be read by a template. */
export const lengthOf = (i) => (i % 50 === 0 ? LONG : SHORT);
export const SHORT = 24;
const LONG = 200;

export const wordsOf = (question, length) =>
  Array.from({ length }, (_, n) => `${question}, word ${n}: "naïve" 世界 👋 `);

/** The last word before an answer is cut. It has been sent for certain up to the last one but three. */
export const LAST_WORD = 15;
export const WORDS_BEFORE_CUT = 13;

/** Behind these words comes what is no frame. */
const BAD_FRAMES = new Map([
  [0, (question) => ({ reason: 'json', data: `{"choices":["${question}, first`, index: 1 })],
  [8, (question) => ({ reason: 'shape', data: `{"choices":"${question}, second"}`, index: 10 })],
  [16, (question) => ({ reason: 'json', data: `{"choices":["${question}, third"]`, index: 19 })],
]);

/** What is no frame behind a word, if anything is. */
export const badFrameAfter = (word, question) => BAD_FRAMES.get(word)?.(question);

/** All that a client is to be told of. */
export const badFramesOf = (question) => [...BAD_FRAMES.values()].map((badFrame) => badFrame(question));
