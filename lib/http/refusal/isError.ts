import { isText } from './isText.ts';

/** Whether a member that may report an error has anything in it: a text, or an object or a list that is not empty. */
export const isError = (value: unknown): boolean =>
  isText(value) || (typeof value === 'object' && value !== null && Object.keys(value).length > 0);
