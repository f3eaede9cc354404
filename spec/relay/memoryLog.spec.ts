import { memoryLog } from '../../lib/relay/index.ts';
import { answerLogContract } from '../../lib/testing/index.ts';
describe('memoryLog', () => {
  for (const { name, run } of answerLogContract(() => memoryLog())) it(name, run);
});
