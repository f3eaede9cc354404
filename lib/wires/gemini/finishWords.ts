const COMMON_WORDS = ['FINISH_REASON_UNSPECIFIED', 'STOP', 'MAX_TOKENS', 'SAFETY', 'RECITATION', 'OTHER'];

/**
 * The names by number, which are sent if a caller requests `enum-encoding=int`. The two services number them differently.
 *
 * @see https://github.com/googleapis/googleapis/tree/master/google/ai/generativelanguage/v1beta
 * @see https://github.com/googleapis/googleapis/tree/master/google/cloud/aiplatform/v1beta1
 */
export const FINISH_WORDS = {
  developer: [
    ...COMMON_WORDS,
    'LANGUAGE',
    'BLOCKLIST',
    'PROHIBITED_CONTENT',
    'SPII',
    'MALFORMED_FUNCTION_CALL',
    'IMAGE_SAFETY',
    'UNEXPECTED_TOOL_CALL',
  ],
  vertex: [
    ...COMMON_WORDS,
    'BLOCKLIST',
    'PROHIBITED_CONTENT',
    'SPII',
    'MALFORMED_FUNCTION_CALL',
    'MODEL_ARMOR',
    'IMAGE_SAFETY',
    'IMAGE_PROHIBITED_CONTENT',
    'IMAGE_RECITATION',
    'IMAGE_OTHER',
    'UNEXPECTED_TOOL_CALL',
    'NO_IMAGE',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Why a prompt was blocked, by number. */
export const BLOCK_WORDS: readonly string[] = [
  'BLOCK_REASON_UNSPECIFIED',
  'SAFETY',
  'OTHER',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
];

/** The name of a reason; `undefined` if there is none. A number that is not in the list stays as it is. */
export function wordOf(reason: unknown, words: readonly string[]): string | undefined {
  const number = typeof reason === 'string' && /^\d{1,4}$/.test(reason) ? Number(reason) : reason;
  if (typeof number === 'number') return words[number] ?? String(number);
  return typeof number === 'string' && number !== '' && number !== 'null' ? number : undefined;
}
