import { expect, type Locator, type Page } from '@playwright/test';

const LABELS = {
  desk: '工作台',
  map: '网格地图',
  stock: '人房企物',
  cases: '事件',
  tasks: '任务',
  sync: '同步',
  settings: '设置',
} as const;

export type Place =
  keyof typeof LABELS | 'case' | 'report' | 'import' | 'sent' | 'issues' | 'person' | 'building' | 'place' | 'sign-in';

/** The frame around every page. */
export class WorkstationPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The page says itself when it can be used. */
  async ready(place: Place): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-ready', place, { timeout: 30_000 });
  }

  get syncButton(): Locator {
    return this.page.getByRole('button', { name: /^同步：/ });
  }

  async go(place: keyof typeof LABELS): Promise<void> {
    await this.page.getByRole('navigation', { name: '模块' }).getByRole('button', { name: LABELS[place] }).click();
    await this.ready(place);
  }

  /** Everything written here has its receipt. */
  async delivered(): Promise<void> {
    await expect(this.syncButton).toHaveAccessibleName(/待送 0/, { timeout: 30_000 });
  }

  /** Everything of the person's scope is here; a whole street takes longer. */
  async pulled(timeout = 90_000): Promise<void> {
    // Before it has heard from the centre a terminal says something else of what is still to come.
    await expect(this.syncButton).toHaveAccessibleName(/已联机/, { timeout: 30_000 });
    await expect(this.page.getByText(/^正在取.*的资料|的资料还没取齐$/)).toHaveCount(0, { timeout });
  }

  async offline(): Promise<void> {
    await expect(this.syncButton).toHaveAccessibleName(/离线工作中/, { timeout: 30_000 });
  }
}
