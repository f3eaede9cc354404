import axios, { Axios, create as createClient, type AxiosAdapter } from 'axios';
import { assert } from 'chai';
import type { HttpClient } from '../../../lib/index.ts';
import { checkProxy } from '../../../lib/http/proxy/checkProxy.ts';
import { whyNoProxy as whyNoneInABrowser } from '../../../lib/http/proxy/proxyAgents.browser.ts';

const proxy = 'socks5h://127.0.0.1:1080';
const mine: AxiosAdapter = () => Promise.reject(new Error('not asked'));

/** In axios's words; its types know no adapter of another name. */
const clientWith = (defaults: object): HttpClient => createClient(defaults);

describe('checkProxy', () => {
  const refused: Readonly<Record<string, HttpClient>> = {
    'by fetch': createClient({ adapter: 'fetch' }),
    'by fetch, in any case of letters': clientWith({ adapter: 'Fetch' }),
    'by fetch before http': createClient({ adapter: ['fetch', 'http'] }),
    'by fetch, since there is no XHR': createClient({ adapter: ['xhr', 'fetch'] }),
    'by XHR alone': createClient({ adapter: 'xhr' }),
    'by HTTP/2': clientWith({ httpVersion: 2 }),
    'by HTTP/2, named in text': clientWith({ httpVersion: '2' }),
  };
  for (const [how, client] of Object.entries(refused)) {
    it(`refuses a proxy for a client that sends ${how}`, () => {
      const message = 'proxy cannot be used: fetch and HTTP/2 do not support one';
      assert.deepEqual(checkProxy({ proxy, axios: client }, 'proxy'), [
        { path: 'proxy', expected: 'nothing', message },
      ]);
    });

    it(`has nothing to say of a client that sends ${how}, where no proxy is asked for`, () => {
      assert.deepEqual(checkProxy({ axios: client }, 'proxy'), []);
    });
  }

  const taken: Readonly<Record<string, HttpClient | undefined>> = {
    'no client': undefined,
    axios: axios,
    'a client': createClient(),
    'a client without defaults': new Axios({}),
    'a client that sends by http': createClient({ adapter: 'http' }),
    'a client that sends by http, in any case of letters': clientWith({ adapter: 'HTTP' }),
    'a client that sends by http before fetch': createClient({ adapter: ['http', 'fetch'] }),
    'a client that sends by http, since there is no XHR': createClient({ adapter: ['xhr', 'http', 'fetch'] }),
    'a client with an adapter of its own': createClient({ adapter: mine }),
    'a client with an adapter of its own before fetch': createClient({ adapter: [mine, 'fetch'] }),
    'a client with an adapter of its own, whatever version of HTTP': clientWith({ adapter: mine, httpVersion: 2 }),
    'a client of HTTP/1.1': clientWith({ httpVersion: 1 }),
    'a client that is a request method': { request: () => Promise.reject(new Error('not asked')) },
  };
  it("refuses a proxy for the caller's own fetch", () => {
    const message = 'proxy cannot be used: fetch and HTTP/2 do not support one';
    assert.deepEqual(checkProxy({ proxy, fetch: () => Promise.reject(new Error('not asked')) }, 'proxy'), [
      { path: 'proxy', expected: 'nothing', message },
    ]);
  });

  for (const [what, client] of Object.entries(taken)) {
    it(`takes a proxy for ${what}`, () => {
      assert.deepEqual(checkProxy({ proxy, axios: client }, 'proxy'), []);
    });
  }

  it('refuses what is no proxy, and names the path that it is told', () => {
    const expected = 'a URL that begins with http://, https://, socks5:// or socks5h://';
    assert.deepEqual(checkProxy({ proxy: 'ftp://x' }, 'options/proxy'), [
      { path: 'options/proxy', expected, message: `options/proxy must be ${expected}` },
    ]);
    assert.deepEqual(checkProxy({ proxy: '', axios: createClient({ adapter: 'fetch' }) }, 'proxy'), [
      { path: 'proxy', expected, message: `proxy must be ${expected}` },
    ]);
  });

  it("refuses any in a browser's bundle", () => {
    assert.equal(whyNoneInABrowser(), 'the runtime has its own');
  });
});
