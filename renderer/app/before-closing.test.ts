// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest';
import { BEFORE_CLOSING } from '../../shared/ipc/before-closing.ts';
import { saveBehind } from '../features/report/saves-under-way.ts';
import { saveBeforeClosing } from './before-closing.ts';

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
  Reflect.deleteProperty(window, BEFORE_CLOSING);
});

it('before the window closes every form saves, and the desktop waits until it is through', async () => {
  let finish = (): void => undefined;
  const onLeaving = (): void => {
    saveBehind(
      new Promise((resolve) => {
        finish = resolve;
      }),
    );
  };
  window.addEventListener('pagehide', onLeaving);
  endings.push(() => {
    window.removeEventListener('pagehide', onLeaving);
  });
  saveBeforeClosing();
  let isThrough = false;
  const page = window as unknown as Readonly<Record<string, () => Promise<void>>>;
  const through = page[BEFORE_CLOSING]?.().then(() => {
    isThrough = true;
  });
  await new Promise((resolve) => setTimeout(resolve));
  expect(isThrough).toBe(false);
  finish();
  await through;
});
