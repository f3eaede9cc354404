import { TestBed } from '@angular/core/testing';
import { NEVER, concat, of } from 'rxjs';
import { ConnectionError } from 'rxllm';
import { answerOf, script } from 'rxllm/testing';
import { Chat } from './chat';
import { CHAT_SOURCE } from './chat-source';

const setUp = async (...answers: Parameters<typeof script>[0]) => {
  const source = script(answers);
  TestBed.configureTestingModule({ providers: [{ provide: CHAT_SOURCE, useValue: source }] });
  const fixture = TestBed.createComponent(Chat);
  const page = fixture.nativeElement as HTMLElement;
  const settled = async () => {
    await fixture.whenStable();
    return [...page.querySelectorAll('.text, [role=alert]')].map(({ textContent }) => textContent);
  };
  const ask = async (prompt: string) => {
    page.querySelector('input')!.value = prompt;
    page.querySelector('form')!.dispatchEvent(new Event('submit'));
    return settled();
  };
  const stop = async () => {
    page.querySelector<HTMLButtonElement>('button[type=button]')!.click();
    return settled();
  };
  await settled();
  return { source, ask, stop };
};

describe('Chat', () => {
  it('shows the answer, and sends the history with the next prompt', async () => {
    const { source, ask } = await setUp('It is noon.', 'In Zürich.');
    expect(await ask('How late is it?')).toEqual(['user: How late is it?', 'assistant: It is noon.']);
    expect((await ask('Where?')).at(-1)).toBe('assistant: In Zürich.');
    expect(source.requests[1]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  });

  it('keeps what had come when it is stopped', async () => {
    const started = answerOf('Half an answer').filter(({ type }) => type !== 'finish');
    const { ask, stop } = await setUp(concat(of(...started), NEVER));
    expect(await ask('Hello')).toEqual(['user: Hello', 'assistant: Half an answer']);
    expect(await stop()).toEqual(['user: Hello', 'assistant: Half an answer']);
  });

  it('says why there is no answer', async () => {
    const { ask } = await setUp(new ConnectionError('ECONNREFUSED'));
    expect((await ask('Hello')).at(-1)).toContain('No answer: ConnectionError');
  });
});
