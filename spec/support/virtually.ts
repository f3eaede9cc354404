import { mock } from 'node:test';

/** Lets so many milliseconds pass, one after another, and after each what promises have to do. */
export type Pass = (milliseconds: number) => Promise<void>;

/** Runs a spec in which timers wait for `pass`, and promises work as ever: for what has both, where RxJS's test scheduler reaches timers alone. */
export async function virtually(act: (pass: Pass) => Promise<void>): Promise<void> {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  try {
    await act(async (milliseconds) => {
      await promisesRun();
      for (let i = 0; i < milliseconds; i++) {
        mock.timers.tick(1);
        await promisesRun();
      }
    });
  } finally {
    mock.timers.reset();
  }
}

const promisesRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
