// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { refuseStrayDrops } from './stray-drops.ts';

refuseStrayDrops();

/** What the page says to it: whether the browser may still do as it likes, and with which sign at the pointer. */
function dragged(kind: 'dragover' | 'drop', types: readonly string[], over: EventTarget = document.body) {
  const dataTransfer = { types, dropEffect: 'copy' };
  const event = Object.assign(new Event(kind, { bubbles: true, cancelable: true }), { dataTransfer });
  return { isLeft: over.dispatchEvent(event), sign: dataTransfer.dropEffect };
}

it.each(['dragover', 'drop'] as const)('keeps the page where a file comes by %s beside what takes it', (kind) => {
  expect(dragged(kind, ['Files'])).toEqual({ isLeft: false, sign: 'none' });
});

it('leaves to a field the words that are dragged into it, and to a box the files that it takes', () => {
  expect(dragged('drop', ['text/plain']).isLeft).toBe(true);
  const box = document.body.appendChild(document.createElement('div'));
  box.addEventListener('dragover', (event) => {
    event.preventDefault();
  });
  expect(dragged('dragover', ['Files'], box).sign).toBe('copy');
});
