// The frames of each set, the same in every run: what the server sends, and the texts that a contestant has to give back.

/** After so many frames the texts begin anew. */
export const CYCLE = 8192;

const HEAD =
  '"id":"chatcmpl-BkLq3VmZ8tYw0RhXsN5uJcPdAe7","object":"chat.completion.chunk","created":1767225600,' +
  '"model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_34a54ae93c",';

/** How one answer begins: an event with the role and no text. */
export const OPENING = event({ delta: '{"role":"assistant","content":"","refusal":null}' });

/**
 * The sets of frames, each about 290 bytes a frame.
 *
 * - `stable`: consecutive frames differ in their text alone. A third of the literals hold escapes, a tenth characters beyond
 *   Latin-1, as in a model's prose with some code.
 * - `obfuscation`: OpenAI's field of that name, a random string of random length, changes with each frame as well.
 * - `choices`: two choices take turns (`n: 2`).
 * - `wide`: every text holds characters beyond Latin-1.
 */
const sets = {
  stable: (random) => ({ text: proseText(random) }),
  obfuscation: (random) => ({ text: proseText(random), obfuscation: randomLetters(random) }),
  choices: (random, n) => ({ text: proseText(random), choice: n % 2 }),
  wide: (random) => ({ text: wideText(random) }),
};

export const SETS = Object.keys(sets);

/** One cycle of a set: `{ text, choice, bytes }` of each frame. */
export function cycleOf(set) {
  const random = mulberry32(20_260_101);
  return Array.from({ length: CYCLE }, (_, n) => {
    const { text, choice = 0, obfuscation } = sets[set](random, n);
    const delta = `{"content":${JSON.stringify(text)}}`;
    return { text, choice, bytes: Buffer.from(event({ delta, choice, obfuscation })) };
  });
}

/** How an answer ends: the reasons, the usage, and the end marker. */
export function closing(set) {
  const reasons = (set === 'choices' ? [0, 1] : [0]).map((choice) => event({ delta: '{}', choice, reason: '"stop"' }));
  const usage = '"usage":{"prompt_tokens":9,"completion_tokens":99,"total_tokens":108}';
  return Buffer.from(`${reasons.join('')}data: {${HEAD}"choices":[],${usage}}\n\ndata: [DONE]\n\n`);
}

/** One event whose line is `bytes` long in all. */
export function longLine(bytes) {
  const letters = bytes - event({ delta: '{"content":""}' }).length + 2;
  return { text: 'x'.repeat(letters), bytes: Buffer.from(event({ delta: `{"content":"${'x'.repeat(letters)}"}` })) };
}

/** An event of the wire; the members come as JSON. */
function event({ delta, choice = 0, reason = 'null', obfuscation }) {
  const tail = obfuscation === undefined ? '' : `,"obfuscation":"${obfuscation}"`;
  const choices = `"choices":[{"index":${choice},"delta":${delta},"logprobs":null,"finish_reason":${reason}}]`;
  return `data: {${HEAD}${choices}${tail}}\n\n`;
}

function proseText(random) {
  const dice = random();
  if (dice < 1 / 3) return pick(random, escaped) + word(random);
  if (dice < 1 / 3 + 0.1) return pick(random, wide) + word(random);
  return word(random);
}

const wideText = (random) => pick(random, wide) + pick(random, wide);
const escaped = ['\n', '\n\n', '"', '\\', '\t', '",\n  "', '}\n'];
const wide = ['日本', ' поток', '語', ' 🙂', '”', ' —', ' ∀'];

function word(random) {
  const letters = Array.from({ length: 1 + Math.floor(random() * 8) }, () => letter(random)).join('');
  return random() < 0.7 ? ` ${letters}` : letters;
}

const randomLetters = (random) => Array.from({ length: 1 + Math.floor(random() * 16) }, () => letter(random)).join('');
const letter = (random) => 'etaoinshrdlucmfwypvbgkjqxz'[Math.floor(random() ** 1.6 * 26)];
const pick = (random, from) => from[Math.floor(random() * from.length)];

/** A small seeded generator of numbers from 0 to 1. */
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
