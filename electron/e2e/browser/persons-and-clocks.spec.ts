import type { Page } from '@playwright/test';
import { expect, test, type Account } from '../fixtures/persons.ts';
import type { Street } from '../fixtures/street.ts';
import { turnClock } from '../fixtures/turn-clock.ts';
import { ReportPage } from '../pages/report-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

const YEAR_MS = 365 * 86_400_000;
/** Sign-in, a report and a round trip take less. */
const RIGHT_WITHIN_MS = 5 * 60_000;
const PASSWORD = 'another-password-now';

test.describe.configure({ timeout: 300_000 });

interface Entry {
  readonly at: string;
  readonly by: { readonly name: string };
  readonly stamp?: { readonly at: string };
}
interface Held {
  readonly finding: { readonly description: string };
  readonly log: readonly Entry[];
}

/** The cases with these words as the centre holds them, read by somebody who sees the whole street. */
async function heldBy(street: Street, reader: Account, words: string): Promise<readonly Held[]> {
  const url = new URL('/records/_all_docs?include_docs=true&startkey="case:"&endkey="case;"', street.server);
  const authorization = `Basic ${Buffer.from(`${reader.name}:${reader.password}`).toString('base64')}`;
  const ask = (): Promise<Response> => fetch(url, { headers: { authorization } });
  // The connection that was kept may be that of the server before its restart.
  const answer = await ask().catch(ask);
  expect(answer.status).toBe(200);
  const { rows } = (await answer.json()) as { readonly rows: readonly { readonly doc: Held }[] };
  return rows.map(({ doc }) => doc).filter(({ finding }) => finding.description === words);
}

async function report(page: Page, description: string): Promise<void> {
  const form = new ReportPage(page);
  await form.open();
  await form.fill({
    category: 'ldzw',
    categoryName: '乱堆杂物',
    building: '上港小区 6幢',
    description,
    photos: 1,
  });
  await form.submit();
}

const known = (page: Page, { displayName }: Account) =>
  page.getByRole('button', { name: new RegExp(`^${displayName} · `) });

