import { assert } from 'chai';
import { readText } from './readExamples.ts';

describe('docs/data-flow.md', () => {
  it('quotes the pipe of streamAnswer word by word', () => {
    const [, quote = ''] = readText('docs/data-flow.md').split('```typescript\n');
    const [pipe = ''] = quote.split('```');
    assert.isAbove(pipe.length, 500);
    assert.include(readText('lib/answer/streamAnswer.ts'), pipe);
  });
});
