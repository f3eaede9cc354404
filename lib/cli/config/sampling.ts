import type * as t from 'io-ts';
import { REQUEST_FIELDS, type ChatRequest } from '../../request/ChatRequest.ts';

/** How the model chooses its words, in the names of a request. */
export type Sampling = Pick<ChatRequest, 'temperature' | 'maxTokens' | 'topP' | 'seed' | 'stop' | 'reasoningEffort'>;

/** One of them, on the command line and in the config file. */
export interface SamplingOption {
  readonly field: keyof Sampling;
  readonly flags: string;
  readonly meaning: string;
  readonly codec: t.Mixed;
  /** What its text stands for. @default the text */
  readonly read?: ((text: string) => unknown) | undefined;
  /** May it be given several times? */
  readonly isList?: true | undefined;
}

// Not `Number`: it takes an empty text for 0, and words for numbers that are no decimal ones.
const toNumber = (text: string): number => (/^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN);
const { temperature, maxTokens, topP, seed, stop, reasoningEffort } = REQUEST_FIELDS;

/** All of them. */
export const SAMPLING: readonly SamplingOption[] = [
  {
    field: 'temperature',
    flags: '-t, --temperature <number>',
    meaning: 'how freely the model chooses its words',
    codec: temperature.codec,
    read: toNumber,
  },
  {
    field: 'maxTokens',
    flags: '--max-tokens <number>',
    meaning: 'how many tokens the answer may have',
    codec: maxTokens.codec,
    read: toNumber,
  },
  {
    field: 'topP',
    flags: '--top-p <number>',
    meaning: 'which part of the probable words to choose from, from 0 to 1',
    codec: topP.codec,
    read: toNumber,
  },
  {
    field: 'seed',
    flags: '--seed <number>',
    meaning: 'the same seed gives the same answer, where the service can do that',
    codec: seed.codec,
    read: toNumber,
  },
  {
    field: 'stop',
    flags: '--stop <text>',
    meaning: 'end the answer at this text; may be given several times',
    codec: stop.codec,
    isList: true,
  },
  {
    field: 'reasoningEffort',
    flags: '--effort <word>',
    meaning: "how long to think, in the service's words: low, medium, high",
    codec: reasoningEffort.codec,
  },
];

/** `--max-tokens` */
export const flagOf = ({ flags }: SamplingOption): string => /--[a-z-]+/.exec(flags)?.[0] ?? flags;
