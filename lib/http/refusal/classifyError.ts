import type { ProviderErrorFields } from '../../errors/ProviderError.ts';
import { tryParse } from '../../framing/json/tryParse.ts';
import { judgeInBand, judgeStatus, type Verdict } from './judge.ts';
import { readSaidError, readSaidJson } from './readSaidError.ts';
import type { SaidError } from './SaidError.ts';
import type { ReadWireError, WireError } from './WireError.ts';

type Classified = Omit<ProviderErrorFields, 'inBand'>;

/** Classifies an answer with an HTTP status of 300 or above: its kind, the provider's own words, and whether a retry may succeed. */
export function classifyHttpError(status: number, body: string, readWireError?: ReadWireError): Classified {
  const said = readSaidError(body);
  return combine(judgeStatus(status, said, body), { ...said, status }, readWireError?.(tryParse(body), status));
}

/** Classifies an error inside an answer by its JSON. */
export function classifyInBandError(json: unknown, wireError?: WireError): Classified {
  const said = readSaidJson(json);
  return combine(judgeInBand({ ...said, status: wireError?.status ?? said.status }), said, wireError);
}

/** Classifies the data of an event of type `error`, JSON or not. */
export function classifyErrorText(text: string, readWireError?: ReadWireError): Classified {
  const json = tryParse(text);
  if (json !== undefined) return classifyInBandError(json, readWireError?.(json));
  const said = readSaidError(text);
  return combine(judgeInBand(said), said, undefined);
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
