import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect, test } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';
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
