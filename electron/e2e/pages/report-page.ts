import { expect } from '@playwright/test';
import { drawnPhoto } from '../fixtures/drawn-photo.ts';
import { WorkstationPage } from './workstation-page.ts';

export interface Finding {
  /** As typed: pinyin initials, words or a code. */
  readonly category: string;
  /** The category's name, as it is chosen from the list. */
  readonly categoryName: string;
  /** A building's name. */
  readonly building: string;
  readonly description: string;
  readonly photos: number;
}

export class ReportPage extends WorkstationPage {
  async open(): Promise<void> {
    await this.page.keyboard.press('n');
    await this.ready('report');
  }

  async fill({ category, categoryName, building, description, photos }: Finding): Promise<void> {
    const { page } = this;
    await page.getByRole('combobox', { name: '类别' }).fill(category);
    await page.getByRole('option', { name: new RegExp(`^${categoryName}`) }).click();
    await page.getByRole('combobox', { name: '位置' }).fill(building);
    await page.getByRole('option', { name: building }).first().click();
    await page.getByRole('textbox', { name: '情况' }).fill(description);
    await this.addPhotos(photos);
  }

  async addPhotos(count: number): Promise<void> {
    const strip = this.page.getByRole('list', { name: /^照片/ });
    for (let at = 0; at < count; at += 1) {
      await this.page
        .getByLabel('加照片', { exact: true })
        .first()
        .setInputFiles(drawnPhoto(`photo-${String(at)}.png`, at));
      await expect(strip.getByRole('img')).toHaveCount(at + 1);
    }
  }

  async submit(): Promise<void> {
    await this.page.keyboard.press('Control+Enter');
    await this.ready('sent');
  }
}
