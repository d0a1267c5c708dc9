import { expect, test, type Account } from '../fixtures/persons.ts';
import { ConflictPage } from '../pages/conflict-page.ts';

const ELDER = { name: '严立诚', typed: 'ylc 0417' };
const EDITS = 20;
const HALF = '井盖松动，还没写完';

const inGrid = (grid: string) => (account: Account) => account.scope.some((scope) => scope.endsWith(grid));

test('a grid is given to somebody else while its worker is offline with twenty edits', async ({ street, persons }) => {
  test.setTimeout(300_000);
  const worker = persons.account('网格员', inGrid('035001'));
  const clerk = persons.account('社区受理员', inGrid('005035'));
  const patrol = new ConflictPage((await persons.at(worker)).page);
  const { page } = patrol;
  const scope = page.getByRole('banner');
  const notice = page.getByRole('status').filter({ hasText: '你的岗位有变化' });
  await patrol.pulled();

  await test.step('he writes without the network, and other posts are his meanwhile', async () => {
    await page.context().setOffline(true);
    await patrol.offline();
    await patrol.open(ELDER.typed, new RegExp(`^${ELDER.name}`), 'person');
    for (let nth = 1; nth <= EDITS; nth += 1) await patrol.editField('职业', `退休工人 ${String(nth)}`);
    await expect(patrol.syncButton).toHaveAccessibleName(/待送 20/);
    street.repost(worker.name, 'gridWorker:310115005035002');
  });

  await test.step('back again he is asked for the password with something half written, is told, and goes on when he likes', async () => {
    await page.context().setOffline(false);
    await page.keyboard.press('n');
    await patrol.ready('report');
    await page.getByRole('textbox', { name: '情况' }).fill(HALF);
    await page.getByRole('button', { name: '输入密码' }).click();
    await patrol.dialog.getByLabel('密码', { exact: true }).fill(worker.password);
    await page.keyboard.press('Enter');
    await notice.getByRole('button', { name: '换到新岗位' }).click();
  });

  await test.step('the window goes on under the new post, with nothing of the old grid, and says what became of it', async () => {
    await expect(notice).toContainText('上港第一 01 网格，现在是网格员 · 上港第一 02 网格', { timeout: 60_000 });
    await expect(notice).toContainText(/不归你管的 [\d,]+ 条已从本机拿走；没送达的 20 条已放进交接箱/);
    await patrol.go('desk');
    await expect(page.getByText(HALF)).toBeVisible();
    await expect(scope).toContainText('上港第一 02');
    await patrol.look(ELDER.typed);
    await expect(patrol.palette.getByRole('option', { name: new RegExp(`^${ELDER.name}`) })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await patrol.delivered();
    await notice.getByRole('button', { name: '看交接箱' }).click();
    await expect(page.getByRole('list', { name: `我交出去的 ${String(EDITS)} 条` })).toBeVisible();
    await expect(page.getByText(/^已交给现在的责任人/)).toHaveCount(EDITS);
    await notice.getByRole('button', { name: '知道了' }).click();
    await expect(notice).toHaveCount(0);
  });

  await test.step('whoever keeps the place now has them in his tray, and adopts one', async () => {
    const counter = new ConflictPage((await persons.at(clerk)).page);
    await counter.pulled();
    await counter.go('sync');
    const tab = counter.page.getByRole('tab', { name: /^交接箱/ });
    await expect(tab).toHaveAccessibleName(new RegExp(String(EDITS)));
    await tab.click();
    await expect(counter.page.getByText(/^退休工人 \d+$/).first()).toBeVisible();
    await counter.page.keyboard.press('Control+Enter');
    await expect(tab).toHaveAccessibleName(new RegExp(String(EDITS - 1)));
    await counter.delivered();
    await counter.open(ELDER.typed, new RegExp(`^${ELDER.name}`), 'person');
    await expect(counter.page.getByText(/^退休工人 \d+$/).first()).toBeVisible();
  });
});
