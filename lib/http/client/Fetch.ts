/** A `fetch` function: the platform's, or a replacement. It is called with a URL and options, never with a `Request`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
