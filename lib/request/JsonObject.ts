/** A JSON object as the caller writes it: a tool's schema, extra body fields. */
export type JsonObject = Readonly<Record<string, unknown>>;
