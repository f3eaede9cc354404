import type { Scenario } from '../../server/Transcript.ts';
import { bytesOf } from '../bytesOf.ts';

/** Answers on Gemini's wire. */
export const geminiAnswers = {
  /** Plain text word by word; the finish reason comes with the last word, and usage grows with each. */
  default: {
    stream: {
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"This "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"is "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"a "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"canned "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"answer: "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"the "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"server "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"embedded "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"in "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"rxllm "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"sends "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"it, "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"and "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"no "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"model "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"was "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"asked. "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"A "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"stream "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"is "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"a "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"value "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"spread "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"over "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"time. "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"You "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"subscribe, "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"and "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"each "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"word "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"reaches "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"you "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"as "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"soon "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"as "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"it "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"is "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"there; "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"you "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"unsubscribe, "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"and "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"the "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"socket "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"is "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"closed. "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"In "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"between "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"you "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"map, "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"filter, "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"merge "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"and "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"race "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"answers "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"like "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"any "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"other "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"Observable. "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"Grüße, "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"世界! "}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"👋"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":61,"totalTokenCount":66},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":61,"totalTokenCount":66},"modelVersion":"canned","responseId":"canned-answer"}',
      ],
    },
  },

  /** Many scripts; a character split between its bytes, two written as escapes, and text that looks like an end marker. */
  unicode: {
    stream: {
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"Canned: "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"',
        bytesOf(0xf0, 0x9f),
        bytesOf(0x91, 0x8b),
        ' "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"Gr\\u00fc\\u00dfe, "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"世界! "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"नमस्ते, "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"שלום, "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"é & "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"👩‍🚀. "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"A line that begins with "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"data: [DONE]"}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"\\n"}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"is text, and so is \\ud834\\udd1e."}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"Canned: 👋 Grüße, 世界! नमस्ते, שלום, é & 👩‍🚀. A line that begins with data: [DONE]\\nis text, and so is 𝄞."}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}',
      ],
    },
  },

  /** Thoughts first, then text, and an empty part with the signature; usage counts both. */
  reasoning: {
    stream: {
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"Nobody asked me, ","thought":true}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"so I need not think.","thought":true}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"Canned, "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"without a thought."}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"Y2FubmVk"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":3,"totalTokenCount":14,"cachedContentTokenCount":3,"thoughtsTokenCount":6},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"Nobody asked me, so I need not think.","thought":true},{"text":"Canned, without a thought.","thoughtSignature":"Y2FubmVk"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":3,"totalTokenCount":14,"cachedContentTokenCount":3,"thoughtsTokenCount":6},"modelVersion":"canned","responseId":"canned-answer"}',
      ],
    },
  },

  /** The prompt is blocked, which is how this wire refuses: no candidate, and no text to state that the answer is canned. */
  refusal: {
    stream: {
      pieces: [
        'data: {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":5,"totalTokenCount":5},"modelVersion":"canned","responseId":"canned-answer"}',
      ],
    },
  },

  /** Two parallel calls, each complete and in a frame of its own; the first is signed. */
  'tool-calls': {
    stream: {
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"weather","args":{"city":"Zürich"},"id":"call_canned_0"},"thoughtSignature":"Y2FubmVk"}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"time","args":{"zone":"Europe/Zurich"},"id":"call_canned_1"}}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"functionCall":{"name":"weather","args":{"city":"Zürich"},"id":"call_canned_0"},"thoughtSignature":"Y2FubmVk"},{"functionCall":{"name":"time","args":{"zone":"Europe/Zurich"},"id":"call_canned_1"}}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}',
      ],
    },
  },

  /** Two calls, and a text after their results. */
  'tool-loop': {
    rounds: [
      {
        stream: {
          pieces: [
            'data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"weather","args":{"city":"Zürich"},"id":"call_canned_0"},"thoughtSignature":"Y2FubmVk"}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
            'data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"time","args":{"zone":"Europe/Zurich"},"id":"call_canned_1"}}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
            'data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
          ],
        },
        json: {
          contentType: 'application/json',
          pieces: [
            '{"candidates":[{"content":{"parts":[{"functionCall":{"name":"weather","args":{"city":"Zürich"},"id":"call_canned_0"},"thoughtSignature":"Y2FubmVk"},{"functionCall":{"name":"time","args":{"zone":"Europe/Zurich"},"id":"call_canned_1"}}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}',
          ],
        },
      },
      {
        stream: {
          pieces: [
            'data: {"candidates":[{"content":{"parts":[{"text":"Canned, "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
            'data: {"candidates":[{"content":{"parts":[{"text":"with both results: "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
            'data: {"candidates":[{"content":{"parts":[{"text":"it rains in Zürich, "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
            'data: {"candidates":[{"content":{"parts":[{"text":"and it is noon."}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
          ],
        },
        json: {
          contentType: 'application/json',
          pieces: [
            '{"candidates":[{"content":{"parts":[{"text":"Canned, with both results: it rains in Zürich, and it is noon."}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}',
          ],
        },
      },
    ],
  },

  /** Two parallel candidates that end for different reasons. */
  choices: {
    stream: {
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"The first "}],"role":"model"},"index":0},{"content":{"parts":[{"text":"The second "}],"role":"model"},"index":1}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"canned answer."}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"canned answer, "}],"role":"model"},"index":1}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"too lo"}],"role":"model"},"index":1}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"finishReason":"MAX_TOKENS","index":1}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"The first canned answer."}],"role":"model"},"finishReason":"STOP","index":0},{"content":{"parts":[{"text":"The second canned answer, too lo"}],"role":"model"},"finishReason":"MAX_TOKENS","index":1}],"modelVersion":"canned","responseId":"canned-answer"}',
      ],
    },
  },

  /** The token limit ends the text. */
  length: {
    stream: {
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"This canned answer "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"ends in the mid"}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"finishReason":"MAX_TOKENS","index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"This canned answer ends in the mid"}],"role":"model"},"finishReason":"MAX_TOKENS","index":0}],"modelVersion":"canned","responseId":"canned-answer"}',
      ],
    },
  },

  /** The service withholds the rest. */
  'content-filter': {
    stream: {
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"This canned answer "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"finishReason":"SAFETY","index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"This canned answer "}],"role":"model"},"finishReason":"SAFETY","index":0}],"modelVersion":"canned","responseId":"canned-answer"}',
      ],
    },
  },

  /** Comments, frames without content, an early STOP, three kinds of line ends, an event with two data lines: all tolerable, none of it content. */
  noise: {
    stream: {
      pieces: [
        ': canned\n\n',
        'data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}\n\n',
        ': canned\r\n\r\n',
        'data:{"candidates":[]}\r\n\r\n',
        'data: {}\r\r',
        'data: {"usageMetadata":{"trafficType":"ON_DEMAND"}}\n\n',
        'retry: 1000\nid: 7\ndata: {"candidates":[{"content":{"parts":[{"text":"Canned, "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\n\n',
        'data: {"candidates":\ndata: [{"content":{"parts":[{"text":"in good order."}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\n\n',
        'data: {"candidates":[{"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"Canned, in good order."}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}',
      ],
    },
  },

  /** What must not reach a terminal unescaped: colours, clearing the screen, a window title, a bell. */
  'control-characters': {
    stream: {
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"Canned \\u001b[31mred\\u001b[0m, "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"\\u001b[2Jcleared, "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"\\u001b]0;titled\\u0007, \\b\\u009b1mbold."}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"Canned \\u001b[31mred\\u001b[0m, \\u001b[2Jcleared, \\u001b]0;titled\\u0007, \\b\\u009b1mbold."}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}',
      ],
    },
  },
} satisfies Readonly<Record<string, Scenario>>;
