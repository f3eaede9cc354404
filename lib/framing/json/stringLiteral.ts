/** The pattern of a whole string literal of JSON. What is behind a backslash is left to the parser. */
export const STRING_LITERAL = '"(?:[^"\\\\\\u0000-\\u001f]|\\\\.)*"';
