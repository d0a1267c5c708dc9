import { expect, test, type Account } from '../fixtures/persons.ts';
import { ConflictPage } from '../pages/conflict-page.ts';

const ELDER = { name: '严立诚', typed: 'ylc 0417' };
const WORKER = { phone: '10055500001', field: '职业', text: '退休工人', source: '走访' };
const CLERK = { phone: '10055500002', field: '曾用名', text: '严立成', source: '走访' };
const covered = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

const inGrid = (grid: string) => (account: Account) => account.scope.some((scope) => scope.endsWith(grid));

test('two people change one telephone offline, and the second one says which is right', async ({ street, persons }) => {
  test.setTimeout(300_000);
  const clerk = persons.account('社区受理员');
  const worker = persons.account('网格员', inGrid('035001'));
  const patrol = new ConflictPage((await persons.at(worker)).page);
  const counter = new ConflictPage((await persons.at(clerk)).page);
  await patrol.pulled();
  await counter.pulled();
  const open = (page: ConflictPage): Promise<void> => page.open(ELDER.typed, new RegExp(`^${ELDER.name}`), 'person');

  await test.step('both write without the centre', async () => {
    await street.kill();
    for (const [page, edit] of [
      [patrol, WORKER],
      [counter, CLERK],
    ] as const) {
      await page.offline();
      await open(page);
      await page.edit(edit);
    }
  });

  await test.step('the clerk is back last: one conflict, and different fields are no conflict', async () => {
    await counter.page.context().setOffline(true);
    await street.start();
    await patrol.delivered();
    await counter.page.context().setOffline(false);
    await counter.delivered();
    await expect(counter.syncButton).toHaveAccessibleName(/冲突 1/, { timeout: 30_000 });
    // The worker keeps the record: he may decide as well.
    await expect(patrol.syncButton).toHaveAccessibleName(/冲突 1/, { timeout: 30_000 });
    await counter.openDesk();
    const desk = counter.desk(`居民 ${ELDER.name}`);
    await expect(desk.getByText('自动合并 2，要定 1')).toBeVisible();
    for (const text of [WORKER.text, CLERK.text, worker.displayName, covered(WORKER.phone), covered(CLERK.phone)])
      await expect(desk).toContainText(text);
    await expect(desk.getByRole('radio', { name: new RegExp(worker.displayName) })).toBeChecked();
  });

  await test.step('2 and Ctrl Enter: his own value', async () => {
    await counter.page.keyboard.press('2');
    await expect(counter.page.getByRole('radio', { name: new RegExp(clerk.displayName) })).toBeChecked();
    await counter.page.keyboard.press('Control+Enter');
    await expect(counter.page.getByText('没有要定的冲突')).toBeVisible();
    await expect(counter.syncButton).not.toHaveAccessibleName(/冲突/);
    await counter.delivered();
  });

  await test.step('the worker has it, and the history says both', async () => {
    const { page } = patrol;
    await expect(patrol.syncButton).not.toHaveAccessibleName(/冲突/, { timeout: 30_000 });
    await open(patrol);
    await expect(page.getByText(CLERK.text, { exact: true }).first()).toBeVisible();
    await patrol.openHistory();
    const lines = patrol.history.getByRole('listitem');
    await expect(lines.first()).toContainText(clerk.displayName);
    await expect(lines.first()).toContainText(covered(WORKER.phone));
    await expect(lines.first()).toContainText(`→ ${covered(CLERK.phone)}`);
    await expect(lines.nth(1)).toContainText(clerk.displayName);
    await expect(lines.nth(1)).toContainText(`没有生效：电话 ${covered(CLERK.phone)}`);
  });
});
