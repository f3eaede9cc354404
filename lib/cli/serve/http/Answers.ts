import { catchError, defer, finalize, type Observable, of, tap } from 'rxjs';
import type { Chunk } from '../../../chunk/Chunk.ts';
import type { Positioned } from '../../../chunk/Positioned.ts';
import { decodeOrThrow } from '../../../codec/decodeOrThrow.ts';
import type { AnswerEnd } from '../../../relay/AnswerEnd.ts';
import type { AnswerLog } from '../../../relay/AnswerLog.ts';
import { resumeAnswer } from '../../../relay/resumeAnswer.ts';
import { startAnswer } from '../../../relay/startAnswer.ts';
import { stopAnswer } from '../../../relay/stopAnswer.ts';
import { sseChunks } from '../../../server/encode/sseChunks.ts';
import { Refusal } from '../../../server/failure/Refusal.ts';
import { toSerializedError } from '../../../server/failure/toSerializedError.ts';
import { readJson } from '../../../server/gateway/readJson.ts';
import { toResponse } from '../../../server/transport/toResponse.ts';
import type { ChatSourceLike } from '../../../sources/ChatSource.ts';
import { AskedAnswer } from './AskedAnswer.ts';

/** Room for long conversations, with the blocks that some services require back. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** How long an answer continues that no page reads any more: as long as a log keeps it after its end. */
const UNREAD_MS = 300_000;
/** How long a log that cannot be reached may take at the end. */
const STOP_ALL_MS = 2000;

const NO_ANSWER = { status: 404, code: 'not_found', message: 'There is no such answer.' };
const SHUT_DOWN = 'the server was shut down';

/** Where the page's answers come from, and where they are kept. */
export interface AnswersOptions {
  readonly source: ChatSourceLike;
  /** Without one an answer ends with its reader. */
  readonly log: AnswerLog | undefined;
  /** Called with each failure of the source, unchanged. */
  readonly onError: (error: unknown) => void;
}

/**
 * The answers of the chat page.
 *
 * ```text
 * POST   /answers              asks, and returns the answer
 * GET    /answers/ID?after=N   returns it after a position  with a log
 * DELETE /answers/ID           stops it                     with a log
 * ```
 */
export class Answers {
  readonly #options: AnswersOptions;
  /** The answers of this process that have not ended. With a log, they outlive their readers. */
  readonly #open = new Set<string>();

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  /** Asks. With a log, a question that is posted again with the same id is not asked again. */
  async ask(raw: Request): Promise<Response> {
    const { id, model, messages } = toAsked(await readJson(raw, MAX_BODY_BYTES));
    const { source, log, onError } = this.#options;
    const answer$ = defer(() => source.stream({ messages, ...(model ? { model } : {}) })).pipe(tap({ error: onError }));
    if (log === undefined) return send(answer$, raw);
    return send(startAnswer(log, id, this.#counted(id, answer$), { whenUnread: { stopAfterMs: UNREAD_MS } }), raw);
  }

  resume(id: string, raw: Request): Promise<Response> {
    const after = new URL(raw.url).searchParams.get('after') ?? '0';
    if (!/^\d{1,15}$/.test(after)) throw new Refusal({ status: 400, message: 'after must be a position: 0, 1, 2 …' });
    return send(resumeAnswer(this.#logOrRefuse(), id, { after: Number(after) }), raw);
  }

  async stop(id: string): Promise<Response> {
    const log = this.#logOrRefuse();
    return Response.json(await this.#stopOrForestall(log, id), { headers: { 'cache-control': 'no-store' } });
  }

  /** Stops the open answers, so that readers elsewhere do not have to wait for a lease to expire. */
  async stopAll(): Promise<void> {
    const { log } = this.#options;
    if (log === undefined || this.#open.size === 0) return;
    const stopped = Promise.allSettled([...this.#open].map((id) => stopAnswer(log, id, SHUT_DOWN)));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_ALL_MS)));
    await Promise.race([stopped, patience]);
    clearTimeout(timer);
  }

  #logOrRefuse(): AnswerLog {
    const { log } = this.#options;
    if (log === undefined) throw new Refusal(NO_ANSWER);
    return log;
  }

  #counted(id: string, answer$: Observable<Chunk>): Observable<Chunk> {
    return defer(() => {
      this.#open.add(id);
      return answer$;
    }).pipe(finalize(() => this.#open.delete(id)));
  }

  /** A stop may overtake its question, which then finds an answer that has already been stopped. */
  async #stopOrForestall(log: AnswerLog, id: string): Promise<AnswerEnd> {
    try {
      return await stopAnswer(log, id);
    } catch {
      await log.create(id).catch(() => undefined);
      return stopAnswer(log, id);
    }
  }
}

/** Any mistake in it is the page's. */
function toAsked(json: unknown): AskedAnswer {
  try {
    decodeOrThrow(AskedAnswer, json);
  } catch (error) {
    throw new Refusal({ status: 400, message: (error as Error).message });
  }
  return json as AskedAnswer;
}

/** The status is sent at once, and a failure is reported as the last event, so that the page knows its kind. */
const send = (answer$: Observable<Chunk | Positioned>, request: Request): Promise<Response> =>
  toResponse(answer$.pipe(sseChunks(), catchError(toEvent)), { request, resumes: true, holdStatusMs: 0 });

const toEvent = (error: unknown): Observable<string> =>
  of(`event: error\ndata: ${JSON.stringify(toSerializedError(error))}\n\n`);
