import { assert } from 'chai';
import { of, Subject, throwError } from 'rxjs';
import { TextFeed } from '../../../lib/server/transport/TextFeed.ts';
import { PausableSource } from '../../support/PausableSource.ts';

const LONG_MS = 60_000;
const COMMENT = ': keep-alive\n\n';

describe('TextFeed', () => {
  it('gives what waits in one piece, in order, and then the end', async () => {
    const feed = new TextFeed();
    of('a', 'b', 'c').subscribe(feed);
    assert.equal(await feed.take(LONG_MS), 'abc');
    assert.isUndefined(await feed.take(LONG_MS));
    assert.isUndefined(await feed.take(LONG_MS));
  });

  it('gives a piece that comes while it is waited for', async () => {
    const source = new Subject<string>();
    const feed = new TextFeed();
    source.subscribe(feed);
    const taken = feed.take(LONG_MS);
    source.next('a');
    assert.equal(await taken, 'a');
  });

  it('gives a comment where nothing comes for a while, and goes on', async () => {
    const source = new Subject<string>();
    const feed = new TextFeed();
    source.subscribe(feed);
    assert.equal(await feed.take(1), COMMENT);
    assert.equal(await feed.take(1), COMMENT);
    source.next('a');
    assert.equal(await feed.take(1), 'a');
    feed.stop();
  });

  it('gives what had come before a failure', async () => {
    const lost = new Error('lost');
    const source = new Subject<string>();
    const feed = new TextFeed();
    source.subscribe(feed);
    source.next('a');
    source.error(lost);
    assert.isUndefined(feed.failure);
    assert.equal(await feed.take(LONG_MS), 'a');
    assert.deepEqual(feed.failure, { error: lost });
    assert.strictEqual(await feed.take(LONG_MS).catch((error: unknown) => error), lost);
  });

  it('is ready when there is something, or an end, or when it has taken too long', async () => {
    const [some, failed, silent] = [new TextFeed(), new TextFeed(), new TextFeed()];
    of('a').subscribe(some);
    await some.ready(Infinity);
    throwError(() => new Error('lost')).subscribe(failed);
    await failed.ready(Infinity);
    new Subject<string>().subscribe(silent);
    await silent.ready(1);
    silent.stop();
    await silent.ready(Infinity);
  });

  it('unsubscribes when it is stopped, forgets what waits, and settles who waits', async () => {
    const source = new PausableSource<string>();
    const feed = new TextFeed();
    source.subscribe(feed);
    source.emit('a');
    feed.stop();
    assert.isFalse(source.observed);
    assert.isUndefined(await feed.take(LONG_MS));

    const waiting = new TextFeed();
    source.subscribe(waiting);
    const taken = waiting.take(Infinity);
    waiting.stop();
    assert.isUndefined(await taken);
  });

  for (const [what, pieces] of Object.entries({
    'many pieces': Array.from({ length: 64 }, () => 'x'),
    'one large piece': ['x'.repeat(65_536)],
  })) {
    it(`pauses its source while ${what} wait, and lets it go on when they are taken`, async () => {
      const source = new PausableSource<string>();
      const feed = new TextFeed();
      source.subscribe(feed);
      source.emit(...pieces.slice(1));
      assert.deepEqual(source.log, []);
      source.emit(pieces[0] ?? '');
      assert.deepEqual(source.log, ['pause']);
      assert.equal((await feed.take(LONG_MS))?.length, pieces.join('').length);
      assert.deepEqual(source.log, ['pause', 'resume']);
      feed.stop();
      assert.equal(source.attached, 0);
    });
  }

  it('keeps what comes inside a resume for the next time', async () => {
    const source = new PausableSource<string>();
    const feed = new TextFeed();
    source.subscribe(feed);
    source.onResume = () => source.emit('b');
    source.emit('a'.repeat(65_536));
    assert.match((await feed.take(LONG_MS)) ?? '', /^a+$/);
    assert.equal(await feed.take(LONG_MS), 'b');
    feed.stop();
  });
});
