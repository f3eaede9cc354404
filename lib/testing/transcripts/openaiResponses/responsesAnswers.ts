import type { Scenario } from '../../server/Transcript.ts';
import { bytesOf } from '../bytesOf.ts';

/** Answers on OpenAI's Responses wire. It has no parallel choices. */
export const responsesAnswers = {
  /** Plain text word by word, with every event around it, and usage in the last one. */
  default: {
    stream: {
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.in_progress\ndata: {"type":"response.in_progress","sequence_number":1,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":2,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"This ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":5,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"is ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":6,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"a ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":7,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"canned ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":8,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"answer: ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":9,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"the ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":10,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"server ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":11,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"embedded ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":12,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"in ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":13,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"rxllm ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":14,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"sends ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":15,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"it, ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":16,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"and ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":17,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"no ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":18,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"model ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":19,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"was ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":20,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"asked. ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":21,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"A ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":22,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"stream ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":23,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"is ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":24,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"a ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":25,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"value ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":26,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"spread ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":27,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"over ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":28,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"time. ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":29,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"You ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":30,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"subscribe, ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":31,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"and ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":32,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"each ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":33,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"word ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":34,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"reaches ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":35,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"you ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":36,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"as ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":37,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"soon ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":38,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"as ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":39,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"it ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":40,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"is ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":41,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"there; ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":42,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"you ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":43,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"unsubscribe, ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":44,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"and ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":45,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"the ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":46,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"socket ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":47,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"is ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":48,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"closed. ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":49,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"In ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":50,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"between ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":51,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"you ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":52,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"map, ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":53,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"filter, ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":54,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"merge ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":55,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"and ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":56,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"race ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":57,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"answers ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":58,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"like ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":59,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"any ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":60,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"other ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":61,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"Observable. ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":62,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"Grüße, ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":63,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"世界! ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":64,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"👋","logprobs":[]}\n\n',
        'event: response.output_text.done\ndata: {"type":"response.output_text.done","sequence_number":65,"item_id":"msg_canned","output_index":0,"content_index":0,"text":"This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋","logprobs":[]}\n\n',
        'event: response.content_part.done\ndata: {"type":"response.content_part.done","sequence_number":66,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋","annotations":[]}}\n\n',
        'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":67,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋","annotations":[]}]}}\n\n',
        'event: response.completed\ndata: {"type":"response.completed","sequence_number":68,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋","annotations":[]}]}],"usage":{"input_tokens":5,"input_tokens_details":{"cached_tokens":0},"output_tokens":61,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":66}}}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋","annotations":[]}]}],"usage":{"input_tokens":5,"input_tokens_details":{"cached_tokens":0},"output_tokens":61,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":66}}',
      ],
    },
  },

  /** Many scripts; a character split between its bytes, two written as escapes, and text that looks like an end marker. */
  unicode: {
    stream: {
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"Canned: ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"',
        bytesOf(0xf0, 0x9f),
        bytesOf(0x91, 0x8b),
        ' ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":5,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"Gr\\u00fc\\u00dfe, ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":6,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"世界! ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":7,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"नमस्ते, ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":8,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"שלום, ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":9,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"é & ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":10,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"👩‍🚀. ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":11,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"A line that begins with ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":12,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"data: [DONE]","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":13,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"\\n","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":14,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"is text, and so is \\ud834\\udd1e.","logprobs":[]}\n\n',
        'event: response.output_text.done\ndata: {"type":"response.output_text.done","sequence_number":15,"item_id":"msg_canned","output_index":0,"content_index":0,"text":"Canned: 👋 Grüße, 世界! नमस्ते, שלום, é & 👩‍🚀. A line that begins with data: [DONE]\\nis text, and so is 𝄞.","logprobs":[]}\n\n',
        'event: response.content_part.done\ndata: {"type":"response.content_part.done","sequence_number":16,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Canned: 👋 Grüße, 世界! नमस्ते, שלום, é & 👩‍🚀. A line that begins with data: [DONE]\\nis text, and so is 𝄞.","annotations":[]}}\n\n',
        'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":17,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned: 👋 Grüße, 世界! नमस्ते, שלום, é & 👩‍🚀. A line that begins with data: [DONE]\\nis text, and so is 𝄞.","annotations":[]}]}}\n\n',
        'event: response.completed\ndata: {"type":"response.completed","sequence_number":18,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned: 👋 Grüße, 世界! नमस्ते, שלום, é & 👩‍🚀. A line that begins with data: [DONE]\\nis text, and so is 𝄞.","annotations":[]}]}],"usage":null}}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned: 👋 Grüße, 世界! नमस्ते, שלום, é & 👩‍🚀. A line that begins with data: [DONE]\\nis text, and so is 𝄞.","annotations":[]}]}],"usage":null}',
      ],
    },
  },

  /** A summary of the reasoning first, then text; usage counts both. */
  reasoning: {
    stream: {
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"rs_canned","type":"reasoning","summary":[]}}\n\n',
        'event: response.reasoning_summary_part.added\ndata: {"type":"response.reasoning_summary_part.added","sequence_number":2,"item_id":"rs_canned","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}\n\n',
        'event: response.reasoning_summary_text.delta\ndata: {"type":"response.reasoning_summary_text.delta","sequence_number":3,"item_id":"rs_canned","output_index":0,"summary_index":0,"delta":"Nobody asked me, "}\n\n',
        'event: response.reasoning_summary_text.delta\ndata: {"type":"response.reasoning_summary_text.delta","sequence_number":4,"item_id":"rs_canned","output_index":0,"summary_index":0,"delta":"so I need not think."}\n\n',
        'event: response.reasoning_summary_text.done\ndata: {"type":"response.reasoning_summary_text.done","sequence_number":5,"item_id":"rs_canned","output_index":0,"summary_index":0,"text":"Nobody asked me, so I need not think."}\n\n',
        'event: response.reasoning_summary_part.done\ndata: {"type":"response.reasoning_summary_part.done","sequence_number":6,"item_id":"rs_canned","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":"Nobody asked me, so I need not think."}}\n\n',
        'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":7,"output_index":0,"item":{"id":"rs_canned","type":"reasoning","summary":[{"type":"summary_text","text":"Nobody asked me, so I need not think."}],"encrypted_content":"Y2FubmVk"}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":8,"output_index":1,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":9,"item_id":"msg_canned","output_index":1,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":10,"item_id":"msg_canned","output_index":1,"content_index":0,"delta":"Canned, ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":11,"item_id":"msg_canned","output_index":1,"content_index":0,"delta":"without a thought.","logprobs":[]}\n\n',
        'event: response.output_text.done\ndata: {"type":"response.output_text.done","sequence_number":12,"item_id":"msg_canned","output_index":1,"content_index":0,"text":"Canned, without a thought.","logprobs":[]}\n\n',
        'event: response.content_part.done\ndata: {"type":"response.content_part.done","sequence_number":13,"item_id":"msg_canned","output_index":1,"content_index":0,"part":{"type":"output_text","text":"Canned, without a thought.","annotations":[]}}\n\n',
        'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":14,"output_index":1,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned, without a thought.","annotations":[]}]}}\n\n',
        'event: response.completed\ndata: {"type":"response.completed","sequence_number":15,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"rs_canned","type":"reasoning","summary":[{"type":"summary_text","text":"Nobody asked me, so I need not think."}],"encrypted_content":"Y2FubmVk"},{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned, without a thought.","annotations":[]}]}],"usage":{"input_tokens":5,"input_tokens_details":{"cached_tokens":3},"output_tokens":9,"output_tokens_details":{"reasoning_tokens":6},"total_tokens":14}}}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"rs_canned","type":"reasoning","summary":[{"type":"summary_text","text":"Nobody asked me, so I need not think."}],"encrypted_content":"Y2FubmVk"},{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned, without a thought.","annotations":[]}]}],"usage":{"input_tokens":5,"input_tokens_details":{"cached_tokens":3},"output_tokens":9,"output_tokens_details":{"reasoning_tokens":6},"total_tokens":14}}',
      ],
    },
  },

  /** A refusal in place of text. */
  refusal: {
    stream: {
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"refusal","refusal":""}}\n\n',
        'event: response.refusal.delta\ndata: {"type":"response.refusal.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"This canned model "}\n\n',
        'event: response.refusal.delta\ndata: {"type":"response.refusal.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"would rather not."}\n\n',
        'event: response.refusal.done\ndata: {"type":"response.refusal.done","sequence_number":5,"item_id":"msg_canned","output_index":0,"content_index":0,"refusal":"This canned model would rather not."}\n\n',
        'event: response.content_part.done\ndata: {"type":"response.content_part.done","sequence_number":6,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"refusal","refusal":"This canned model would rather not."}}\n\n',
        'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":7,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"refusal","refusal":"This canned model would rather not."}]}}\n\n',
        'event: response.completed\ndata: {"type":"response.completed","sequence_number":8,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"refusal","refusal":"This canned model would rather not."}]}],"usage":null}}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"refusal","refusal":"This canned model would rather not."}]}],"usage":null}',
      ],
    },
  },

  /** Two parallel tool calls, with their arguments in pieces. */
  'tool-calls': {
    stream: {
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"fc_canned_0","type":"function_call","status":"in_progress","call_id":"call_canned_0","name":"weather","arguments":""}}\n\n',
        'event: response.function_call_arguments.delta\ndata: {"type":"response.function_call_arguments.delta","sequence_number":2,"item_id":"fc_canned_0","output_index":0,"delta":"{\\"city\\":"}\n\n',
        'event: response.function_call_arguments.delta\ndata: {"type":"response.function_call_arguments.delta","sequence_number":3,"item_id":"fc_canned_0","output_index":0,"delta":"\\"Zürich\\"}"}\n\n',
        'event: response.function_call_arguments.done\ndata: {"type":"response.function_call_arguments.done","sequence_number":4,"item_id":"fc_canned_0","output_index":0,"arguments":"{\\"city\\":\\"Zürich\\"}"}\n\n',
        'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":5,"output_index":0,"item":{"id":"fc_canned_0","type":"function_call","status":"completed","call_id":"call_canned_0","name":"weather","arguments":"{\\"city\\":\\"Zürich\\"}"}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":6,"output_index":1,"item":{"id":"fc_canned_1","type":"function_call","status":"in_progress","call_id":"call_canned_1","name":"time","arguments":""}}\n\n',
        'event: response.function_call_arguments.delta\ndata: {"type":"response.function_call_arguments.delta","sequence_number":7,"item_id":"fc_canned_1","output_index":1,"delta":"{\\"zone\\":\\"Europe/"}\n\n',
        'event: response.function_call_arguments.delta\ndata: {"type":"response.function_call_arguments.delta","sequence_number":8,"item_id":"fc_canned_1","output_index":1,"delta":"Zurich\\"}"}\n\n',
        'event: response.function_call_arguments.done\ndata: {"type":"response.function_call_arguments.done","sequence_number":9,"item_id":"fc_canned_1","output_index":1,"arguments":"{\\"zone\\":\\"Europe/Zurich\\"}"}\n\n',
        'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":10,"output_index":1,"item":{"id":"fc_canned_1","type":"function_call","status":"completed","call_id":"call_canned_1","name":"time","arguments":"{\\"zone\\":\\"Europe/Zurich\\"}"}}\n\n',
        'event: response.completed\ndata: {"type":"response.completed","sequence_number":11,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"fc_canned_0","type":"function_call","status":"completed","call_id":"call_canned_0","name":"weather","arguments":"{\\"city\\":\\"Zürich\\"}"},{"id":"fc_canned_1","type":"function_call","status":"completed","call_id":"call_canned_1","name":"time","arguments":"{\\"zone\\":\\"Europe/Zurich\\"}"}],"usage":null}}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"fc_canned_0","type":"function_call","status":"completed","call_id":"call_canned_0","name":"weather","arguments":"{\\"city\\":\\"Zürich\\"}"},{"id":"fc_canned_1","type":"function_call","status":"completed","call_id":"call_canned_1","name":"time","arguments":"{\\"zone\\":\\"Europe/Zurich\\"}"}],"usage":null}',
      ],
    },
  },

  /** The same two calls; once their results are sent, a text that uses them. */
  'tool-loop': {
    rounds: [
      {
        stream: {
          pieces: [
            'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
            'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"fc_canned_0","type":"function_call","status":"in_progress","call_id":"call_canned_0","name":"weather","arguments":""}}\n\n',
            'event: response.function_call_arguments.delta\ndata: {"type":"response.function_call_arguments.delta","sequence_number":2,"item_id":"fc_canned_0","output_index":0,"delta":"{\\"city\\":"}\n\n',
            'event: response.function_call_arguments.delta\ndata: {"type":"response.function_call_arguments.delta","sequence_number":3,"item_id":"fc_canned_0","output_index":0,"delta":"\\"Zürich\\"}"}\n\n',
            'event: response.function_call_arguments.done\ndata: {"type":"response.function_call_arguments.done","sequence_number":4,"item_id":"fc_canned_0","output_index":0,"arguments":"{\\"city\\":\\"Zürich\\"}"}\n\n',
            'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":5,"output_index":0,"item":{"id":"fc_canned_0","type":"function_call","status":"completed","call_id":"call_canned_0","name":"weather","arguments":"{\\"city\\":\\"Zürich\\"}"}}\n\n',
            'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":6,"output_index":1,"item":{"id":"fc_canned_1","type":"function_call","status":"in_progress","call_id":"call_canned_1","name":"time","arguments":""}}\n\n',
            'event: response.function_call_arguments.delta\ndata: {"type":"response.function_call_arguments.delta","sequence_number":7,"item_id":"fc_canned_1","output_index":1,"delta":"{\\"zone\\":\\"Europe/"}\n\n',
            'event: response.function_call_arguments.delta\ndata: {"type":"response.function_call_arguments.delta","sequence_number":8,"item_id":"fc_canned_1","output_index":1,"delta":"Zurich\\"}"}\n\n',
            'event: response.function_call_arguments.done\ndata: {"type":"response.function_call_arguments.done","sequence_number":9,"item_id":"fc_canned_1","output_index":1,"arguments":"{\\"zone\\":\\"Europe/Zurich\\"}"}\n\n',
            'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":10,"output_index":1,"item":{"id":"fc_canned_1","type":"function_call","status":"completed","call_id":"call_canned_1","name":"time","arguments":"{\\"zone\\":\\"Europe/Zurich\\"}"}}\n\n',
            'event: response.completed\ndata: {"type":"response.completed","sequence_number":11,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"fc_canned_0","type":"function_call","status":"completed","call_id":"call_canned_0","name":"weather","arguments":"{\\"city\\":\\"Zürich\\"}"},{"id":"fc_canned_1","type":"function_call","status":"completed","call_id":"call_canned_1","name":"time","arguments":"{\\"zone\\":\\"Europe/Zurich\\"}"}],"usage":null}}\n\n',
          ],
        },
        json: {
          contentType: 'application/json',
          pieces: [
            '{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"fc_canned_0","type":"function_call","status":"completed","call_id":"call_canned_0","name":"weather","arguments":"{\\"city\\":\\"Zürich\\"}"},{"id":"fc_canned_1","type":"function_call","status":"completed","call_id":"call_canned_1","name":"time","arguments":"{\\"zone\\":\\"Europe/Zurich\\"}"}],"usage":null}',
          ],
        },
      },
      {
        stream: {
          pieces: [
            'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
            'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
            'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
            'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"Canned, ","logprobs":[]}\n\n',
            'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"with both results: ","logprobs":[]}\n\n',
            'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":5,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"it rains in Zürich, ","logprobs":[]}\n\n',
            'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":6,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"and it is noon.","logprobs":[]}\n\n',
            'event: response.output_text.done\ndata: {"type":"response.output_text.done","sequence_number":7,"item_id":"msg_canned","output_index":0,"content_index":0,"text":"Canned, with both results: it rains in Zürich, and it is noon.","logprobs":[]}\n\n',
            'event: response.content_part.done\ndata: {"type":"response.content_part.done","sequence_number":8,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Canned, with both results: it rains in Zürich, and it is noon.","annotations":[]}}\n\n',
            'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":9,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned, with both results: it rains in Zürich, and it is noon.","annotations":[]}]}}\n\n',
            'event: response.completed\ndata: {"type":"response.completed","sequence_number":10,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned, with both results: it rains in Zürich, and it is noon.","annotations":[]}]}],"usage":null}}\n\n',
          ],
        },
        json: {
          contentType: 'application/json',
          pieces: [
            '{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned, with both results: it rains in Zürich, and it is noon.","annotations":[]}]}],"usage":null}',
          ],
        },
      },
    ],
  },

  /** The token limit ends the text. */
  length: {
    stream: {
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"This canned answer ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"ends in the mid","logprobs":[]}\n\n',
        'event: response.output_text.done\ndata: {"type":"response.output_text.done","sequence_number":5,"item_id":"msg_canned","output_index":0,"content_index":0,"text":"This canned answer ends in the mid","logprobs":[]}\n\n',
        'event: response.content_part.done\ndata: {"type":"response.content_part.done","sequence_number":6,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"This canned answer ends in the mid","annotations":[]}}\n\n',
        'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":7,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"incomplete","content":[{"type":"output_text","text":"This canned answer ends in the mid","annotations":[]}]}}\n\n',
        'event: response.incomplete\ndata: {"type":"response.incomplete","sequence_number":8,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"incomplete","error":null,"incomplete_details":{"reason":"max_output_tokens"},"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"incomplete","content":[{"type":"output_text","text":"This canned answer ends in the mid","annotations":[]}]}],"usage":null}}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"resp_canned","object":"response","created_at":1700000000,"status":"incomplete","error":null,"incomplete_details":{"reason":"max_output_tokens"},"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"incomplete","content":[{"type":"output_text","text":"This canned answer ends in the mid","annotations":[]}]}],"usage":null}',
      ],
    },
  },

  /** The provider withholds the rest. */
  'content-filter': {
    stream: {
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"This canned answer ","logprobs":[]}\n\n',
        'event: response.output_text.done\ndata: {"type":"response.output_text.done","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"text":"This canned answer ","logprobs":[]}\n\n',
        'event: response.content_part.done\ndata: {"type":"response.content_part.done","sequence_number":5,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"This canned answer ","annotations":[]}}\n\n',
        'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":6,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"incomplete","content":[{"type":"output_text","text":"This canned answer ","annotations":[]}]}}\n\n',
        'event: response.incomplete\ndata: {"type":"response.incomplete","sequence_number":7,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"incomplete","error":null,"incomplete_details":{"reason":"content_filter"},"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"incomplete","content":[{"type":"output_text","text":"This canned answer ","annotations":[]}]}],"usage":null}}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"resp_canned","object":"response","created_at":1700000000,"status":"incomplete","error":null,"incomplete_details":{"reason":"content_filter"},"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"incomplete","content":[{"type":"output_text","text":"This canned answer ","annotations":[]}]}],"usage":null}',
      ],
    },
  },

  /** Comments, events without content, three kinds of line ends, an event with two data lines, and `[DONE]`: all of it legal, none of it content. */
  noise: {
    stream: {
      pieces: [
        ': OPENROUTER PROCESSING\n\n',
        'data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        ': OPENROUTER PROCESSING\r\n\r\n',
        'event: keepalive\r\ndata:{"type":"keepalive","sequence_number":1}\r\n\r\n',
        'data: {"type":"response.canned.nothing"}\r\r',
        'retry: 1000\nid: 7\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"Canned, ","logprobs":[]}\n\n',
        'data: {"type":"response.output_text.delta",\ndata: "output_index":0,"content_index":0,"delta":"in good order."}\n\n',
        'event: response.output_text.done\ndata: {"type":"response.output_text.done","sequence_number":5,"item_id":"msg_canned","output_index":0,"content_index":0,"text":"Canned, in good order.","logprobs":[]}\n\n',
        'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":7,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned, in good order.","annotations":[]}]}}\n\n',
        'event: response.completed\ndata: {"type":"response.completed","sequence_number":8,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned, in good order.","annotations":[]}]}],"usage":null}}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned, in good order.","annotations":[]}]}],"usage":null}',
      ],
    },
  },

  /** What must not reach a terminal unescaped: colours, clearing the screen, a window title, a bell. */
  'control-characters': {
    stream: {
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"Canned \\u001b[31mred\\u001b[0m, ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"\\u001b[2Jcleared, ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":5,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"\\u001b]0;titled\\u0007, \\b\\u009b1mbold.","logprobs":[]}\n\n',
        'event: response.output_text.done\ndata: {"type":"response.output_text.done","sequence_number":6,"item_id":"msg_canned","output_index":0,"content_index":0,"text":"Canned \\u001b[31mred\\u001b[0m, \\u001b[2Jcleared, \\u001b]0;titled\\u0007, \\b\\u009b1mbold.","logprobs":[]}\n\n',
        'event: response.content_part.done\ndata: {"type":"response.content_part.done","sequence_number":7,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Canned \\u001b[31mred\\u001b[0m, \\u001b[2Jcleared, \\u001b]0;titled\\u0007, \\b\\u009b1mbold.","annotations":[]}}\n\n',
        'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":8,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned \\u001b[31mred\\u001b[0m, \\u001b[2Jcleared, \\u001b]0;titled\\u0007, \\b\\u009b1mbold.","annotations":[]}]}}\n\n',
        'event: response.completed\ndata: {"type":"response.completed","sequence_number":9,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned \\u001b[31mred\\u001b[0m, \\u001b[2Jcleared, \\u001b]0;titled\\u0007, \\b\\u009b1mbold.","annotations":[]}]}],"usage":null}}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Canned \\u001b[31mred\\u001b[0m, \\u001b[2Jcleared, \\u001b]0;titled\\u0007, \\b\\u009b1mbold.","annotations":[]}]}],"usage":null}',
      ],
    },
  },
} satisfies Readonly<Record<string, Scenario>>;
