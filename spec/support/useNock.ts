import nock from 'nock';

// Importing nock intercepts at once, which the suites on loopback do not want.
nock.restore();

/** Intercepts every request of the surrounding suite, and none of any other. */
export function useNock(): void {
  before(() => {
    nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => nock.cleanAll());
  after(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}

/** What a request looked like to nock. */
export interface Intercepted {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, byte for byte. */
  readonly body: string;
}

const SHORTEST_ANSWER = 'data: {}\n\ndata: [DONE]\n\n';

/** Answers one request to this origin, whatever its path, and settles with what it was. */
export function intercept(
  origin: string,
  { method = 'POST', body = SHORTEST_ANSWER, contentType = 'text/event-stream' } = {},
): Promise<Intercepted> {
  return new Promise((resolve) => {
    nock(origin)
      .intercept(() => true, method)
      .reply(
        200,
        async (request) => {
          const headers = Object.fromEntries(request.headers);
          resolve({ method: request.method, url: request.url, headers, body: await request.text() });
          return body;
        },
        { 'content-type': contentType },
      );
  });
}
