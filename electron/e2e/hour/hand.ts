import type { Page } from '@playwright/test';

interface Counted {
  keys: number;
  clicks: number;
}

export interface Figures extends Counted {
  /** While the hand was at work; waiting for colleagues left out. */
  readonly seconds: number;
  /** Milliseconds from a key to what it leads to: the next act offered, or the next case in hand and shown. */
  readonly wait_p50_ms: number;
  readonly wait_p95_ms: number;
  readonly wait_max_ms: number;
  /** Waits of more than a second, by key. */
  readonly hesitations: Readonly<Record<string, number>>;
}

const HESITATION_MS = 1_000;
const PATIENCE_MS = 20_000;

/** A hand at the keyboard of a page, whose strokes and clicks the page itself counts. */
export class Hand {
  private readonly waits: { readonly key: string; readonly ms: number }[] = [];
  private workedMs = 0;

  private constructor(private readonly page: Page) {}

  static async on(page: Page): Promise<Hand> {
    await page.evaluate(() => {
      const counted: Counted = { keys: 0, clicks: 0 };
      Object.assign(window, { counted });
      addEventListener('keydown', () => (counted.keys += 1), true);
      addEventListener('pointerdown', () => (counted.clicks += 1), true);
    });
    return new Hand(page);
  }

  /** Counts the time from now until what it gives back is called. */
  begins(): () => void {
    const began = performance.now();
    return () => {
      this.workedMs += performance.now() - began;
    };
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** `G` and the key of a queue, until its list is there. */
  async goTo(key: string, queue: string): Promise<void> {
    await this.press('g');
    await this.press(key);
    await this.page.getByRole('grid', { name: new RegExp(`^${queue}`) }).waitFor();
  }

  /** `/`, the words, and back into the list. */
  async filter(words: string): Promise<void> {
    await this.press('/');
    await this.press('Control+a');
    await this.page.keyboard.type(words);
    await this.press('Enter');
  }

  /** Presses and waits until the foot offers this act first; takes the first choice where the act asks for one. */
  async act(key: string, next: string): Promise<void> {
    const began = performance.now();
    await this.press(key);
    const offered = (mayAsk: boolean): Promise<unknown> =>
      this.page
        .waitForFunction(
          ([label, asks]) => {
            if (asks && document.activeElement instanceof HTMLSelectElement) return 'asks';
            const first = document.querySelector('.cases-bar-acts > .ui-button > span:not(.ui-button-key)');
            return first?.textContent === label ? 'offered' : null;
          },
          [next, mayAsk] as const,
          { polling: 'raf', timeout: PATIENCE_MS },
        )
        .then((found) => found.jsonValue());
    if ((await offered(true)) === 'asks') {
      await this.press('ArrowDown');
      await this.press('Control+Enter');
      await offered(false);
    }
    this.waits.push({ key, ms: performance.now() - began });
  }

  /** Goes to a choice by its key, and up or down to what begins with these words. */
  async choose(key: string, words: string): Promise<void> {
    await this.press(key);
    await this.page.waitForFunction(() => document.activeElement instanceof HTMLSelectElement, null, {
      polling: 'raf',
      timeout: PATIENCE_MS,
    });
    const steps = await this.page.evaluate((wanted) => {
      const choice = document.activeElement as HTMLSelectElement;
      return [...choice.options].findIndex(({ text }) => text.startsWith(wanted)) - choice.selectedIndex;
    }, words);
    for (let step = 0; step < Math.abs(steps); step += 1) await this.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
  }

  /** Presses and waits until another case is in hand and shown beside the list, or none is left. */
  async next(key: string): Promise<void> {
    const before = await this.page.evaluate(
      () => /\d{8} (\d{5})/.exec(document.querySelector('[aria-label="选中的事件"]')?.textContent ?? '')?.[1] ?? '',
    );
    const began = performance.now();
    await this.press(key);
    await this.page.waitForFunction(
      (number) => {
        if (document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') === '0') return true;
        const shown = document.querySelector('[aria-label="选中的事件"]')?.textContent ?? '';
        const now = /\d{8} (\d{5})/.exec(shown)?.[1] ?? number;
        const row = document.querySelector('[data-current]')?.textContent ?? '';
        return now !== number && row.includes(`-${now}`);
      },
      before,
      { polling: 'raf', timeout: PATIENCE_MS },
    );
    this.waits.push({ key, ms: performance.now() - began });
  }

  async figures(): Promise<Figures> {
    const counted = await this.page.evaluate(() => (window as unknown as { readonly counted: Counted }).counted);
    const sorted = this.waits.map(({ ms }) => ms).sort((a, b) => a - b);
    const at = (share: number): number => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
    const hesitations: Record<string, number> = {};
    for (const { key, ms } of this.waits) if (ms > HESITATION_MS) hesitations[key] = (hesitations[key] ?? 0) + 1;
    return {
      ...counted,
      seconds: Math.round(this.workedMs / 1_000),
      wait_p50_ms: at(0.5),
      wait_p95_ms: at(0.95),
      wait_max_ms: at(1),
      hesitations,
    };
  }
}
