/** The pattern of a whole JSON string literal. The parser checks what follows a backslash. */
export const STRING_LITERAL = '"(?:[^"\\\\\\u0000-\\u001f]|\\\\.)*"';
