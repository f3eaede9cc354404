// What an environment has to do: import every entry, read an answer, stop one, tell of a cut one, run a tool, send an answer on.
exports.check = async ({ firstValueFrom }, rxllm, { script, startServer }, { defineTool, runTools }, sending) => {
  const server = await startServer({ paceMs: 0 });
  const provider = rxllm.openAICompatible(server.openAI);
  const ask = (model) => provider.stream({ model, messages: [{ role: 'user', content: 'Hello' }] });

  const { text } = await firstValueFrom(ask('length').pipe(rxllm.collect()));
  equal(text, 'This canned answer ends in the mid');

  const settled = await firstValueFrom(ask('cut').pipe(rxllm.settle()));
  equal(rxllm.isLeft(settled) && settled.left.error.name, 'IncompleteAnswerError');

  for await (const chunk of ask('stall')) if (chunk.type === 'text') break;
  await server.socketsClosed();

  const clock = defineTool({ name: 'clock', parameters: { type: 'object' }, execute: () => 'noon' });
  const source = runTools(script([{ toolCalls: [{ name: 'clock' }] }, 'It is noon.']), { tools: [clock] });
  const answer$ = source.stream({ messages: [{ role: 'user', content: 'How late is it?' }] });
  equal((await firstValueFrom(answer$.pipe(rxllm.collect()))).text, 'It is noon.');

  if (sending) {
    const { sseChunks, toResponse } = sending;
    const events = await (await toResponse(ask('length').pipe(sseChunks()))).text();
    equal(events.includes('event: end'), true);
  }
  await server.close();
};

function equal(actual, expected) {
  if (actual !== expected) throw new Error(`${JSON.stringify(actual)} in the place of ${JSON.stringify(expected)}`);
}
