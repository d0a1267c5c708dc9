import { expect, type Locator } from '@playwright/test';
import { CasesPage } from './cases-page.ts';

/** 来件导入 */
export class ImportPage extends CasesPage {
  async begin(): Promise<void> {
    await this.go('cases');
    await this.page
      .getByRole('navigation', { name: '队列' })
      .getByRole('button', { name: /^导入来件/ })
      .click();
    await this.ready('import');
  }

  async choose(name: string, buffer: Buffer): Promise<void> {
    await this.page.getByLabel('来件文件').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await expect(this.rows.first()).toBeVisible();
  }

  async tab(label: string): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${label}`) }).click();
  }

  /** How the file stands, under the list. */
  get foot(): Locator {
    return this.page.locator('.ui-panel-foot').first();
  }

  /** What has become of it, above the list. */
  get outcome(): Locator {
    return this.page.locator('.ui-banner').filter({ hasText: /^已(从|撤销)“/ });
  }
}
