import type { RecordedRequest, Reply, ServerOptions } from './EmbeddedServer.ts';
import { scenarios, type ScenarioName } from './scenarios.ts';
import type { Scenario, Transcript } from './Transcript.ts';
import { models } from './transcripts/models.ts';
import { badRequest, noSuchPath } from './transcripts/refusals.ts';
import { type Wire, wireOf } from './wireOf.ts';

/** What a request is answered with. Throws if a scenario is asked that does not exist. */
export function chooseTranscript(
  request: RecordedRequest,
  index: number,
  answer: ServerOptions['answer'] = 'default',
): Transcript {
  const { method, path, headers, model, messages, stream } = request;
  const wire = wireOf(path);
  const named = headers['x-scenario'];
  const resolve = (reply: Reply): Transcript => pick(scenarioOf(reply, wire ?? 'openAI'), stream);

  if (method === 'GET' && path === '/v1/models') return named === undefined ? models : resolve(named as ScenarioName);
  if (method !== 'POST' || wire === undefined) return noSuchPath;
  if (model === undefined || !Array.isArray(messages)) return badRequest;
  if (named !== undefined) return resolve(named as ScenarioName);
  if (isScenarioName(model)) return resolve(model);
  return resolve(typeof answer === 'function' ? answer(request, index) : answer);
}

function scenarioOf(reply: Reply, wire: Wire): Scenario {
  if (typeof reply !== 'string') return reply;
  if (isScenarioName(reply)) return scenarios[wire][reply];
  throw new Error(`rxllm/testing: there is no scenario "${String(reply)}"`);
}

const isScenarioName = (name: string): name is ScenarioName => Object.hasOwn(scenarios.openAI, name);

function pick(scenario: Scenario, stream: boolean): Transcript {
  if (!('pieces' in scenario)) return stream ? scenario.stream : scenario.json;
  return scenario;
}