test('two tabs, two persons: each delivers what it wrote, and the other knows no more than how many', async ({
  persons,
  street,
}) => {
  const first = persons.account('网格员');
  const second = persons.account('社区受理员');
  const clerk = persons.account('街道受理员');
  const terminal = await persons.at(first);
  const one = new ReportPage(terminal.page);
  const other = new ReportPage(await terminal.page.context().newPage());
  await other.page.goto(terminal.page.url().replace(/#.*/, ''));
  await new SignInPage(other.page).signIn(second);
  await one.pulled();
  await other.pulled();
  await other.page
    .getByRole('button', { name: new RegExp(second.displayName) })
    .first()
    .waitFor();

  await street.stop();
  await one.offline();
  await other.offline();
  await report(one.page, '第一个人写的');
  await report(other.page, '第二个人写的');

  await test.step('a third tab: name and count, nothing else', async () => {
    const third = await terminal.page.context().newPage();
    await third.goto(terminal.page.url().replace(/#.*/, ''));
    await expect(known(third, first)).toContainText('未送 2');
    await expect(known(third, second)).toContainText('未送 2');
    await expect(third.locator('body')).not.toContainText(/个人写的|乱堆杂物|上港小区 6/);
    await third.close();
  });

  await street.start();
  await one.delivered();
  await other.delivered();
  for (const [words, author] of [
    ['第一个人写的', first],
    ['第二个人写的', second],
  ] as const) {
    const held = await heldBy(street, clerk, words);
    expect(held.map(({ log }) => log.map(({ by }) => by.name))).toEqual([[author.displayName]]);
  }
});

test('a password changed meanwhile is said in words, and what was written with the old one arrives once', async ({
  persons,
  street,
}) => {
  const worker = persons.account('网格员');
  const clerk = persons.account('街道受理员');
  const terminal = await persons.at(worker);
  await new ReportPage(terminal.page).pulled();
  await terminal.page.context().setOffline(true);
  await new ReportPage(terminal.page).offline();
  await report(terminal.page, '改密码前写的');
  await street.user(['passwd', worker.name], PASSWORD);

  await test.step('the open window asks for the password; the old one no longer does', async () => {
    const { page } = terminal;
    await page.context().setOffline(false);
    await expect(page.getByText(/密码.*重新输入密码。 本机写的都在，可以接着工作/)).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: '输入密码' }).click();
    const dialog = page.getByRole('dialog', { name: '再输入一次密码' });
    await dialog.getByLabel('密码', { exact: true }).fill(worker.password);
    await dialog.getByRole('button', { name: '接着同步' }).click();
    await expect(dialog.getByText(/密码不对。本机写的都在。/)).toBeVisible({ timeout: 30_000 });
    expect(await heldBy(street, clerk, '改密码前写的')).toEqual([]);
  });

  await test.step('opened again: the new password, the old one once, and everything is there', async () => {
    await terminal.close();
    await terminal.reopen();
    const { page } = terminal;
    const signIn = new SignInPage(page);
    await expect(known(page, worker)).toContainText('未送 2');
    await signIn.fill({ ...worker, password: PASSWORD });
    await signIn.submit.click();
    await expect(page.getByText('密码在中心改过，本机的资料还用旧密码封着。')).toBeVisible();
    await expect(page.getByText('本机还有 2 条没有送达，都封存着，没有丢。')).toBeVisible();
    await page.getByLabel('旧密码').fill(worker.password);
    await signIn.submit.click();
    const workstation = new ReportPage(page);
    await expect(page.locator('html')).not.toHaveAttribute('data-ready', 'sign-in', { timeout: 30_000 });
    await workstation.delivered();
    const held = await heldBy(street, clerk, '改密码前写的');
    expect(held.map(({ log }) => log.length)).toEqual([1]);
  });
});

test('a stopped account: sealed, not wiped, and delivered when it is opened again', async ({ persons, street }) => {
  const worker = persons.account('网格员');
  const clerk = persons.account('街道受理员');
  const terminal = await persons.at(worker);
  await new ReportPage(terminal.page).pulled();
  await terminal.page.context().setOffline(true);
  await new ReportPage(terminal.page).offline();
  await report(terminal.page, '停用前写的');
  await street.user(['lock', worker.name]);

  const { page } = terminal;
  await page.context().setOffline(false);
  await page.getByRole('button', { name: '输入密码' }).click({ timeout: 30_000 });
  const dialog = page.getByRole('dialog', { name: '再输入一次密码' });
  await dialog.getByLabel('密码', { exact: true }).fill(worker.password);
  await dialog.getByRole('button', { name: '接着同步' }).click();
  // The window closes the store: nothing of it can be read on.
  await expect(page.getByText('此账号已停用，本机资料已封存')).toBeVisible();
  await expect(page.getByText('未送达的 2 条加密留存，由管理员放行后送达，不会丢。')).toBeVisible();
  await expect(page.getByRole('navigation', { name: '模块' })).toHaveCount(0);
  await expect(page.locator('body')).not.toContainText('停用前写的');

  await page.reload();
  const signIn = new SignInPage(page);
  await expect(known(page, worker)).toContainText('未送 2');
  await signIn.fill(worker);
  await signIn.submit.click();
  await expect(page.getByText('未送达的 2 条加密留存，由管理员放行后送达，不会丢。')).toBeVisible();
  expect(await heldBy(street, clerk, '停用前写的')).toEqual([]);

  await street.user(['lock', worker.name, '--undo']);
  await page.getByRole('button', { name: '换个账号' }).click();
  await signIn.signIn(worker);
  await new ReportPage(page).delivered();
  expect(await heldBy(street, clerk, '停用前写的')).toHaveLength(1);
});

test('a device clock ten years ahead, then right, then far behind: every finding arrives with its true time', async ({
  persons,
  street,
}) => {
  const worker = persons.account('网格员');
  const clerk = persons.account('街道受理员');
  const begun = Date.now();
  const arrived = async (words: string): Promise<void> => {
    const [held, ...more] = await heldBy(street, clerk, words);
    expect(more).toEqual([]);
    const [entry] = held?.log ?? [];
    for (const at of [entry?.at, entry?.stamp?.at]) {
      expect(Date.parse(at ?? '')).toBeGreaterThan(begun - RIGHT_WITHIN_MS);
      expect(Date.parse(at ?? '')).toBeLessThan(Date.now() + RIGHT_WITHIN_MS);
    }
  };
  const terminal = await persons.terminal();

  await test.step('ten years ahead from the start', async () => {
    const { page } = terminal;
    await turnClock(page, 10 * YEAR_MS);
    await page.reload();
    await new SignInPage(page).signIn(worker);
    await expect(page.getByText(/本机时钟快了 .*，已按可信时间记，不影响先后。/)).toBeVisible({ timeout: 60_000 });
    await report(page, '时钟快十年时写的');
    await new ReportPage(page).delivered();
    await arrived('时钟快十年时写的');
    await terminal.close();
  });

  await test.step('right again, without the centre, and closed before it is back', async () => {
    await street.stop();
    await terminal.reopen();
    const { page } = terminal;
    await new SignInPage(page).signIn(worker);
    await report(page, '时钟拨回后写的');
    await terminal.close();
    await street.start();
    await terminal.reopen();
    await new SignInPage(terminal.page).signIn(worker);
    await new ReportPage(terminal.page).delivered();
    await arrived('时钟拨回后写的');
  });

  await test.step('five years back while the window is open', async () => {
    const { page } = terminal;
    await turnClock(page, -5 * YEAR_MS);
    await report(page, '时钟慢五年时写的');
    await new ReportPage(page).delivered();
    await arrived('时钟慢五年时写的');
    await expect(page.getByText(/本机时钟慢了 /)).toBeVisible({ timeout: 60_000 });
  });
});
