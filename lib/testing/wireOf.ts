/** The two ways to talk to the server. */
export type Wire = 'openAI' | 'autonomousAI';

const CHAT_PATHS: ReadonlyMap<string, Wire> = new Map([
  ['/v1/chat/completions', 'openAI'],
  ['/api/v1/ai/chat', 'autonomousAI'],
  ['/api/v1/ai/chat-hermes', 'autonomousAI'],
  ['/api/v1/ai/chat-vision', 'autonomousAI'],
  ['/api/v1/ai/summary', 'autonomousAI'],
]);

/** Which wire a path asks a chat by, if any. */
export const wireOf = (path: string): Wire | undefined => CHAT_PATHS.get(path);
