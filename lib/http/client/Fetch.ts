/** A `fetch` function: the platform's, or one that stands for it. It is given a URL and what to send, and no `Request`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
