import { assert } from 'chai';
import { readText } from './readExamples.ts';
import { page, pageWithTable } from './wireTable.ts';

it('the table of what each wire carries is in docs/providers.md as it was seen here', async function () {
  this.timeout(60_000);
  assert.equal(readText(page), await pageWithTable());
});
