import type { Scenario } from '../../server/Transcript.ts';
import { bytesOf } from '../bytesOf.ts';

/** Answers on Anthropic's wire. It has no parallel choices. */
export const anthropicAnswers = {
  /** Plain text word by word, with usage in the first event and in the second last. */
  default: {
    stream: {
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}} }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}             }\n\n',
        'event: ping\ndata: {"type": "ping"}\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"This "}}\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"is "}         }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a "}    }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"canned "}           }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"answer: "}  }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"the "}       }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"server "}              }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"embedded "}   }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"in "}          }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"rxllm "}     }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"sends "}            }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"it, "}        }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"and "}      }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"no "} }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"model "}             }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"was "}}\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"asked. "}         }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"A "}    }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"stream "}           }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"is "}  }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a "}       }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"value "}              }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"spread "}   }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"over "}          }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"time. "}     }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"You "}            }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"subscribe, "}        }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"and "}      }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"each "} }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"word "}             }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"reaches "}}\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"you "}         }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"as "}    }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"soon "}           }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"as "}  }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"it "}       }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"is "}              }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"there; "}   }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"you "}          }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"unsubscribe, "}     }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"and "}            }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"the "}        }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"socket "}      }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"is "} }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"closed. "}             }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"In "}}\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"between "}         }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"you "}    }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"map, "}           }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"filter, "}  }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"merge "}       }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"and "}              }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"race "}   }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"answers "}          }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"like "}     }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"any "}            }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"other "}        }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Observable. "}      }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüße, "} }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"世界! "}             }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"👋"}}\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":0         }\n\n',
        'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":61}    }\n\n',
        'event: message_stop\ndata: {"type":"message_stop"           }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"text","text":"This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":61}}',
      ],
    },
  },

  /** Many scripts; a character split between its bytes, two written as escapes, and text that looks like an end marker. */
  unicode: {
    stream: {
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}  }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}       }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Canned: "}              }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"',
        bytesOf(0xf0, 0x9f),
        bytesOf(0x91, 0x8b),
        ' "}   }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Gr\\u00fc\\u00dfe, "}          }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"世界! "}     }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"नमस्ते, "}            }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"שלום, "}        }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"é & "}      }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"👩‍🚀. "} }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"A line that begins with "}             }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"data: [DONE]"}}\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\\n"}         }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"is text, and so is \\ud834\\udd1e."}    }\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":0           }\n\n',
        'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":30}  }\n\n',
        'event: message_stop\ndata: {"type":"message_stop"       }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"text","text":"Canned: 👋 Grüße, 世界! नमस्ते, שלום, é & 👩‍🚀. A line that begins with data: [DONE]\\nis text, and so is 𝄞."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":9}}',
      ],
    },
  },

  /** Signed thinking first, then text; usage counts both, and the cached tokens. */
  reasoning: {
    stream: {
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":2,"cache_creation_input_tokens":0,"cache_read_input_tokens":3,"output_tokens":1}}              }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}   }\n\n',
        'event: ping\ndata: {"type": "ping"}\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Nobody asked me, "}          }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"so I need not think."}     }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"Y2FubmVk"}            }\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":0        }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}      }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Canned, "} }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"without a thought."}             }\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":1}\n\n',
        'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":2,"cache_creation_input_tokens":0,"cache_read_input_tokens":3,"output_tokens":9,"output_tokens_details":{"thinking_tokens":6}}         }\n\n',
        'event: message_stop\ndata: {"type":"message_stop"    }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"thinking","thinking":"Nobody asked me, so I need not think.","signature":"Y2FubmVk"},{"type":"text","text":"Canned, without a thought."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":2,"cache_creation_input_tokens":0,"cache_read_input_tokens":3,"output_tokens":9,"output_tokens_details":{"thinking_tokens":6}}}',
      ],
    },
  },

  /** A refusal without any content, and its explanation. */
  refusal: {
    stream: {
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}           }\n\n',
        'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null,"stop_details":{"type":"refusal","category":null,"explanation":"This canned model would rather not."}},"usage":{"output_tokens":0}  }\n\n',
        'event: message_stop\ndata: {"type":"message_stop"       }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":"refusal","stop_sequence":null,"stop_details":{"type":"refusal","category":null,"explanation":"This canned model would rather not."},"usage":{"input_tokens":5,"output_tokens":0}}',
      ],
    },
  },

  /** Two parallel tool calls, with their arguments in pieces. */
  'tool-calls': {
    stream: {
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}              }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_canned_0","name":"weather","input":{}}   }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":""}          }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\":"}     }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"\\"Zürich\\"}"}            }\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":0        }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_canned_1","name":"time","input":{}}      }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""} }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"zone\\":\\"Europe/"}             }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"Zurich\\"}"}}\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":1         }\n\n',
        'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":40}    }\n\n',
        'event: message_stop\ndata: {"type":"message_stop"           }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"tool_use","id":"toolu_canned_0","name":"weather","input":{"city":"Zürich"}},{"type":"tool_use","id":"toolu_canned_1","name":"time","input":{"zone":"Europe/Zurich"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":40}}',
      ],
    },
  },

  /** The same two calls; once their results are sent, a text that uses them. */
  'tool-loop': {
    rounds: [
      {
        stream: {
          pieces: [
            'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}} }\n\n',
            'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_canned_0","name":"weather","input":{}}             }\n\n',
            'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":""}}\n\n',
            'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\":"}         }\n\n',
            'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"\\"Zürich\\"}"}    }\n\n',
            'event: content_block_stop\ndata: {"type":"content_block_stop","index":0           }\n\n',
            'event: content_block_start\ndata: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_canned_1","name":"time","input":{}}  }\n\n',
            'event: content_block_delta\ndata: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""}       }\n\n',
            'event: content_block_delta\ndata: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"zone\\":\\"Europe/"}              }\n\n',
            'event: content_block_delta\ndata: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"Zurich\\"}"}   }\n\n',
            'event: content_block_stop\ndata: {"type":"content_block_stop","index":1          }\n\n',
            'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":40}     }\n\n',
            'event: message_stop\ndata: {"type":"message_stop"            }\n\n',
          ],
        },
        json: {
          contentType: 'application/json',
          pieces: [
            '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"tool_use","id":"toolu_canned_0","name":"weather","input":{"city":"Zürich"}},{"type":"tool_use","id":"toolu_canned_1","name":"time","input":{"zone":"Europe/Zurich"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":40}}',
          ],
        },
      },
      {
        stream: {
          pieces: [
            'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":90,"output_tokens":1}}  }\n\n',
            'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}       }\n\n',
            'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Canned, "}              }\n\n',
            'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"with both results: "}   }\n\n',
            'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"it rains in Zürich, "}          }\n\n',
            'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"and it is noon."}     }\n\n',
            'event: content_block_stop\ndata: {"type":"content_block_stop","index":0            }\n\n',
            'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":16}        }\n\n',
            'event: message_stop\ndata: {"type":"message_stop"      }\n\n',
          ],
        },
        json: {
          contentType: 'application/json',
          pieces: [
            '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"text","text":"Canned, with both results: it rains in Zürich, and it is noon."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":90,"output_tokens":16}}',
          ],
        },
      },
    ],
  },

  /** The token limit ends the text. */
  length: {
    stream: {
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}        }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}      }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"This canned answer "} }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ends in the mid"}             }\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}\n\n',
        'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_sequence":null},"usage":{"output_tokens":8}         }\n\n',
        'event: message_stop\ndata: {"type":"message_stop"    }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"text","text":"This canned answer ends in the mid"}],"stop_reason":"max_tokens","stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":9}}',
      ],
    },
  },

  /** The service withholds the rest, and does not give a reason. */
  'content-filter': {
    stream: {
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}           }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}  }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"This canned answer "}       }\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":0              }\n\n',
        'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null,"stop_details":{"type":"refusal","category":null,"explanation":null}},"usage":{"output_tokens":4}   }\n\n',
        'event: message_stop\ndata: {"type":"message_stop"          }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"text","text":"This canned answer "}],"stop_reason":"refusal","stop_sequence":null,"stop_details":{"type":"refusal","category":null,"explanation":null},"usage":{"input_tokens":5,"output_tokens":9}}',
      ],
    },
  },

  /** Comments, pings, unknown events and pieces, three kinds of line ends, an event with two data lines: all of it legal, none of it content. */
  noise: {
    stream: {
      pieces: [
        ': keep-alive\n\n',
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}     }\n\n',
        'event: ping\ndata: {"type": "ping"}\n\n',
        ': keep-alive\r\n\r\n',
        'event: message_note\r\ndata:{"type":"message_note","note":"an event that nobody knows"}\r\n\r\n',
        'data: {}\r\r',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}            }\n\n',
        'retry: 1000\nid: 7\nevent: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Canned, "}        }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,\ndata: "delta":{"type":"text_delta","text":"in good order."}}\n\n',
        'event: ping\ndata: {"type": "ping"}\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"note_delta","note":"a piece that nobody knows"}      }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":""} }\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":0             }\n\n',
        'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}\n\n',
        'event: message_stop\ndata: {"type":"message_stop"         }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"text","text":"Canned, in good order."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":9}}',
      ],
    },
  },

  /** What must not reach a terminal unescaped: colours, clearing the screen, a window title, a bell. */
  'control-characters': {
    stream: {
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}    }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}           }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Canned \\u001b[31mred\\u001b[0m, "}  }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\\u001b[2Jcleared, "}       }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\\u001b]0;titled\\u0007, \\b\\u009b1mbold."}              }\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":0   }\n\n',
        'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":20}          }\n\n',
        'event: message_stop\ndata: {"type":"message_stop"     }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"text","text":"Canned \\u001b[31mred\\u001b[0m, \\u001b[2Jcleared, \\u001b]0;titled\\u0007, \\b\\u009b1mbold."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":9}}',
      ],
    },
  },
} satisfies Readonly<Record<string, Scenario>>;
