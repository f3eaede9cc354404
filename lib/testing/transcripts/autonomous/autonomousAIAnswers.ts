import type { Scenario } from '../../server/Transcript.ts';
import { bytesOf } from '../bytesOf.ts';

/** Answers on Autonomous.AI's wire, as far as they differ from OpenAI's. */
export const autonomousAIAnswers = {
  /** Plain text word by word, a finish reason and `[DONE]`. */
  default: {
    stream: {
      pieces: [
        'data: {"choices":[{"index":0,"delta":{"content":"This "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"is "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"a "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"canned "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"answer: "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"the "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"server "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"embedded "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"in "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"rxllm "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"sends "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"it, "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"and "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"no "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"model "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"was "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"asked. "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"A "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"stream "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"is "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"a "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"value "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"spread "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"over "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"time. "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"You "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"subscribe, "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"and "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"each "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"word "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"reaches "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"you "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"as "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"soon "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"as "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"it "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"is "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"there; "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"you "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"unsubscribe, "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"and "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"the "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"socket "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"is "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"closed. "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"In "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"between "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"you "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"map, "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"filter, "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"merge "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"and "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"race "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"answers "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"like "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"any "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"other "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"Observable. "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"Grüße, "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"世界! "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"👋"},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"choices":[{"index":0,"message":{"role":"assistant","content":"This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋"},"finish_reason":"stop"}]}',
      ],
    },
  },

  /** Many scripts; a character split between its bytes, two written as escapes, and text that looks like an end marker. */
  unicode: {
    stream: {
      pieces: [
        'data: {"choices":[{"index":0,"delta":{"content":"Canned: "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"',
        bytesOf(0xf0, 0x9f),
        bytesOf(0x91, 0x8b),
        ' "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"Gr\\u00fc\\u00dfe, "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"世界! "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"नमस्ते, "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"שלום, "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"é & "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"👩‍🚀. "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"A line that begins with "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"data: [DONE]"},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"\\n"},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"is text, and so is \\ud834\\udd1e."},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"choices":[{"index":0,"message":{"role":"assistant","content":"Canned: 👋 Grüße, 世界! नमस्ते, שלום, é & 👩‍🚀. A line that begins with data: [DONE]\\nis text, and so is 𝄞."},"finish_reason":"stop"}]}',
      ],
    },
  },

  /** The token limit ends the text; the reason is at the top level of its frame. */
  length: {
    stream: {
      pieces: [
        'data: {"choices":[{"index":0,"delta":{"content":"This canned answer "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"ends in the mid"},"finish_reason":null}]}\n\n',
        'data: {"choices":[],"finish_reason":"length"}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"choices":[{"index":0,"message":{"role":"assistant","content":"This canned answer ends in the mid"}}],"finish_reason":"length"}',
      ],
    },
  },
} satisfies Readonly<Record<string, Scenario>>;
