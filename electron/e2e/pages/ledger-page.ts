import { expect, type Locator } from '@playwright/test';
import { WorkstationPage } from './workstation-page.ts';

/** People, rooms, places: found, opened, worked on. Mostly by keyboard, as at a counter. */
export class LedgerPage extends WorkstationPage {
  get palette(): Locator {
    return this.page.getByRole('dialog', { name: '查找' });
  }

  /** Ctrl K, the words, down to the line, Enter. */
  async open(words: string, line: RegExp, place: 'person' | 'building' | 'place'): Promise<void> {
    await this.look(words);
    const option = this.palette.getByRole('option', { name: line });
    await expect(option).toHaveCount(1);
    const count = await this.palette.getByRole('option').count();
    for (let at = 0; at < count && (await option.getAttribute('aria-selected')) !== 'true'; at += 1)
      await this.page.keyboard.press('ArrowDown');
    await expect(option).toHaveAttribute('aria-selected', 'true');
    // What is read meanwhile may take the place of the answers in the instant of the key.
    await expect(async () => {
      await this.page.keyboard.press('Enter');
      await expect(this.palette).toBeHidden({ timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
    await this.ready(place);
  }

  /** 居民, 房屋, 单位, 部件 or a special ledger. */
  async list(label: string): Promise<void> {
    await this.go('stock');
    await this.page
      .getByRole('group', { name: '看哪一类' })
      .getByRole('radio', { name: new RegExp(`^${label}`) })
      .check();
    await expect(this.page.getByRole('grid', { name: new RegExp(`^${label}`) })).toBeVisible();
    await this.ready('stock');
  }

  /** What is counted and read in the background has come to rest. */
  async settled(timeout = 90_000): Promise<void> {
    await this.pulled(timeout);
    await expect(this.page.getByText(/资料还在取|本机资料还在读/)).toHaveCount(0, { timeout });
  }

  /** Opens the palette and waits until it has answered. */
  async look(words: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await expect(this.palette.getByRole('combobox')).toBeFocused();
    await this.page.keyboard.type(words);
    await expect(this.palette.getByText(/本机查找/)).toBeVisible();
  }

  /** The drawer of the room in hand: 9幢 1单元 101 */
  room(title: string): Locator {
    return this.page.getByRole('complementary', { name: title, exact: true });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** What follows from the act, shown before it is done. */
  get consequences(): Locator {
    return this.dialog.getByRole('status', { name: '办理后' });
  }

  async submit(said: RegExp): Promise<void> {
    await this.page.keyboard.press('Control+Enter');
    await expect(this.dialog).toHaveCount(0);
    await expect(this.page.getByRole('status').filter({ hasText: said })).toBeVisible();
  }

  /** 整户迁移, from the drawer of the room they leave. */
  async moveHousehold(from: string, to: string): Promise<void> {
    await this.room(from).getByRole('button', { name: '更多办理' }).click();
    await this.page.getByRole('menuitem', { name: '整户迁移' }).click();
    await this.pickRoom(to);
  }

  async pickRoom(address: string): Promise<void> {
    await expect(this.dialog.getByRole('combobox', { name: '迁到' })).toBeFocused();
    await this.page.keyboard.type(address.replace('上港小区 ', ''));
    await this.dialog.getByRole('option', { name: new RegExp(`^${address}`) }).click();
    await expect(this.consequences).toContainText(address);
  }

  /** A tenant nobody has met before, into the room in hand. */
  async addTenant(
    room: string,
    tenant: { readonly name: string; readonly id: string; readonly phone: string },
  ): Promise<void> {
    const { page, dialog } = this;
    await this.room(room).getByRole('button', { name: '添租客或寄住' }).click();
    await dialog.getByRole('button', { name: '没有档案，新建一人' }).click();
    await dialog.getByRole('textbox', { name: '姓名' }).focus();
    await page.keyboard.type(tenant.name);
    await dialog.getByRole('textbox', { name: '证件号码' }).focus();
    await page.keyboard.type(tenant.id);
    await dialog.getByRole('button', { name: '添电话' }).click();
    await dialog.getByRole('textbox', { name: '号码 1' }).focus();
    await page.keyboard.type(tenant.phone);
    // The number says when somebody was born.
    await expect(dialog.getByLabel('出生日期')).toHaveValue(
      `${tenant.id.slice(6, 10)}-${tenant.id.slice(10, 12)}-${tenant.id.slice(12, 14)}`,
    );
    await dialog.getByRole('button', { name: '加上这个人' }).click();
    await expect(this.consequences).toContainText(tenant.name);
  }

  /** The value of a licence's line: 剩 12 天, 至 2031-11-20 */
  licence(kind: string): Locator {
    return this.page.getByRole('row', { name: new RegExp(`^${kind}`) });
  }

  async renewLicence(kind: string, from: string, until: string): Promise<void> {
    await this.licence(kind).getByRole('button', { name: '续证' }).click();
    await this.dialog.getByLabel('有效期自').fill(from);
    await this.dialog.getByLabel('有效期至').fill(until);
  }

  /** 数据异议 about one value of the person in hand. */
  async dispute(field: string, why: string, proposed: string): Promise<void> {
    await this.page.getByRole('button', { name: '数据异议：哪一项不对' }).click();
    await this.page.getByRole('menuitem', { name: field, exact: true }).click();
    await this.dialog.getByRole('textbox', { name: '哪里不对' }).focus();
    await this.page.keyboard.type(why);
    await this.dialog.getByRole('textbox', { name: '应当是' }).fill(proposed);
  }

  /** On a wide page of a person it stands twice: in its tab and beside. */
  get history(): Locator {
    return this.page.getByRole('list', { name: '字段历史' }).first();
  }

  /** H on a person's page. */
  async openHistory(): Promise<void> {
    await this.page.keyboard.press('h');
    await expect(this.history).toBeVisible();
  }
}
