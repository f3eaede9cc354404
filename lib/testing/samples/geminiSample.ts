import type { WireSample } from '../conformance/WireSample.ts';

const OF_ALL = '"modelVersion":"m","responseId":"r1"';
const frame = (json: string): string => `data: ${json}\r\n\r\n`;

/** Gemini's native API: whole responses, and no end marker except the finish reason. */
export const geminiSample: WireSample = {
  text: (words) =>
    frame(
      `{"candidates":[{"content":{"parts":[{"text":${JSON.stringify(words)}}],"role":"model"},"index":0}],${OF_ALL}}`,
    ),
  end: frame(
    `{"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5},${OF_ALL}}`,
  ),
  endsAtOnce: false,
  json: (words) =>
    `{"candidates":[{"content":{"parts":[{"text":${JSON.stringify(words)}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5},${OF_ALL}}`,
  error: (message) => frame(`{"error":{"code":500,"message":${JSON.stringify(message)},"status":"INTERNAL"}}`),
  refusal: (message) => `{"error":{"message":${JSON.stringify(message)}}}`,
  silence: frame(`{"usageMetadata":{"trafficType":"ON_DEMAND"},${OF_ALL}}`),
  models: {
    pages: [
      () => '{"models":[{"name":"models/one","supportedGenerationMethods":["generateContent"]}],"nextPageToken":"2"}',
      () =>
        '{"models":[{"name":"models/two","supportedGenerationMethods":["generateContent"]},{"name":"models/none","supportedGenerationMethods":["embedContent"]}]}',
    ],
    names: ['one', 'two'],
  },
};
