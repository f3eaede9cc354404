import type { ProviderChunk } from '../../answer/ProviderChunk.ts';
import type { FrameReader } from '../../answer/Wire.ts';
import type { StartChunk } from '../../chunk/Chunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { type CandidateOptions, CandidateReader } from './CandidateReader.ts';
import { BLOCK_WORDS, wordOf } from './finishWords.ts';
import { UNREADABLE } from '../reading/Unreadable.ts';
import type { GeminiFrame } from './GeminiFrame.ts';
import { GeminiUsage } from './GeminiUsage.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** Reads the frames of one answer, or one JSON answer, as chunks. */
export class GeminiReader implements FrameReader<GeminiFrame> {
  readonly #options: CandidateOptions;
  readonly #candidates = new Map<number, CandidateReader>();
  readonly #usage = new GeminiUsage();
  #responseId: string | undefined;
  #modelVersion: string | undefined;

  constructor(options: Omit<CandidateOptions, 'responseId'>) {
    this.#options = { ...options, responseId: () => this.#responseId };
  }

  read(frame: GeminiFrame): readonly ProviderChunk[] {
    const chunks: ProviderChunk[] = [];
    // Each frame repeats it.
    if (this.#responseId === undefined || this.#modelVersion === undefined) this.#addStart(chunks, frame);
    const candidates = frame.candidates ?? [];
    for (const candidate of candidates) {
      this.#candidateOf(candidate.index ?? 0).read(chunks, candidate);
    }
    if (frame.usageMetadata) this.#usage.take(frame.usageMetadata);
    if (candidates.length === 0 && frame.promptFeedback) addBlock(chunks, frame.promptFeedback);
    const unreadable = frame[UNREADABLE];
    if (unreadable !== undefined && unreadable.length > 0) chunks.push({ type: 'malformed', errors: unreadable });
    return chunks;
  }

  end(): readonly ProviderChunk[] {
    const chunks: ProviderChunk[] = [];
    for (const candidate of this.#candidates.values()) candidate.end(chunks);
    const usage = this.#usage.chunk();
    if (usage) chunks.push(usage);
    return chunks;
  }

  #addStart(chunks: ProviderChunk[], { responseId, modelVersion }: GeminiFrame): void {
    const start: Growing<StartChunk> = { type: 'start' };
    if (responseId) start.id = this.#responseId = responseId;
    if (modelVersion) start.model = this.#modelVersion = modelVersion;
    if (responseId || modelVersion) chunks.push(start);
  }

  #candidateOf(index: number): CandidateReader {
    const known = this.#candidates.get(index);
    if (known) return known;
    const candidate = new CandidateReader(index, this.#options);
    this.#candidates.set(index, candidate);
    return candidate;
  }
}

/** A blocked prompt has no candidate, and no other information on the reason. */
function addBlock(chunks: ProviderChunk[], feedback: unknown): void {
  const raw = isRecord(feedback) ? wordOf(feedback['blockReason'], BLOCK_WORDS) : undefined;
  if (raw !== undefined) chunks.push({ type: 'finish', choice: 0, reason: 'content-filter', raw });
}
