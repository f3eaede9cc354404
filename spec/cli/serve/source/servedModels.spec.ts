import { assert } from 'chai';
import { lastValueFrom, of, throwError } from 'rxjs';
import { servedModels } from '../../../../lib/cli/serve/source/servedModels.ts';
import { ConnectionError } from '../../../../lib/errors/ConnectionError.ts';
import type { Provider } from '../../../../lib/provider/Provider.ts';
import { errorOf } from '../../../support/outcome.ts';

describe('servedModels', () => {
  it('lists the default first, and once', async () => {
    const names$ = servedModels(
      listing(() => of(['a', 'b', 'c'])),
      'b',
    );
    assert.deepEqual(await lastValueFrom(names$), ['b', 'a', 'c']);
  });

  it('lists a default that the service does not', async () => {
    assert.deepEqual(
      await lastValueFrom(
        servedModels(
          listing(() => of(['a']), 'x'),
          undefined,
        ),
      ),
      ['x', 'a'],
    );
  });

  it('lists the default alone where the list cannot be had, and fails where there is none', async () => {
    assert.deepEqual(await lastValueFrom(servedModels(listing(failing, 'x'), undefined)), ['x']);
    assert.instanceOf(await errorOf(servedModels(listing(failing), undefined)), ConnectionError);
  });
});

const listing = (listModels: Provider['listModels'], defaultModel?: string): Provider =>
  ({ listModels, defaultModel }) as Provider;

const failing = (): ReturnType<Provider['listModels']> => throwError(() => new ConnectionError('ECONNREFUSED'));
