/** The token of who answers: a provider, sources composed, or `script(…)` in a test. */
export const CHAT_SOURCE = Symbol('CHAT_SOURCE');
