import type { HttpClient, HttpClientConfig, HttpClientResponse } from './HttpClient.ts';

/** Replaces `requestAgainIfStale` in the bundle of a browser, which keeps its connections itself. */
export const requestAgainIfStale = (axios: HttpClient, request: HttpClientConfig): Promise<HttpClientResponse> =>
  axios.request(request);
