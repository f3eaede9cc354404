// For testing applications: a server that fails on demand, and a source without HTTP.

export { startServer } from './startServer.ts';
export type { EmbeddedServer, RecordedRequest, Reply, ServerOptions } from './EmbeddedServer.ts';
export { scenarios } from './scenarios.ts';
export type { ScenarioName } from './scenarios.ts';
export type { Scenario, Transcript } from './server/Transcript.ts';
export { sourceOf } from './sourceOf.ts';
export type { SourceOfOptions } from './sourceOf.ts';
export { answerOf } from './answerOf.ts';
export type { WrittenAnswer, WrittenCall } from './answerOf.ts';
export { script } from './script.ts';
export type { ScriptedAnswer, ScriptedSource } from './script.ts';
export { answerLogContract } from './answerLogContract.ts';
export type { LogContractCase, LogContractOptions } from './answerLogContract.ts';
export { conformance } from './conformance.ts';
export type { ConformanceCase } from './conformance/ConformanceCase.ts';
export type { ConformanceOptions, SampleOptions, SampleProvider } from './conformance/ConformanceOptions.ts';
export type { SampleAnswer, WireSample } from './conformance/WireSample.ts';
export { wireSamples } from './wireSamples.ts';
