import { expect, type Locator } from '@playwright/test';
import { drawnPhoto } from '../fixtures/drawn-photo.ts';
import { WorkstationPage } from './workstation-page.ts';

export class CasesPage extends WorkstationPage {
  /** The rows of the list, without its head. */
  get rows(): Locator {
    return this.page.getByRole('grid').locator('[aria-rowindex]');
  }

  async queue(label: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: '队列' })
      .getByRole('button', { name: new RegExp(`^${label}`) })
      .click();
    // Each queue has a head of its own: what is pressed in the former one goes with it.
    await expect(this.page.getByRole('heading', { level: 1 })).toContainText(label);
  }

  /** How many stand in these queues together, as far as the pane shows them. */
  async counts(labels: readonly string[]): Promise<number> {
    let sum = 0;
    for (const line of await this.page.getByRole('navigation', { name: '队列' }).getByRole('button').all()) {
      const [label = '', count = '0'] = (await line.innerText()).split('\n');
      if (labels.includes(label)) sum += Number(count);
    }
    return sum;
  }

  /** Puts one condition on. */
  async narrow(value: string): Promise<void> {
    await this.page.getByRole('button', { name: '＋ 条件' }).click();
    await this.page.getByRole('checkbox', { name: new RegExp(`^${value}`) }).check();
    await this.page.keyboard.press('Escape');
  }

  /** A filter that colleagues share, in the pane. */
  shared(name: string): Locator {
    return this.page
      .getByRole('region', { name: /共用$/ })
      .getByRole('button', { name: new RegExp(`${name}\\s*\\d+$`) });
  }

  /** 改名, 不再共用 of a filter that is shared. */
  async filterAct(name: string, act: string): Promise<void> {
    await this.page.getByRole('button', { name: `筛选“${name}”的更多` }).click();
    await this.page.getByRole('menuitem', { name: act }).click();
  }

  async filter(words: string): Promise<void> {
    await this.page.getByRole('textbox', { name: '筛选' }).fill(words);
  }

  /** Finds the case among all open ones by its words and selects it. */
  async find(words: string): Promise<void> {
    await this.go('cases');
    await this.queue('全部未结');
    await this.filter(words);
    await expect(this.rows).toHaveCount(1);
    await this.rows.first().click();
    await expect(this.preview).toContainText(words);
  }

  /** The row the hand is on. */
  get rowInHand(): Locator {
    return this.page.getByRole('grid').locator('[data-current]');
  }

  /** The number a row shows: 1128-00063. It stays when the minutes beside it move on. */
  async numberOf(row: Locator): Promise<string> {
    const number = /\d{4}-\d{5}/.exec(await row.innerText())?.[0];
    expect(number).toBeDefined();
    return number ?? '';
  }

  /** The number of the case in hand, once it lies open beside the list. */
  async numberInHand(): Promise<string> {
    const number = await this.numberOf(this.rowInHand);
    await expect(this.preview).toContainText(number.slice(-5));
    return number;
  }

  /** Finds the case by its number, as soon as it has come to this queue, and selects it. */
  async findNumber(number: string, queue = '全部未结'): Promise<void> {
    await this.go('cases');
    await this.queue(queue);
    await this.filter(number);
    await expect(this.rows).toHaveCount(1, { timeout: 45_000 });
    await this.rows.first().click();
    await expect(this.preview).toContainText(number.slice(-5));
  }

  get preview(): Locator {
    return this.page.getByRole('complementary', { name: '选中的事件' });
  }

  get bar(): Locator {
    return this.page.getByRole('region', { name: '办理', exact: true });
  }

  act(label: string): Locator {
    return this.bar.getByRole('button', { name: label, exact: true });
  }

  /** Labels of the acts offered in the bar and under 更多. */
  async offered(): Promise<readonly string[]> {
    await expect(this.bar).toBeVisible();
    const inBar = await this.bar.locator('.cases-bar-acts > .ui-button > span:not(.ui-button-key)').allInnerTexts();
    const more = this.bar.getByRole('button', { name: '更多办理' });
    if ((await more.count()) === 0) return inBar;
    await more.click();
    const underMore = await this.page.getByRole('menuitem').allInnerTexts();
    await this.page.keyboard.press('Escape');
    // A line may bear its key behind its words.
    return [...inBar, ...underMore.map((words) => words.split('\n')[0] ?? '')];
  }

  /** Walks down with J, from the row in hand, until the foot offers this act first: what rules want handled jointly asks for that. Answers with the row. */
  async walkTo(label: string, from: number): Promise<number> {
    for (let at = from; ; at += 1) {
      const row = this.rows.nth(at);
      await expect(row).toHaveAttribute('data-current', 'true');
      await this.numberInHand();
      const first = this.bar.locator('.cases-bar-acts > .ui-button > span:not(.ui-button-key)').first();
      if ((await first.innerText()) === label) return at;
      await this.page.keyboard.press('j');
    }
  }

  /** What runs beside the stage: requests, rests, the parts of a joint handling. */
  get standing(): Locator {
    return this.preview.getByRole('region', { name: '办理中的事项' });
  }

  async do(label: string): Promise<void> {
    await this.act(label).click();
    await expect(this.page.getByText(`已${label}`).first()).toBeVisible();
  }

  /** An act that asks for something: wherever the bar offers it, with its dialog filled in. */
  async ask(label: string, fill: (dialog: Locator) => Promise<void>): Promise<void> {
    await expect(this.bar).toBeVisible();
    if ((await this.act(label).count()) > 0) await this.act(label).click();
    else {
      await this.bar.getByRole('button', { name: '更多办理' }).click();
      await this.page.getByRole('menuitem', { name: new RegExp(`^${label}`) }).click();
    }
    const dialog = this.page.getByRole('dialog', { name: label });
    await fill(dialog);
    await dialog.getByRole('button', { name: label, exact: true }).click();
    await expect(this.page.getByText(`已${label}`).first()).toBeVisible();
  }

  async open(): Promise<void> {
    await this.act('立案').waitFor();
    const standard = this.bar.getByRole('combobox', { name: '标准' });
    await standard.selectOption({ index: (await standard.locator('option').count()) > 1 ? 1 : 0 });
    await this.do('立案');
  }

  async dispatch(department: string): Promise<void> {
    const choice = this.bar.getByRole('combobox', { name: '派给' });
    const option = choice.locator('option', { hasText: department });
    await choice.selectOption((await option.getAttribute('value')) ?? '');
    await this.act('派遣').click();
    await expect(this.page.getByText(`已派遣给 ${department}`)).toBeVisible();
  }

  async finish(): Promise<void> {
    await this.bar.getByLabel('加照片：处置后').setInputFiles(drawnPhoto('after.png', 9));
    await expect(this.bar.getByRole('img')).toHaveCount(1);
    await this.do('处置完成');
  }

  async close(): Promise<void> {
    await this.bar.getByRole('checkbox', { name: /达到结案条件/ }).check();
    await this.do('结案');
  }

  /** Titles of the timeline, newest first. */
  async timeline(): Promise<readonly string[]> {
    return this.page.getByRole('list', { name: '经过，新的在前' }).locator('.ui-timeline-head > b').allInnerTexts();
  }

  get photos(): Locator {
    return this.page.getByRole('list', { name: /^照片/ }).locator('img');
  }
}
