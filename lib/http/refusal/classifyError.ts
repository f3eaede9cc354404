import type { ProviderErrorFields } from '../../errors/ProviderError.ts';
import { errorJson } from './errorJson.ts';
import { judgeInBand, judgeStatus, type Verdict } from './judge.ts';
import { readSaidJson } from './readSaidJson.ts';
import type { SaidError } from './SaidError.ts';
import type { ReadWireError, WireError } from './WireError.ts';

type Classified = Omit<ProviderErrorFields, 'inBand'>;

/** Classifies an answer with an HTTP status of 300 or above: its kind, the provider's own words, and whether a retry may succeed. */
export function classifyHttpError(status: number, body: string, readWireError?: ReadWireError): Classified {
  const json = errorJson(body);
  const said = readSaidJson(json, body);
  const wireError = json === undefined ? undefined : readWireError?.(json, status);
  return combine(judgeStatus(status, said, body), { ...said, status }, wireError);
}

/** Classifies an error inside an answer by its JSON. */
export function classifyInBandError(json: unknown, wireError?: WireError, text?: string): Classified {
  const said = readSaidJson(json, text);
  return combine(judgeInBand({ ...said, status: wireError?.status ?? said.status }), said, wireError);
}

/** Classifies the data of an event of type `error`, JSON or not. */
export function classifyErrorText(text: string, readWireError?: ReadWireError): Classified {
  const json = errorJson(text);
  return classifyInBandError(json, json === undefined ? undefined : readWireError?.(json), text);
}

/** The members that the wire has read win, one by one. */
function combine({ kind, retryable }: Verdict, said: SaidError, wireError: WireError | undefined): Classified {
  return {
    kind: wireError?.kind ?? kind,
    // A kind from the wire replaces the whole verdict.
    retryable: wireError?.retryable ?? (wireError?.kind === undefined ? retryable : RETRYABLE.has(wireError.kind)),
    status: said.status ?? wireError?.status,
    code: wireError?.code ?? said.code,
    detail: wireError?.detail ?? said.detail,
    retryAfterMs: wireError?.retryAfterMs ?? said.retryAfterMs,
    requestId: said.requestId,
  };
}

const RETRYABLE: ReadonlySet<string> = new Set(['rate-limit', 'overloaded', 'server']);
