import { assert, expect } from 'chai';
import { readText } from './readExamples.ts';

describe('docs/data-flow.md', () => {
  it('draws the pipe of streamAnswer as it is', () => {
    const [, drawn = ''] = /```text\n(sendRequest[\s\S]*?)```/.exec(readText('docs/data-flow.md')) ?? [];
    const [, pipe = ''] = /return (sendRequest[\s\S]*?);\n/.exec(readText('lib/answer/streamAnswer.ts')) ?? [];
    const inPage = [...drawn.matchAll(/^(?:sendRequest| *(?:\w+: +)?\w+)/gm)].map(([line]) => /\w+$/.exec(line)?.[0]);
    const inSource = [...pipe.matchAll(/\w+(?=\(|,\n)/g)].map(([name]) => name).filter((name) => name !== 'pipe');
    expect(inSource).to.include.members(['splitLines', 'parseSse', 'decodeJson', 'toChunks']);
    assert.deepEqual(inPage, inSource);
  });
});
