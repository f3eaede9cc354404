/** The headers in which services name an exchange: most of them, Anthropic, Azure. */
const NAMES = ['x-request-id', 'request-id', 'apim-request-id'];

/** The provider's id of an exchange, to quote to its support. */
export function requestIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  const name = NAMES.find((candidate) => headers[candidate] !== undefined);
  return name === undefined ? undefined : headers[name];
}
