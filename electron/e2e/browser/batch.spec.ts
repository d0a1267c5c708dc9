import { expect, test } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

/** Stages in which nothing can be escalated yet, and which stand before the others. */
const TOO_EARLY = ['待受理', '待抽查', '核实中', '待立案'];

test('all that stands in a list at once: what is refused is said before, the rest is done once each, although the window dies midway', async ({
  persons,
}) => {
  test.setTimeout(600_000);
  const account = persons.account('派遣员');
  const terminal = await persons.at(account);
  const cases = new CasesPage(terminal.page);
  const { page } = terminal;
  await cases.pulled();
  // Rows are counted off here, so the list must stand still while colleagues and clocks go on.
  await page.context().setOffline(true);
  await cases.offline();
  await cases.go('cases');
  await cases.queue('全部未结');
  await page.getByRole('button', { name: '排序', exact: true }).click();
  await page.getByRole('combobox', { name: '分组' }).selectOption('step');
  await page.keyboard.press('Escape');

  // Some that cannot be escalated yet stand before the others, how many as the hour has it: seven of them are taken along.
  const early = await cases.counts(TOO_EARLY);
  const taken = Math.min(7, early);
  expect(taken).toBeGreaterThan(0);
  const chosen = (await cases.counts(['全部未结'])) - (early - taken);
  expect(chosen).toBeGreaterThan(100);
  const grid = page.getByRole('grid');
  await expect(grid.getByRole('row').first()).toHaveText(new RegExp(`^(${TOO_EARLY.join('|')})`));
  await grid.focus();
  await page.keyboard.press('Home');
  for (let at = 0; at < early - taken; at += 1) await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+X');
  await expect(page.getByText(`已选 ${String(chosen)}`)).toBeVisible();

  await page.keyboard.press('Shift+B');
  const dialog = page.getByRole('dialog', { name: new RegExp(`选中 ${String(chosen)} 件`) });
  await dialog.getByRole('combobox', { name: '办什么' }).selectOption('escalate');
  // Those stand too early; some of the others the clock has escalated already, as the hour has it.
  const foretold = dialog.getByText(/^可升级到区 \d+，不能 \d+/);
  const [possible = 0, refused = 0] = ((await foretold.innerText()).match(/\d+/g) ?? []).map(Number);
  expect(refused).toBeGreaterThanOrEqual(taken);
  expect(possible + refused).toBe(chosen);
  const groups = await dialog.locator('.cases-refusals b').allInnerTexts();
  expect(groups.reduce((sum, words) => sum + Number.parseInt(words, 10), 0)).toBe(refused);
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByRole('alert')).toContainText('理由');
  await dialog.getByRole('textbox', { name: '理由' }).fill('台风前集中处置');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(new RegExp(`正在升级到区：\\d{2} / ${String(possible)}`))).toBeVisible({
    timeout: 60_000,
  });
  await terminal.close();

  await terminal.reopen();
  await new SignInPage(terminal.page).signIn(account);
  const again = new CasesPage(terminal.page);
  await again.go('cases');
  const left = terminal.page.getByRole('alert').filter({ hasText: '批量升级到区没有办完' });
  await expect(left).toContainText(new RegExp(`${String(possible)} 件里还有 \\d+ 件没有办`));
  await left.getByRole('button', { name: '接着办' }).click();
  await expect(terminal.page.getByText(`已升级到区 ${String(possible)} 件。`)).toBeVisible({ timeout: 240_000 });
  await again.delivered();
});
