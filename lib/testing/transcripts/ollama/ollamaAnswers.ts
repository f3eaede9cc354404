import type { Scenario } from '../../server/Transcript.ts';
import { bytesOf } from '../bytesOf.ts';

const STREAM = 'application/x-ndjson';
const JSON_TYPE = 'application/json; charset=utf-8';

/** Plain text word by word, and a last line with the reason and the token counts. */
const plain = {
  stream: {
    contentType: STREAM,
    pieces: [
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"This "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"is "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"a "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"canned "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"answer: "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"the "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"server "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"embedded "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"in "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"rxllm "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"sends "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"it, "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"and "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"no "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"model "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"was "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"asked. "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"A "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"stream "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"is "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"a "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"value "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"spread "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"over "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"time. "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"You "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"subscribe, "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"and "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"each "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"word "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"reaches "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"you "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"as "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"soon "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"as "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"it "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"is "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"there; "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"you "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"unsubscribe, "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"and "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"the "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"socket "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"is "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"closed. "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"In "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"between "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"you "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"map, "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"filter, "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"merge "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"and "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"race "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"answers "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"like "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"any "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"other "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"Observable. "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"Grüße, "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"世界! "},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"👋"},"done":false}\n',
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":""},"done_reason":"stop","done":true,"total_duration":600000000,"load_duration":1000000,"prompt_eval_count":5,"prompt_eval_duration":9000000,"eval_count":61,"eval_duration":590000000}\n',
    ],
  },
  json: {
    contentType: JSON_TYPE,
    pieces: [
      '{"model":"canned","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant","content":"This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋"},"done_reason":"stop","done":true,"total_duration":600000000,"load_duration":1000000,"prompt_eval_count":5,"prompt_eval_duration":9000000,"eval_count":61,"eval_duration":590000000}',
    ],
  },
} satisfies Scenario;

