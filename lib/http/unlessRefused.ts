import type { OperatorFunction } from 'rxjs';
import { andThen } from '../rx/andThen.ts';
import { fromResult } from '../rx/fromResult.ts';
import type { HttpAnswer } from './HttpAnswer.ts';
import { failWithRefusal } from './refusal/failWithRefusal.ts';
import type { ReadWireError } from './refusal/WireError.ts';

/** Passes an answer on, or fails with the `ProviderError` of its status, after reading its body. */
export const unlessRefused = (readWireError?: ReadWireError): OperatorFunction<HttpAnswer, HttpAnswer> =>
  andThen((answer) =>
    answer.head.status >= 200 && answer.head.status < 300
      ? fromResult(() => answer)
      : failWithRefusal(answer.head, answer.body$, readWireError),
  );
