import type { Scenario } from '../../server/Transcript.ts';

/** A successful status without an answer, in this wire's own format. */
export const noResponses = {
  /** `[DONE]` alone, or an empty response. */
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
