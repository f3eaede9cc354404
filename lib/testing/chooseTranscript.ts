import { stepsBetween } from '../codec/stepsBetween.ts';
import { noSuchPath } from './transcripts/openaiChat/refusals.ts';
import { WIRES } from './wires.ts';
import type { ScenarioName } from './scenarios.ts';
import type { RecordedRequest, Reply, ServerOptions } from './EmbeddedServer.ts';
import type { ServedWire } from './server/ServedWire.ts';
import type { Scenario, Transcript } from './server/Transcript.ts';

/** The name of a model that differs from a scenario's by at most this many letters is a misspelt scenario. */
const MAX_MISTYPED = 2;

/** The wire on which a path requests a chat, if any. */
export function wireOf(path: string): ServedWire | undefined {
  return Object.values<ServedWire>(WIRES).find(({ isChat }) => isChat(path));
}

/** The answer to a request. Throws for a scenario that does not exist. */
export function chooseTranscript(
  request: RecordedRequest,
  index: number,
  answer: ServerOptions['answer'] = 'default',
): Transcript {
  const { method, path, headers, model, messages } = request;
  const named = headers['x-scenario'];
  const listing = Object.values<ServedWire>(WIRES).find(({ models }) => models?.path === path);
  if (method === 'GET' && listing?.models) {
    return named === undefined ? listing.models.transcript : pick(scenarioOf(named as ScenarioName, listing), request);
  }
  const wire = wireOf(path);
  if (method !== 'POST' || wire === undefined) return noSuchPath;
  if (model === undefined || !Array.isArray(messages)) return wire.badRequest;
  const resolve = (reply: Reply): Transcript => pick(scenarioOf(reply, wire), request);
  if (named !== undefined) return resolve(named as ScenarioName);
  if (isScenarioName(model)) return resolve(model);
  const meant = Object.keys(WIRES.openAI.scenarios).find((name) => stepsBetween(name, model) <= MAX_MISTYPED);
  if (meant !== undefined) throw new UnknownScenario(model);
  return resolve(typeof answer === 'function' ? answer(request, index) : answer);
}

/** A scenario that does not exist: a mistake in the test, or by whoever tries the server. */
export class UnknownScenario extends Error {
  constructor(name: string) {
    const names = Object.keys(WIRES.openAI.scenarios).join(', ');
    super(`rxllm/testing: there is no scenario "${name}". The scenarios are: ${names}`);
  }
}

function scenarioOf(reply: Reply, { scenarios }: ServedWire): Scenario {
  if (typeof reply !== 'string') return reply;
  const scenario = Object.hasOwn(scenarios, reply) ? scenarios[reply] : undefined;
  if (scenario === undefined) throw new UnknownScenario(reply);
  return scenario;
}

const isScenarioName = (name: string): name is ScenarioName => Object.hasOwn(WIRES.openAI.scenarios, name);

function pick(scenario: Scenario, request: Pick<RecordedRequest, 'stream' | 'round'>): Transcript {
  if ('rounds' in scenario) {
    const { rounds } = scenario;
    return pick(rounds[Math.min(request.round, rounds.length - 1)] ?? rounds[0], request);
  }
  if ('pieces' in scenario) return scenario;
  return request.stream ? scenario.stream : scenario.json;
}
