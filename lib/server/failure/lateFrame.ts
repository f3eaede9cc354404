const frames = new WeakMap<object, string>();

/**
 * How the failure of an answer that had not begun reads in the encoder's own language. The error itself passes on, so that it can become a
 * status; a transport that has given its status already, since it could wait no longer, writes this instead.
 */
export const lateFrameOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null ? frames.get(error) : undefined;

export function rememberLateFrame(error: unknown, frame: string): void {
  if (typeof error === 'object' && error !== null) frames.set(error, frame);
}
