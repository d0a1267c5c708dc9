import { expect, type Locator } from '@playwright/test';
import { LedgerPage } from './ledger-page.ts';

/** 冲突台, and the edits that meet there. */
export class ConflictPage extends LedgerPage {
  /** E on a person's page: his only telephone and one other field. */
  async edit(
    values: {
      readonly phone: string;
      readonly field: string;
      readonly text: string;
      readonly source: string;
    },
    said = /已存本机/,
  ): Promise<void> {
    const { page, dialog } = this;
    await page.keyboard.press('e');
    const number = dialog.getByRole('group', { name: '号码 1' });
    await number.getByRole('button', { name: '重填' }).click();
    await dialog.getByRole('textbox', { name: '号码 1' }).fill(values.phone);
    await dialog.getByRole('textbox', { name: values.field, exact: true }).fill(values.text);
    await dialog.getByRole('combobox', { name: '来源' }).selectOption(values.source);
    await this.submit(said);
  }

  /** E on a person's page: one field, by the usual source. */
  async editField(field: string, text: string): Promise<void> {
    await this.page.keyboard.press('e');
    await this.dialog.getByRole('textbox', { name: field, exact: true }).fill(text);
    await this.submit(/已存本机/);
  }

  async openPerson({ typed, line }: { readonly typed: string; readonly line: RegExp }): Promise<void> {
    await this.open(typed, line, 'person');
  }

  /** From the top bar, where the number of conflicts stands. */
  async openDesk(): Promise<void> {
    await this.syncButton.click();
    await this.ready('sync');
    await expect(this.page.getByRole('tab', { name: /^冲突台/ })).toHaveAttribute('aria-selected', 'true');
  }

  /** The record in hand on the desk. */
  desk(title: string): Locator {
    return this.page.getByRole('region', { name: `${title} 的冲突` });
  }
}
