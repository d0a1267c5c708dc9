/** What jsdom lacks and our components use: modal dialogs, sizes, scrolling, the kind of pointer, locks between windows. Call it in a test file before rendering. */
export function fillJsdomGaps(listHeightPx = 600): void {
  HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
    this.open = false;
  };
  // A mouse; what a list of media queries had before it was an EventTarget nobody here asks for.
  window.matchMedia = (media) => Object.assign(new EventTarget(), { media, matches: false }) as MediaQueryList;
  // One window, so every lock is free.
  const request = (_name: string, _options: object, work: () => Promise<void>): Promise<void> => work();
  Object.defineProperty(navigator, 'locks', { configurable: true, value: { request } });
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.scrollTo = () => undefined;
  // A virtual list asks how high its window is before it draws a row.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => listHeightPx });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 800 });
}
