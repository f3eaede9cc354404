import { Composer } from './Composer.ts';
import { Conversation } from './Conversation.ts';
import { History, type Kept } from './History.ts';
import { ModelPicker } from './ModelPicker.ts';
import type { Settings } from './Settings.ts';
import { TurnList } from './TurnList.ts';
import type { Turn } from './Turn.ts';

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

const STATUS: Readonly<Record<Turn['state'], string>> = {
  open: 'The answer is arriving.',
  done: 'The answer is complete.',
  stopped: 'The answer was stopped.',
  failed: 'The answer failed.',
  cut: '',
};

void start();

async function start(): Promise<void> {
  const settings = await loadSettings();
  const kept = History.load();
  run(settings ?? { provider: '', log: false, canned: false }, kept);
}

/** If the server cannot be reached, nothing is shown: the first question will report it. */
async function loadSettings(): Promise<Settings | undefined> {
  try {
    return (await (await fetch('/settings')).json()) as Settings;
  } catch {
    return undefined;
  }
}

function run(settings: Settings, kept: Kept): void {
  const list = new TurnList(byId('turns'), (turn) => conversation.ask(turn.prompt, picker.value));
  const picker = new ModelPicker(byId('picker'), {
    chosen: kept.model,
    usual: settings.model,
    onChoice: () => save(),
  });
  const begin = (turns: readonly Turn[]): Conversation =>
    new Conversation(turns, settings, { onTurn: (turn, index) => list.show(turn, index), onState });
  let conversation = begin(kept.turns);
  const composer = new Composer(byId('composer') as HTMLFormElement, {
    onAsk: (prompt) => conversation.ask(prompt, picker.value),
    onStop: () => conversation.stop(),
  });

  const save = (): void => History.save({ turns: conversation.turns, model: picker.chosen });
  function onState(): void {
    const last = conversation.turns.at(-1);
    composer.isAnswering = conversation.isAnswering;
    byId('status').textContent = last === undefined ? '' : STATUS[last.state];
    byId('welcome').hidden = last !== undefined;
    byId('new').hidden = last === undefined;
    save();
  }

  byId('new').addEventListener('click', () => {
    conversation.stop();
    conversation = begin([]);
    list.clear();
    onState();
    composer.focus();
  });
  // The browser may keep a page that was left, with its connections.
  window.addEventListener('pagehide', () => {
    conversation.pause();
    save();
  });
  window.addEventListener('pageshow', ({ persisted }) => persisted && conversation.resume());

  byId('who').textContent = introductionOf(settings);
  for (const [index, turn] of conversation.turns.entries()) list.show(turn, index);
  onState();
  conversation.resume();
  void picker.load();
}

function introductionOf({ provider, canned }: Settings): string {
  if (provider === '') return '';
  return canned
    ? 'No model is used: the answers are canned. Choose another model to see another answer.'
    : `${provider} answers. The conversation stays in this tab.`;
}
