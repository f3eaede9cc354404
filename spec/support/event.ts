import type { SseEvent } from '../../lib/index.ts';

/** An event with nothing but its data. */
export const event = (data: string, type = 'message'): SseEvent => ({ type, data, lastEventId: '' });