/** Answers on Ollama's wire: one JSON object per line. */
export const ollamaAnswers = {
  default: plain,

  /** Many scripts; a character split between its bytes, two written as escapes, and text that looks like an end marker. */
  unicode: {
    stream: {
      contentType: STREAM,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"Canned: "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"',
        bytesOf(0xf0, 0x9f),
        bytesOf(0x91, 0x8b),
        ' "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"Gr\\u00fc\\u00dfe, "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"世界! "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"नमस्ते, "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"שלום, "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"é & "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"👩‍🚀. "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"A line that begins with "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"data: [DONE]"},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"\\n"},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"is text, and so is \\ud834\\udd1e."},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":""},"done_reason":"stop","done":true}\n',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"Canned: 👋 Grüße, 世界! नमस्ते, שלום, é & 👩‍🚀. A line that begins with data: [DONE]\\nis text, and so is 𝄞."},"done_reason":"stop","done":true}',
      ],
    },
  },

  /** Thoughts first, then text; the count includes both. */
  reasoning: {
    stream: {
      contentType: STREAM,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"","thinking":"Nobody asked me, "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"","thinking":"so I need not think."},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"Canned, "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"without a thought."},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":""},"done_reason":"stop","done":true,"prompt_eval_count":5,"eval_count":9}\n',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"Canned, without a thought.","thinking":"Nobody asked me, so I need not think."},"done_reason":"stop","done":true,"prompt_eval_count":5,"eval_count":9}',
      ],
    },
  },

  /** The wire has no refusals: it is plain text. */
  refusal: {
    stream: {
      contentType: STREAM,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned model "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"would rather not."},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":""},"done_reason":"stop","done":true}\n',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned model would rather not."},"done_reason":"stop","done":true}',
      ],
    },
  },

  /** Two tool calls, each complete and on a line of its own; the reason does not reveal them. */
  'tool-calls': {
    stream: {
      contentType: STREAM,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_canned_0","function":{"index":0,"name":"weather","arguments":{"city":"Zürich"}}}]},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_canned_1","function":{"index":1,"name":"time","arguments":{"zone":"Europe/Zurich"}}}]},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":""},"done_reason":"stop","done":true}\n',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_canned_0","function":{"index":0,"name":"weather","arguments":{"city":"Zürich"}}},{"id":"call_canned_1","function":{"index":1,"name":"time","arguments":{"zone":"Europe/Zurich"}}}]},"done_reason":"stop","done":true}',
      ],
    },
  },

  /** Two tool calls, and text once their results are sent. */
  'tool-loop': {
    rounds: [
      {
        stream: {
          contentType: STREAM,
          pieces: [
            '{"model":"canned","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_canned_0","function":{"index":0,"name":"weather","arguments":{"city":"Zürich"}}}]},"done":false}\n',
            '{"model":"canned","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_canned_1","function":{"index":1,"name":"time","arguments":{"zone":"Europe/Zurich"}}}]},"done":false}\n',
            '{"model":"canned","message":{"role":"assistant","content":""},"done_reason":"stop","done":true}\n',
          ],
        },
        json: {
          contentType: JSON_TYPE,
          pieces: [
            '{"model":"canned","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_canned_0","function":{"index":0,"name":"weather","arguments":{"city":"Zürich"}}},{"id":"call_canned_1","function":{"index":1,"name":"time","arguments":{"zone":"Europe/Zurich"}}}]},"done_reason":"stop","done":true}',
          ],
        },
      },
      {
        stream: {
          contentType: STREAM,
          pieces: [
            '{"model":"canned","message":{"role":"assistant","content":"Canned, "},"done":false}\n',
            '{"model":"canned","message":{"role":"assistant","content":"with both results: "},"done":false}\n',
            '{"model":"canned","message":{"role":"assistant","content":"it rains in Zürich, "},"done":false}\n',
            '{"model":"canned","message":{"role":"assistant","content":"and it is noon."},"done":false}\n',
            '{"model":"canned","message":{"role":"assistant","content":""},"done_reason":"stop","done":true}\n',
          ],
        },
        json: {
          contentType: JSON_TYPE,
          pieces: [
            '{"model":"canned","message":{"role":"assistant","content":"Canned, with both results: it rains in Zürich, and it is noon."},"done_reason":"stop","done":true}',
          ],
        },
      },
    ],
  },

  /** The wire sends one answer at a time. */
  choices: plain,

  /** The token limit ends the text. */
  length: {
    stream: {
      contentType: STREAM,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned answer "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"ends in the mid"},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":""},"done_reason":"length","done":true}\n',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned answer ends in the mid"},"done_reason":"length","done":true}',
      ],
    },
  },

  /** The wire withholds nothing. */
  'content-filter': plain,

  /** Blank lines, lines without content, two kinds of line ends, members that are null or unknown: all of it legal, none of it content. */
  noise: {
    stream: {
      contentType: STREAM,
      pieces: [
        '\n',
        '{"model":"canned","message":{"role":"assistant","content":""},"done":false}\n',
        '\r\n',
        '{}\n',
        '   \n',
        '{"model":"canned","message":{"role":"assistant","content":"Canned, ","images":null,"tool_calls":null},"done":false,"logprobs":[]}\r\n',
        '{"model":"canned","message":{"role":"assistant","content":null,"thinking":""},"done":false}\n',
        '{ "done" : false , "message" : { "content" : "in good order." } , "model" : "canned" }\n',
        '{"model":"canned","message":null,"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":""},"done_reason":"stop","done":true}\n',
        '\n',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      pieces: [
        '\n{ "done" : true , "done_reason" : "stop" , "message" : { "content" : "Canned, in good order." , "images" : null } , "model" : "canned" }\n',
      ],
    },
  },

  /** What must not reach a terminal unescaped: colours, clearing the screen, a window title, a bell. */
  'control-characters': {
    stream: {
      contentType: STREAM,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"Canned \\u001b[31mred\\u001b[0m, "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"\\u001b[2Jcleared, "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"\\u001b]0;titled\\u0007, \\b\\u009b1mbold."},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":""},"done_reason":"stop","done":true}\n',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"Canned \\u001b[31mred\\u001b[0m, \\u001b[2Jcleared, \\u001b]0;titled\\u0007, \\b\\u009b1mbold."},"done_reason":"stop","done":true}',
      ],
    },
  },
} satisfies Readonly<Record<string, Scenario>>;
