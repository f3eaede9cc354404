/** An id as text; empty if there is none. */
export const idOf = (id: unknown): string => (typeof id === 'string' ? id : typeof id === 'number' ? String(id) : '');
