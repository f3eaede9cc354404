import { assert } from 'chai';
import { readText } from './readExamples.ts';
import { page, pageWithTable } from './wireTable.ts';

it('the table of what each wire supports in docs/providers.md is up to date', async function () {
  this.timeout(60_000);
  assert.equal(readText(page), await pageWithTable());
});
