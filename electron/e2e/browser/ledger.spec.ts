import { citizenCheckDigit } from '../../../shared/domain/identifiers/citizen-id.ts';
import { expect, test, type Account } from '../fixtures/persons.ts';
import { LedgerPage } from '../pages/ledger-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

/** In the second grid of the community: a family of four, and the shared flat beside it. */
const OLD_ROOM = '9幢 1单元 101';
const SHARED_FLAT = '9幢 1单元 102';
/** In the first grid, empty. */
const NEW_ROOM = '27幢 1单元 501';
const SHOP = '上港便利店（示范）';
const LICENCE = '食品经营许可证';
const TENANT_17 = '99910119900307122';
const TENANT = { name: '闻人静姝', id: TENANT_17 + citizenCheckDigit(TENANT_17), phone: '10055512345' };
/** Found by three initials and four digits, whose workplace is wrong in the ledger. */
const ELDER = { name: '严立诚', typed: 'ylc 0417' };
const RIGHT_WORKPLACE = '退休（原上海港机厂）';
const UNTIL = '2031-11-20';

const inGrid = (grid: string) => (account: Account) => account.scope.some((scope) => scope.endsWith(grid));
const estate = (room: string): string => `上港小区 ${room}`;

test('the ledger is kept without the server, and everybody has it afterwards', async ({ street, persons }) => {
  test.setTimeout(300_000);
  const clerk = persons.account('社区受理员');
  const worker = persons.account('网格员', inGrid('035001'));
  const other = persons.account('网格员', inGrid('035002'));
  const counter = await persons.at(clerk);
  const patrol = await persons.at(worker);
  const desk = (): LedgerPage => new LedgerPage(counter.page);
  const round = (): LedgerPage => new LedgerPage(patrol.page);
  await desk().pulled();
  await round().pulled();
  await street.kill();
  await desk().offline();
  await round().offline();
  let family: readonly string[] = [];

  await test.step('a family of four moves to a room in another grid', async () => {
    const page = desk();
    await page.open(OLD_ROOM, new RegExp(`^${estate(OLD_ROOM)}`), 'building');
    const room = page.room(OLD_ROOM);
    await expect(room).toContainText('住在这里 4');
    family = await room.locator('.building-dweller b').allInnerTexts();
    expect(family).toHaveLength(4);
    await page.moveHousehold(OLD_ROOM, estate(NEW_ROOM));
    await expect(page.consequences).toContainText(`${estate(OLD_ROOM)} 没有人住了，用途改为空置。`);
    await page.submit(/^整户迁移.*4 人，已存本机/);
    await expect(room).toContainText('住在这里 0');
  });

  await test.step('a tenant is added to a shared flat', async () => {
    const page = desk();
    await page.open(SHARED_FLAT, new RegExp(`^${estate(SHARED_FLAT)}`), 'building');
    await expect(page.room(SHARED_FLAT)).toContainText('住在这里 3');
    await page.addTenant(SHARED_FLAT, TENANT);
    await page.submit(new RegExp(`^迁入 ${TENANT.name}，已存本机`));
    await expect(page.room(SHARED_FLAT)).toContainText('住在这里 4');
  });

  await test.step("a shop's licence that runs out is renewed", async () => {
    const page = desk();
    await page.open('sgbld', new RegExp(`^${SHOP}`), 'place');
    await expect(page.licence(LICENCE)).toContainText(/剩 1\d 天/);
    await page.renewLicence(LICENCE, '2026-11-20', UNTIL);
    await page.submit(/已存本机/);
    await expect(page.licence(LICENCE)).toContainText(`至 ${UNTIL}`);
  });

  await test.step('a person is found by three initials and the last four digits, and a value disputed', async () => {
    const page = round();
    await page.open(ELDER.typed, new RegExp(`^${ELDER.name}`), 'person');
    await page.dispute('服务处所', '本人说厂名写错了', RIGHT_WORKPLACE);
    await page.submit(/已存本机/);
    await expect(page.page.getByText('有异议：本人说厂名写错了')).toBeVisible();
  });

  await test.step('browsers closed and opened again: nothing is lost', async () => {
    for (const [terminal, account] of [
      [counter, clerk],
      [patrol, worker],
    ] as const) {
      await terminal.close();
      await terminal.reopen();
      await new SignInPage(terminal.page).signIn(account);
    }
    await expect(desk().syncButton).not.toHaveAccessibleName(/待送 0/);
    await expect(round().syncButton).not.toHaveAccessibleName(/待送 0/);
    const page = desk();
    await page.open(NEW_ROOM, new RegExp(`^${estate(NEW_ROOM)}`), 'building');
    for (const name of family) await expect(page.room(NEW_ROOM)).toContainText(name);
    await page.open(TENANT.name, new RegExp(`^${TENANT.name}`), 'person');
    await expect(page.page.getByText(/^待送 \d/).first()).toBeVisible();
    await round().open(ELDER.typed, new RegExp(`^${ELDER.name}`), 'person');
    await expect(round().page.getByText('有异议：本人说厂名写错了')).toBeVisible();
  });

  await test.step('the server returns: everything is delivered', async () => {
    await street.start();
    await desk().delivered();
    await round().delivered();
    await expect(
      desk()
        .page.getByText(/^已送达/)
        .first(),
    ).toBeVisible();
  });

  await test.step('the clerk corrects the disputed value, again without the server', async () => {
    const page = desk();
    await page.open(ELDER.typed, new RegExp(`^${ELDER.name}`), 'person');
    await expect(page.page.getByText('有异议：本人说厂名写错了')).toBeVisible();
    await street.kill();
    await page.offline();
    await page.page
      .locator('.records-field', { hasText: '本人说厂名写错了' })
      .getByRole('button', { name: '答复' })
      .click();
    await expect(page.dialog.getByRole('radio', { name: '照异议改正' })).toBeChecked();
    await page.submit(/已存本机/);
    await street.start();
    await page.delivered();
    const read = round();
    await expect(read.page.getByText(RIGHT_WORKPLACE).first()).toBeVisible();
    await expect(read.page.getByText('有异议：本人说厂名写错了')).toHaveCount(0);
    await read.openHistory();
    await expect(read.history.getByRole('listitem').first()).toContainText(RIGHT_WORKPLACE);
    await expect(read.history.getByRole('listitem').first()).toContainText(clerk.displayName);
  });

  await test.step('the keeper of the new grid sees the family and who moved them', async () => {
    const page = round();
    await page.open(NEW_ROOM, new RegExp(`^${estate(NEW_ROOM)}.*4 人`), 'building');
    for (const name of family) await expect(page.room(NEW_ROOM)).toContainText(name);
    await page.room(NEW_ROOM).getByRole('button', { name: '打开居民档案' }).click();
    await page.ready('person');
    await page.openHistory();
    const [move] = await page.history.getByRole('listitem').allInnerTexts();
    expect(move).toContain('整户迁移');
    expect(move).toContain(clerk.displayName);
    expect(move).toContain(estate(NEW_ROOM));
    await page.open('sgbld', new RegExp(`^${SHOP}`), 'place');
    await expect(page.licence(LICENCE)).toContainText(`至 ${UNTIL}`);
    await expect(page.history.getByRole('listitem').first()).toContainText(clerk.displayName);
  });

  await test.step('the keeper of the old grid sees an empty room and the new tenant', async () => {
    const page = new LedgerPage((await persons.at(other)).page);
    await page.pulled();
    await page.open(OLD_ROOM, new RegExp(`^${estate(OLD_ROOM)}，空置`), 'building');
    await expect(page.room(OLD_ROOM)).toContainText('现在没有人住。');
    await expect(page.room(OLD_ROOM)).toContainText(clerk.displayName);
    await page.open(SHARED_FLAT, new RegExp(`^${estate(SHARED_FLAT)}.*4 人`), 'building');
    await expect(page.room(SHARED_FLAT)).toContainText(TENANT.name);
    await page.look(TENANT.name);
    await expect(page.palette.getByRole('option', { name: new RegExp(`^${TENANT.name}`) })).toHaveCount(1);
  });
});
