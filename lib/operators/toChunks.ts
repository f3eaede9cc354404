import { isLeft, right, type Either } from 'fp-ts/lib/Either.js';
import type { OperatorFunction } from 'rxjs';
import { stage } from '../core/stage.ts';
import { DeadlineError } from '../errors/DeadlineError.ts';
import { EmptyAnswerError } from '../errors/EmptyAnswerError.ts';
import { IncompleteAnswerError } from '../errors/IncompleteAnswerError.ts';
import type { Chunk, FinishChunk, FinishReason, StartChunk, UsageChunk } from '../types/Chunk.ts';
import type { MalformedFrame } from '../types/MalformedFrame.ts';
import type { ProviderChunk } from '../types/ProviderDefinition.ts';
import { ToolCallIndex } from './ToolCallIndex.ts';

/** What `toChunks` asks of the one answer it serves, and tells it. */
export interface AnswerEvents {
  /** `[DONE]` was seen. */
  readonly isDone: () => boolean;
  /** The body is one JSON answer, which is its own end marker. */
  readonly isWhole: () => boolean;
  readonly requestId: () => string | undefined;
  readonly onContent: () => void;
  /** Every choice that appeared has its finish reason. */
  readonly onEndMarker: () => void;
}

/**
 * Puts what the frames say in the order that a reader may rely on: `start content* usage? finish+`.
 *
 * ```text
 * frames   --role--"Hel"--"lo"+stop--usage--[DONE]
 * chunks   --------s"Hel"-"lo"--------------u f |
 * ```
 *
 * Malformed frames pass in place. `start` waits for the first content, finish reasons and usage for the end marker; empty pieces
 * are dropped. What is lost behind the end marker (the connection, or `idle` passing) is no failure.
 *
 * @param requireEndMarker does a body that ends without an end marker fail?
 *
 * Raises `EmptyAnswerError` and `IncompleteAnswerError` as error notifications.
 */
export function toChunks<Frame>(
  frameToChunks: (frame: Frame) => readonly ProviderChunk[],
  requireEndMarker: boolean,
  { isDone, isWhole, requestId, onContent, onEndMarker }: AnswerEvents,
): OperatorFunction<Either<MalformedFrame, Frame>, Either<MalformedFrame, Chunk>> {
  return stage((destination) => {
    const emit = (chunk: Chunk): void => destination.next(right(chunk));
    let start: Omit<StartChunk, 'type'> = {};
    let started = false;
    let usage: UsageChunk | undefined;
    let decoded = 0;
    let malformed = 0;
    /** The choices that appeared, and the last word on why each ended. */
    const finishes = new Map<number, FinishChunk | undefined>();
    const calls = new Map<number, ToolCallIndex>();

    return {
      next(frame) {
        if (isLeft(frame)) {
          malformed++;
          destination.next(frame);
          return;
        }
        decoded++;
        for (const chunk of frameToChunks(frame.right)) take(chunk);
      },
      complete() {
        if (decoded === 0 || (isWhole() && finishes.size === 0)) throw new EmptyAnswerError(malformed);
        if (isDone() || isWhole()) finish('stop');
        else if (isFinished()) finish('unknown');
        else if (!requireEndMarker) finish('unknown');
        else throw new IncompleteAnswerError('no-end-marker');
      },
      error(error) {
        if (isFinished() && isLossBehindTheEnd(error)) finish('unknown');
        else destination.error(error);
      },
    };

    function take(chunk: ProviderChunk): void {
      switch (chunk.type) {
        case 'start':
          if (!started) start = { ...chunk, ...start };
          break;
        case 'usage':
          usage = chunk;
          break;
        case 'finish':
          finishes.set(chunk.choice, chunk);
          if (isFinished()) onEndMarker();
          break;
        case 'tool-call':
          appear(chunk.choice);
          takeToolCall(chunk);
          break;
        default:
          appear(chunk.choice);
          if (chunk.text !== '') emitContent(chunk);
      }
    }

    function appear(choice: number): void {
      if (!finishes.has(choice)) finishes.set(choice, undefined);
    }

    function takeToolCall({
      choice,
      arguments: piece,
      ...place
    }: ProviderChunk & { readonly type: 'tool-call' }): void {
      const index = calls.get(choice) ?? new ToolCallIndex();
      calls.set(choice, index);
      const placed = index.place(place);
      if (piece === '' && placed.id === undefined && placed.name === undefined) return;
      emitContent({ type: 'tool-call', choice, ...placed, arguments: piece });
    }

    function emitContent(chunk: Chunk): void {
      onContent();
      emitStart();
      emit(chunk);
    }

    function emitStart(): void {
      if (started) return;
      started = true;
      const id = requestId();
      emit({ ...start, type: 'start', ...(id === undefined ? {} : { requestId: id }) });
    }

    function isFinished(): boolean {
      for (const reason of finishes.values()) if (reason === undefined) return false;
      return finishes.size > 0;
    }

    /** @param reason of the choices that have none of their own */
    function finish(reason: FinishReason): void {
      emitStart();
      if (usage) emit(usage);
      if (finishes.size === 0) appear(0);
      for (const [choice, last] of [...finishes].toSorted(([a], [b]) => a - b)) {
        emit(last ?? { type: 'finish', choice, reason });
      }
      destination.complete();
    }
  });
}

const isLossBehindTheEnd = (error: unknown): boolean =>
  (error instanceof IncompleteAnswerError && error.reason === 'connection-lost') ||
  (error instanceof DeadlineError && error.deadline === 'idle');
