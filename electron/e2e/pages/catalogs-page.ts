import { expect, type Locator } from '@playwright/test';
import { WorkstationPage } from './workstation-page.ts';

/** 目录规则. */
export class CatalogsPage extends WorkstationPage {
  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: '模块' }).getByRole('button', { name: '目录规则' }).click();
    await expect(this.page.locator('html')).toHaveAttribute('data-ready', 'catalogs', { timeout: 30_000 });
  }

  get tables(): Locator {
    return this.page.getByRole('grid', { name: /^目录，/ });
  }

  async pick(name: string): Promise<void> {
    await this.tables
      .getByRole('row', { name: new RegExp(name) })
      .first()
      .click();
    await expect(this.page.getByRole('heading', { name: new RegExp(name), level: 2 })).toBeVisible();
  }

  /** A row of the table that is open, by its words. */
  row(words: string): Locator {
    return this.page.locator('.catalogs-object').getByRole('row', { name: new RegExp(words) });
  }

  get bar(): Locator {
    return this.page.locator('.catalogs-bar [role="status"]');
  }

  field(label: string): Locator {
    return this.page.locator('.catalogs-form').getByLabel(label);
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  }
}
