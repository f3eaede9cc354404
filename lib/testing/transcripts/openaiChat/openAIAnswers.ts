import type { Scenario } from '../../server/Transcript.ts';
import { bytesOf } from '../bytesOf.ts';

/** Answers on OpenAI's wire. */
export const openAIAnswers = {
  /** Plain text word by word, a finish reason, usage in a frame of its own, and `[DONE]`. */
  default: {
    stream: {
      pieces: [
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"This "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"is "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"a "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"canned "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"answer: "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"the "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"server "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"embedded "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"in "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"rxllm "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"sends "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"it, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"and "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"no "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"model "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"was "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"asked. "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"A "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"stream "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"is "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"a "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"value "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"spread "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"over "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"time. "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"You "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"subscribe, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"and "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"each "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"word "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"reaches "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"you "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"as "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"soon "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"as "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"it "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"is "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"there; "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"you "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"unsubscribe, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"and "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"the "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"socket "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"is "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"closed. "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"In "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"between "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"you "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"map, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"filter, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"merge "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"and "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"race "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"answers "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"like "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"any "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"other "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"Observable. "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"Grüße, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"世界! "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{"content":"👋"},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
        'data: {"id":"chatcmpl-canned","object":"chat.completion.chunk","created":1700000000,"model":"canned","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":61,"total_tokens":66}}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"chatcmpl-canned","object":"chat.completion","created":1700000000,"model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":"This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":61,"total_tokens":66}}',
      ],
    },
  },

  /** Many scripts; a character split between its bytes, two written as escapes, and text that looks like an end marker. */
  unicode: {
    stream: {
      pieces: [
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"Canned: "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"',
        bytesOf(0xf0, 0x9f),
        bytesOf(0x91, 0x8b),
        ' "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"Gr\\u00fc\\u00dfe, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"世界! "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"नमस्ते, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"שלום, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"é & "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"👩‍🚀. "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"A line that begins with "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"data: [DONE]"},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"\\n"},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"is text, and so is \\ud834\\udd1e."},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":"Canned: 👋 Grüße, 世界! नमस्ते, שלום, é & 👩‍🚀. A line that begins with data: [DONE]\\nis text, and so is 𝄞."},"finish_reason":"stop"}]}',
      ],
    },
  },

  /** Reasoning first, then text; usage counts both. */
  reasoning: {
    stream: {
      pieces: [
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"reasoning_content":"Nobody asked me, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"reasoning_content":"so I need not think."},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"Canned, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"without a thought."},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":9,"total_tokens":14,"prompt_tokens_details":{"cached_tokens":3},"completion_tokens_details":{"reasoning_tokens":6}}}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":"Canned, without a thought.","reasoning_content":"Nobody asked me, so I need not think."},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":9,"total_tokens":14,"prompt_tokens_details":{"cached_tokens":3},"completion_tokens_details":{"reasoning_tokens":6}}}',
      ],
    },
  },

  /** A refusal in place of text. */
  refusal: {
    stream: {
      pieces: [
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"role":"assistant","content":null,"refusal":""},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"refusal":"This canned model "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"refusal":"would rather not."},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"This canned model would rather not."},"finish_reason":"stop"}]}',
      ],
    },
  },

  /** Two parallel tool calls, with their arguments in pieces. */
  'tool-calls': {
    stream: {
      pieces: [
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_canned_0","type":"function","function":{"name":"weather","arguments":""}}]},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":"}}]},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"Zürich\\"}"}}]},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_canned_1","type":"function","function":{"name":"time","arguments":""}}]},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{\\"zone\\":\\"Europe/"}}]},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"Zurich\\"}"}}]},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_canned_0","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Zürich\\"}"}},{"id":"call_canned_1","type":"function","function":{"name":"time","arguments":"{\\"zone\\":\\"Europe/Zurich\\"}"}}]},"finish_reason":"tool_calls"}]}',
      ],
    },
  },

  /** The same two calls; once their results are sent, a text that uses them. */
  'tool-loop': {
    rounds: [
      {
        stream: {
          pieces: [
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_canned_0","type":"function","function":{"name":"weather","arguments":""}}]},"finish_reason":null}]}\n\n',
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":"}}]},"finish_reason":null}]}\n\n',
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"Zürich\\"}"}}]},"finish_reason":null}]}\n\n',
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_canned_1","type":"function","function":{"name":"time","arguments":""}}]},"finish_reason":null}]}\n\n',
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{\\"zone\\":\\"Europe/"}}]},"finish_reason":null}]}\n\n',
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"Zurich\\"}"}}]},"finish_reason":null}]}\n\n',
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\n',
            'data: [DONE]\n\n',
          ],
        },
        json: {
          contentType: 'application/json',
          pieces: [
            '{"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_canned_0","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Zürich\\"}"}},{"id":"call_canned_1","type":"function","function":{"name":"time","arguments":"{\\"zone\\":\\"Europe/Zurich\\"}"}}]},"finish_reason":"tool_calls"}]}',
          ],
        },
      },
      {
        stream: {
          pieces: [
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\n',
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"Canned, "},"finish_reason":null}]}\n\n',
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"with both results: "},"finish_reason":null}]}\n\n',
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"it rains in Zürich, "},"finish_reason":null}]}\n\n',
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"and it is noon."},"finish_reason":null}]}\n\n',
            'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
            'data: [DONE]\n\n',
          ],
        },
        json: {
          contentType: 'application/json',
          pieces: [
            '{"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":"Canned, with both results: it rains in Zürich, and it is noon."},"finish_reason":"stop"}]}',
          ],
        },
      },
    ],
  },

  /** Two parallel answers that end for different reasons. */
  choices: {
    stream: {
      pieces: [
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"The first "},"finish_reason":null},{"index":1,"delta":{"content":"The second "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"canned answer."},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":1,"delta":{"content":"canned answer, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":1,"delta":{"content":"too lo"},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":1,"delta":{},"finish_reason":"length"}]}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":"The first canned answer."},"finish_reason":"stop"},{"index":1,"message":{"role":"assistant","content":"The second canned answer, too lo"},"finish_reason":"length"}]}',
      ],
    },
  },

  /** The token limit ends the text. */
  length: {
    stream: {
      pieces: [
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"This canned answer "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"ends in the mid"},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{},"finish_reason":"length"}]}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":"This canned answer ends in the mid"},"finish_reason":"length"}]}',
      ],
    },
  },

  /** The provider withholds the rest. */
  'content-filter': {
    stream: {
      pieces: [
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"This canned answer "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":"This canned answer "},"finish_reason":"content_filter"}]}',
      ],
    },
  },

  /** Comments, frames without content, three kinds of line ends, an event with two data lines: all of it legal, none of it content. */
  noise: {
    stream: {
      pieces: [
        ': OPENROUTER PROCESSING\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\n',
        ': OPENROUTER PROCESSING\r\n\r\n',
        'data:{"choices":[]}\r\n\r\n',
        'data: {}\r\r',
        'retry: 1000\nid: 7\ndata: {"choices":[{"index":0,"delta":{"content":"Canned, "},"finish_reason":null}]}\n\n',
        'data: {"choices":\ndata: [{"index":0,"delta":{"content":"in good order."},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":"Canned, in good order."},"finish_reason":"stop"}]}',
      ],
    },
  },

  /** What must not reach a terminal unescaped: colours, clearing the screen, a window title, a bell. */
  'control-characters': {
    stream: {
      pieces: [
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"Canned \\u001b[31mred\\u001b[0m, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"\\u001b[2Jcleared, "},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{"content":"\\u001b]0;titled\\u0007, \\b\\u009b1mbold."},"finish_reason":null}]}\n\n',
        'data: {"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"chatcmpl-canned","model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":"Canned \\u001b[31mred\\u001b[0m, \\u001b[2Jcleared, \\u001b]0;titled\\u0007, \\b\\u009b1mbold."},"finish_reason":"stop"}]}',
      ],
    },
  },
} satisfies Readonly<Record<string, Scenario>>;
