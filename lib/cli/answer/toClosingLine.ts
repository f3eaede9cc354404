import type { AnswerFigures } from './AnswerMeter.ts';
import { toPrintable } from '../terminal/PrintableText.ts';

/** What the closing line shows besides the figures. */
export interface ClosingLineOptions {
  /** The requested model, shown if the server names none. */
  readonly model?: string | undefined;
  /** How many malformed frames were skipped. */
  readonly malformed?: number | undefined;
  /** Whether the answer was canned: no model was asked. */
  readonly canned?: boolean | undefined;
}

/** `llama · stop · first text after 0.12 s · 43 tokens/s` */
export function toClosingLine(figures: AnswerFigures, options: ClosingLineOptions): string {
  const { reason = 'unknown', firstTextMs, unit, perSecond } = figures;
  const { model = '', malformed = 0, canned = false } = options;
  const parts = [
    toPrintable(figures.model ?? model).replaceAll(/\s+/g, ' '),
    reason,
    firstTextMs === undefined ? 'no text' : `first text after ${(firstTextMs / 1000).toFixed(2)} s`,
    perSecond === 0 ? '' : `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)} ${unit}/s`,
    malformed === 0 ? '' : `${malformed} malformed ${malformed === 1 ? 'frame' : 'frames'} skipped`,
    canned ? 'canned' : '',
  ];
  return `${parts.filter((part) => part !== '').join(' · ')}\n`;
}
