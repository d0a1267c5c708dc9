import { expect, test, type Account } from '../fixtures/persons.ts';
import { ConflictPage } from '../pages/conflict-page.ts';

const ELDER = { name: '严立诚', typed: 'ylc 0417' };
const EDITS = [
  { phone: '10055500001', field: '职业', text: '退休工人', source: '走访' },
  { phone: '10055500002', field: '曾用名', text: '严立成', source: '走访' },
] as const;

const inGrid = (grid: string) => (account: Account) => account.scope.some((scope) => scope.endsWith(grid));

test('a grid is given to somebody else while its worker is offline with edits', async ({ street, persons }) => {
  test.setTimeout(300_000);
  const worker = persons.account('网格员', inGrid('035001'));
  const clerk = persons.account('社区受理员', inGrid('005035'));
  const patrol = new ConflictPage((await persons.at(worker)).page);
  const { page } = patrol;
  await patrol.pulled();

  await test.step('he writes without the network, and other posts are his meanwhile', async () => {
    await page.context().setOffline(true);
    await patrol.offline();
    await patrol.open(ELDER.typed, new RegExp(`^${ELDER.name}`), 'person');
    for (const edit of EDITS) await patrol.edit(edit);
    await expect(patrol.syncButton).toHaveAccessibleName(/待送 2/);
    street.repost(worker.name, 'gridWorker:310115005035002');
  });

  await test.step('back again he is asked for the password; then all he wrote has its receipt and nothing of the grid is left', async () => {
    await page.context().setOffline(false);
    await page.getByRole('button', { name: '输入密码' }).click();
    await patrol.dialog.getByLabel('密码', { exact: true }).fill(worker.password);
    await page.keyboard.press('Enter');
    await patrol.delivered();
    await patrol.go('sync');
    await page.getByRole('tab', { name: /^回执/ }).click();
    await expect(page.getByText('已交接')).toHaveCount(EDITS.length);
    await expect(async () => {
      await patrol.look(ELDER.typed);
      await expect(patrol.palette.getByRole('option', { name: new RegExp(`^${ELDER.name}`) })).toHaveCount(0);
    }).toPass({ timeout: 60_000 });
    await page.keyboard.press('Escape');
  });

  await test.step('whoever keeps the place now has them in his tray, and adopts one', async () => {
    const counter = new ConflictPage((await persons.at(clerk)).page);
    await counter.pulled();
    await counter.go('sync');
    const tab = counter.page.getByRole('tab', { name: /^交接箱/ });
    await expect(tab).toHaveAccessibleName(new RegExp(String(EDITS.length)));
    await tab.click();
    await expect(counter.page.getByText(EDITS[0].text).or(counter.page.getByText(EDITS[1].text)).first()).toBeVisible();
    await counter.page.keyboard.press('Control+Enter');
    await expect(tab).toHaveAccessibleName(/1/);
    await counter.delivered();
    await counter.open(ELDER.typed, new RegExp(`^${ELDER.name}`), 'person');
    await expect(
      counter.page
        .getByText(EDITS[0].text, { exact: true })
        .or(counter.page.getByText(EDITS[1].text, { exact: true }))
        .first(),
    ).toBeVisible();
  });
});
