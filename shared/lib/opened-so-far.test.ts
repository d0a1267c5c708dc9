import { describe, expect, it } from 'vitest';
import { allOrNone, openedSoFar } from './opened-so-far.ts';

const failing = (words: string) => (): never => {
  throw new Error(words);
};

describe('what was opened one after the other', () => {
  it('is closed the last first, each once, also when one of them cannot be closed', async () => {
    const closed: string[] = [];
    const { also, close } = openedSoFar();
    also(() => closed.push('first'));
    also(failing('the second'));
    also(async () => {
      await Promise.resolve();
      closed.push('third');
    });
    await expect(close()).rejects.toThrow('the second');
    expect(closed).toEqual(['third', 'first']);
    await close();
    expect(closed).toEqual(['third', 'first']);
  });

  it('tells of each that could not be closed to whoever wants to hear of it', async () => {
    const heard: unknown[] = [];
    const { also, close } = openedSoFar();
    also(failing('the first'));
    also(failing('the second'));
    await close((error) => heard.push((error as Error).message));
    expect(heard).toEqual(['the second', 'the first']);
  });

  it('stays open when all could be opened, and is closed again when one could not, whose error is told', async () => {
    const closed: string[] = [];
    const both = await allOrNone(({ also }) => {
      also(() => closed.push('one'));
      return Promise.resolve('open');
    });
    expect([both, closed]).toEqual(['open', []]);
    const opening = allOrNone(async ({ also }) => {
      also(() => closed.push('one'));
      also(failing('not closed'));
      await Promise.resolve();
      throw new Error('not opened');
    });
    await expect(opening).rejects.toThrow('not opened');
    expect(closed).toEqual(['one']);
  });
});
