import type * as t from 'io-ts';
import { REQUEST_FIELDS, type ChatRequest } from '../../request/ChatRequest.ts';

/** The settings of a request that say how the model answers. */
export type Sampling = Pick<ChatRequest, 'temperature' | 'maxTokens' | 'topP' | 'seed' | 'stop' | 'reasoningEffort'>;

/** One of them, on the command line and in the config file. */
export interface SamplingOption {
  readonly field: keyof Sampling;
  readonly flags: string;
  readonly meaning: string;
  readonly codec: t.Mixed;
  /** Makes the value from the text. @default the text itself */
  readonly read?: ((text: string) => unknown) | undefined;
  /** Whether it may be repeated. */
  readonly isList?: true | undefined;
}

// Not `Number`, which reads an empty text as 0 and accepts `0x10` and `Infinity`.
const toNumber = (text: string): number => (/^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN);
const { temperature, maxTokens, topP, seed, stop, reasoningEffort } = REQUEST_FIELDS;

/** All of them. */
export const SAMPLING: readonly SamplingOption[] = [
  {
    field: 'temperature',
    flags: '-t, --temperature <number>',
    meaning: 'how random the answer may be',
    codec: temperature.codec,
    read: toNumber,
  },
  {
    field: 'maxTokens',
    flags: '--max-tokens <number>',
    meaning: 'the most tokens that the answer may have',
    codec: maxTokens.codec,
    read: toNumber,
  },
  {
    field: 'topP',
    flags: '--top-p <number>',
    meaning: 'choose only among the most probable words, from 0 to 1',
    codec: topP.codec,
    read: toNumber,
  },
  {
    field: 'seed',
    flags: '--seed <number>',
    meaning: 'repeat an answer by using the same seed, where the service supports it',
    codec: seed.codec,
    read: toNumber,
  },
  {
    field: 'stop',
    flags: '--stop <text>',
    meaning: 'end the answer before this text; may be repeated',
    codec: stop.codec,
    isList: true,
  },
  {
    field: 'reasoningEffort',
    flags: '--effort <word>',
    meaning: "how much to reason, in the service's own words: low, medium, high",
    codec: reasoningEffort.codec,
  },
];

/** `--max-tokens` */
export const flagOf = ({ flags }: SamplingOption): string => /--[a-z-]+/.exec(flags)?.[0] ?? flags;
