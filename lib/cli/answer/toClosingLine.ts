import type { AnswerFigures } from './AnswerMeter.ts';
import { toPrintable } from '../terminal/PrintableText.ts';

/** What the command knows of an answer beside its figures. */
export interface ClosingLineOptions {
  /** The model that was asked for, where the server names none. */
  readonly model?: string | undefined;
  /** How many frames of the answer were left out. */
  readonly malformed?: number | undefined;
  /** No model was asked. */
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
    malformed === 0 ? '' : `${malformed} malformed ${malformed === 1 ? 'frame' : 'frames'} left out`,
    canned ? 'canned' : '',
  ];
  return `${parts.filter((part) => part !== '').join(' · ')}\n`;
}
