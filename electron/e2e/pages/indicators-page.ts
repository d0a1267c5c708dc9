import { expect, type Locator } from '@playwright/test';
import { WorkstationPage } from './workstation-page.ts';

/** 指标. */
export class IndicatorsPage extends WorkstationPage {
  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: '模块' }).getByRole('button', { name: '指标' }).click();
    await expect(this.page.locator('html')).toHaveAttribute('data-ready', 'indicators', { timeout: 60_000 });
  }

  async view(name: '指标' | '综合得分' | '报告' | '交接单'): Promise<void> {
    await this.page.getByRole('group', { name: '看什么' }).getByRole('radio', { name, exact: true }).check();
  }

  async period(name: '日' | '周' | '月' | '季'): Promise<void> {
    await this.page.getByRole('group', { name: '期间' }).getByRole('radio', { name, exact: true }).check();
  }

  /** A number of the table by its words, as 按期处置率 应处置. */
  number(words: string): Locator {
    return this.page
      .getByRole('table')
      .getByRole('button', { name: new RegExp(`^${words} [\\d,]+ [件次个]，打开名单`) });
  }

  /** The list behind the number that is open. */
  get list(): Locator {
    return this.page.getByRole('grid');
  }
}
