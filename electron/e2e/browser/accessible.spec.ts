import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect, test } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';
import { LedgerPage } from '../pages/ledger-page.ts';
import { ReportPage } from '../pages/report-page.ts';

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** What an independent reader of the page finds wrong: names, roles, contrast, landmarks. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: reader } = window as unknown as {
      readonly axe: { readonly run: (options: unknown) => Promise<{ readonly violations: readonly Finding[] }> };
    };
    // Chromium lets every scroller be reached by keyboard, and our lists move their own; the reader does not know either.
    const rules = { 'scrollable-region-focusable': { enabled: false } };
    const result = await reader.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'], rules });
    return result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => ({ target })) }));
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

test('every screen has names, roles and contrast', async ({ persons }) => {
  const terminal = await persons.terminal();
  await new ReportPage(terminal.page).ready('sign-in');
  expect(await findings(terminal.page)).toEqual([]);
  const clerk = persons.account('社区受理员');
  await terminal.page.getByRole('button', { name: new RegExp(clerk.post) }).click();
  const page = new CasesPage(terminal.page);
  await page.ready('desk');
  await page.pulled();
  for (const place of ['desk', 'map', 'cases', 'sync', 'settings'] as const) {
    await page.go(place);
    expect.soft(await findings(terminal.page), place).toEqual([]);
  }
  await page.go('cases');
  await page.queue('处置中');
  expect.soft(await findings(terminal.page), 'a queue').toEqual([]);
  await terminal.page.getByRole('grid').press('Enter');
  await page.ready('case');
  expect.soft(await findings(terminal.page), 'a case').toEqual([]);
  await terminal.page.keyboard.press('n');
  await page.ready('report');
  expect.soft(await findings(terminal.page), 'a report').toEqual([]);
});

test('the ledger has names, roles and contrast', async ({ persons }) => {
  test.setTimeout(240_000);
  const { page } = await persons.at(persons.account('社区受理员'));
  const ledger = new LedgerPage(page);
  await ledger.settled();
  const look = async (what: string): Promise<void> => {
    expect.soft(await findings(page), what).toEqual([]);
  };
  for (const label of ['居民', '房屋', '单位', '部件', '保护建筑']) {
    await ledger.list(label);
    await look(`the list of ${label}`);
  }
  await page.getByRole('textbox', { name: '筛选' }).fill('没有这样的');
  await expect(page.getByText('按这些条件没有找到')).toBeVisible();
  await look('a filter that finds nothing');
  await page.getByRole('button', { name: '清除条件' }).last().click();

  await ledger.look('ylc');
  await look('the palette');
  await page.keyboard.press('Escape');
  await ledger.go('stock');
  await page.getByRole('button', { name: /^资料待更正/ }).click();
  await ledger.ready('issues');
  await look('what the rules found');
  await ledger.go('tasks');
  await look('tasks');

  await ledger.open('27幢 2单元 502', /^上港小区 27幢 2单元 502/, 'building');
  for (const colouring of ['居住状态', '出租风险', '走访到期', '资料新旧']) {
    await page.getByRole('radio', { name: colouring }).check();
    await look(`the building by ${colouring}`);
  }
  await ledger.open('上港便利店', /^上港便利店/, 'place');
  await look('a place');
  await page.getByRole('button', { name: '编辑', exact: true }).click();
  await look('editing a place');
  await page.keyboard.press('Escape');
  await ledger.open('ylc 0417', /^严立诚/, 'person');
  await look('a person');
  await page.keyboard.press('e');
  await ledger.dialog.waitFor();
  await look('editing a person');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^显示完整信息/ }).click();
  await ledger.dialog.waitFor();
  await look('asking to see a number');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '数据异议：哪一项不对' }).click();
  await page.getByRole('menuitem').first().click();
  await ledger.dialog.waitFor();
  await look('an objection');
  await page.keyboard.press('Escape');
  await ledger.openHistory();
  await look('the history of a person');
});
