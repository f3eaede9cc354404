import type { Chunk } from '../../../lib/index.ts';
import { ConnectionError } from '../../../lib/index.ts';
import { sseEvents } from '../../../lib/server/index.ts';
import { runMarbles } from '../../support/marbles.ts';

const start: Chunk = { type: 'start' };
const lost = new ConnectionError('ECONNRESET');
const told =
  '{"name":"ConnectionError","retryable":true,"contentReceived":false,"detail":"The model service cannot be reached."}';

describe('sseEvents', () => {
  it('gives the events of sseChunks as objects', () => {
    runMarbles(({ cold, expectObservable }) => {
      const source = cold<Chunk>(' -s--t--|   ', { s: start, t: { type: 'text', choice: 0, text: 'Hi' } });
      const expected = '           -s--t--(e|)';
      expectObservable(source.pipe(sseEvents())).toBe(expected, {
        s: { data: '{"type":"start"}', id: '0' },
        t: { data: '{"type":"text","choice":0,"text":"Hi"}' },
        e: { type: 'end', data: '{}' },
      });
    });
  });

  it('makes an event of every failure, also of one before the first chunk', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold<Chunk>('--#', undefined, lost).pipe(sseEvents())).toBe('--(e|)', {
        e: { type: 'error', data: told, id: '0' },
      });
      expectObservable(cold<Chunk>('-s-#', { s: start }, lost).pipe(sseEvents())).toBe('-s-(e|)', {
        s: { data: '{"type":"start"}', id: '0' },
        e: { type: 'error', data: told },
      });
    });
  });

  it('gives positions as ids', () => {
    runMarbles(({ cold, expectObservable }) => {
      const source = cold('-p-|', { p: { position: 7, chunk: start } });
      expectObservable(source.pipe(sseEvents())).toBe('-p-(e|)', {
        p: { data: '{"type":"start"}', id: '7' },
        e: { type: 'end', data: '{}' },
      });
    });
  });
});
