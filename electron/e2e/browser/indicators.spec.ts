import { readFileSync } from 'node:fs';
import { expect, test } from '../fixtures/persons.ts';
import { unzipped } from '../fixtures/unzipped.ts';
import { IndicatorsPage } from '../pages/indicators-page.ts';

test('a supervisor opens a number without a network, sees as many cases, and takes them along as a file', async ({
  street,
  persons,
}) => {
  test.setTimeout(120_000);
  const desk = new IndicatorsPage((await persons.at(persons.account('督查'))).page);
  await desk.pulled();
  await street.kill();
  await desk.offline();
  await desk.open();
  await desk.period('季');

  const number = desk.number('立案率 立案');
  await number.click();
  const count = Number((await number.innerText()).replaceAll(',', ''));
  expect(count).toBeGreaterThan(0);
  await expect(desk.list).toHaveAttribute('aria-rowcount', String(count));
  await expect(desk.list.getByRole('row').nth(1)).toContainText(/\d{4}-\d{5}/);

  await desk.page.getByRole('button', { name: /^导出 Excel/ }).click();
  const dialog = desk.page.getByRole('dialog', { name: '导出 Excel' });
  await dialog.getByRole('button', { name: '导出' }).click();
  await expect(dialog.getByText('要写用途')).toBeVisible();
  await dialog.getByLabel('用途').fill('=1+1 例会');
  const coming = desk.page.waitForEvent('download');
  await dialog.getByRole('button', { name: '导出' }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^指标.*\.xlsx$/);
  const texts = unzipped(readFileSync(await file.path()));
  const sheets = [...texts].filter(([name]) => /^xl\/worksheets\/.*\.xml$/.test(name)).map(([, text]) => text);
  // The cover, all indicators, the groups, and the list: a head and a line for each.
  expect(sheets.map((text) => text.split('<row ').length - 1).at(-1)).toBe(count + 1);
  expect(sheets).toHaveLength(4);
  expect([...texts.values()].join('')).toContain('=1+1 例会');
  expect(sheets.join('')).not.toContain('<f>');
});
