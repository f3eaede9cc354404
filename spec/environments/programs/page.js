import { openAICompatible, toText } from 'rxllm';

globalThis.ask = (options) =>
  openAICompatible(options)
    .stream({ model: 'm', messages: [{ role: 'user', content: 'Hello' }] })
    .pipe(toText());
