import type { Scenario } from '../../server/Transcript.ts';

/** A good status without an answer behind it, in this wire's own words. */
export const noResponses = {
  /** `[DONE]` alone, or a response of nothing. */
  'only-done': {
    stream: {
      pieces: [
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"object":"response","output":[]}',
      ],
    },
  },
} satisfies Readonly<Record<string, Scenario>>;
