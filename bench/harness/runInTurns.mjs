import { once } from 'node:events';

/**
 * Starts processes with `takesTurns` one after another and lets them work one at a time, each until it asks for its next turn or ends,
 * in an order that turns: what disturbs the machine for a while disturbs all of them alike. Gives what each found.
 */
export async function runInTurns(starts) {
  const players = [];
  for (const start of starts) {
    const player = { ...start(), hasEnded: false };
    players.push(player);
    await turnOver(player);
  }
  for (let n = 0; players.some(({ hasEnded }) => !hasEnded); n++) {
    for (let i = 0; i < players.length; i++) await takeTurn(players[(n + i) % players.length]);
  }
  return Promise.all(players.map(({ result }) => result));
}

async function takeTurn(player) {
  if (player.hasEnded) return;
  // One that has just died does not hear it.
  player.child.send('turn', () => undefined);
  await turnOver(player);
}

async function turnOver(player) {
  const ended = player.result.then(() => (player.hasEnded = true));
  await Promise.race([once(player.child, 'message'), ended]);
}
