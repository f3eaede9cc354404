import * as t from 'io-ts';
import { defer, map, type Observable, of, throwIfEmpty } from 'rxjs';
import { orErrorFrame } from './ErrorFrame.ts';
import { AnswerClock } from './AnswerClock.ts';
import { EmptyAnswerError } from '../errors/EmptyAnswerError.ts';
import { byContentType } from './byContentType.ts';
import { decodeAnswer } from './decodeAnswer.ts';
import { failOnErrorFrame } from './failOnErrorFrame.ts';
import { rights } from '../rx/rights.ts';
import { DEFAULT_MAX_BYTES } from '../framing/lines/splitLines.ts';
import type { ProviderDefinition } from '../provider/ProviderDefinition.ts';
import type { ProviderOptions } from '../provider/ProviderOptions.ts';
import { AnswerProgress } from './AnswerProgress.ts';
import { sendRequest } from './sendRequest.ts';

const ModelList = t.type({ data: t.array(t.type({ id: t.string })) }, 'ModelList');

/** The models that an open provider's server names; of any other provider, those it is defined with. */
export function listModels<Frame>(
  definition: ProviderDefinition<Frame>,
  options: ProviderOptions,
): Observable<readonly string[]> {
  const { modelsEndpoint: url, models = [] } = definition;
  if (url === undefined || models.length > 0) return of(models);
  return defer(() => {
    const progress = new AnswerProgress(new AnswerClock(options.deadlines ?? {}, true), options.onResponse);
    const { contentType } = progress;
    const json = decodeAnswer(orErrorFrame(ModelList), { contentType, maxBytes: DEFAULT_MAX_BYTES });
    return sendRequest(definition, options, { url }, progress).pipe(
      byContentType(contentType, { json, sse: json }),
      failOnErrorFrame(),
      rights(),
      map(({ data }) => data.map(({ id }) => id)),
      throwIfEmpty(() => new EmptyAnswerError(0)),
      progress.attributeErrors(definition.name),
    );
  });
}
