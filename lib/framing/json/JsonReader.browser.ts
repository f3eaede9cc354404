/**
 * Replaces `JsonReader` in the bundle of a browser: a page reads one answer at a time, and parsing all of it takes less time than loading
 * the code that avoids it.
 */
export class JsonReader {
  parse(text: string): unknown {
    return JSON.parse(text);
  }
}
