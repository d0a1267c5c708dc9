import { citizenCheckDigit } from '../../../shared/domain/identifiers/citizen-id.ts';
import { expect, test } from '../fixtures/persons.ts';
import { findInFolder } from '../fixtures/search-folder.ts';
import { CasesPage } from '../pages/cases-page.ts';
import { LedgerPage } from '../pages/ledger-page.ts';
import { ReportPage } from '../pages/report-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

/** A citizen's name and phone in a case, words of a case, and words of a draft that was never sent. */
const PLANTED = {
  citizen: '曲婉清',
  phone: '10017764209',
  finding: '楼道口紫色电动三轮挡住消防栓',
  draft: '没写完的半句话留在草稿里',
  remark: '备注里写下的门禁口令七四一',
};

test('the profile folder tells nothing of cases or citizens', async ({ street, persons }) => {
  test.setTimeout(180_000);
  const worker = persons.account('网格员');
  const terminal = await persons.at(worker);
  const report = new ReportPage(terminal.page);
  await report.pulled();
  await report.open();
  await report.fill({
    category: 'ldzw',
    categoryName: '乱堆杂物',
    building: '上港小区 6幢',
    description: `${PLANTED.finding}，居民${PLANTED.citizen} ${PLANTED.phone} 反映`,
    photos: 1,
  });
  await report.submit();
  await report.delivered();

  // Cases of others that came from the server, opened and read.
  const cases = new CasesPage(terminal.page);
  await cases.find(PLANTED.finding);
  await cases.bar.getByRole('button', { name: '更多办理' }).or(cases.act('备注')).first().click();
  const underMore = terminal.page.getByRole('menuitem', { name: '备注' });
  if (await underMore.isVisible()) await underMore.click();
  await terminal.page.getByRole('textbox', { name: '备注' }).fill(PLANTED.remark);
  await terminal.page.getByRole('button', { name: '记下备注' }).click();
  await expect(terminal.page.getByText('已记下备注').first()).toBeVisible();
  await cases.delivered();
  await cases.queue('全部未结');
  await cases.filter('');
  await terminal.page.keyboard.press('Escape');
  // How many stand there is as the hour has it.
  await expect(cases.rows.nth(1)).toBeVisible();
  const fromServer = (await terminal.page.getByRole('grid').locator('.ui-list-row .ui-list-second').allInnerTexts())
    .map((words) => words.split(' · ')[1] ?? '')
    .filter((words) => words.length > 5);
  expect(fromServer.length).toBeGreaterThan(0);

  await report.open();
  await terminal.page.getByRole('textbox', { name: '情况' }).fill(PLANTED.draft);
  await expect(terminal.page.getByText(/草稿已存本机/)).toBeVisible();
  await terminal.close();

  const found = findInFolder(terminal.profile, [...Object.values(PLANTED), ...fromServer]);
  expect(found).toEqual([]);
  // The search itself works: what may stand in the open, the person of this terminal, is found.
  const known = street.accounts.find(({ name }) => name === worker.name);
  expect(findInFolder(terminal.profile, [known?.name ?? '']).length).toBeGreaterThan(0);
});

const TENANT_17 = '99910119910412305';
/** Somebody new, and what was typed about somebody known. */
const TENANT = { name: '令狐映雪', id: TENANT_17 + citizenCheckDigit(TENANT_17), phone: '10066623457' };
const TYPED = {
  workplace: '临江绣品合作社二车间',
  why: '本人说已改到绣品社上班',
  never: '写了没存的工作单位七三五',
  looked: '查找里打过的字条样本',
  filtered: '清单里筛过的字条样本',
};

test('nor does it tell of residents: their records, lists, search, history and forms', async ({ persons }) => {
  test.setTimeout(240_000);
  const worker = persons.account('网格员', ({ scope }) => scope.some((code) => code.endsWith('035001')));
  const terminal = await persons.at(worker);
  const { page } = terminal;
  const ledger = new LedgerPage(page);
  await ledger.settled();

  await ledger.open('27幢 2单元 502', /^上港小区 27幢 2单元 502/, 'building');
  await ledger.addTenant('27幢 2单元 502', TENANT);
  await ledger.submit(new RegExp(`^迁入 ${TENANT.name}`));
  await ledger.open(TENANT.name, new RegExp(`^${TENANT.name}`), 'person');
  await page.keyboard.press('e');
  await ledger.dialog.getByRole('textbox', { name: '服务处所' }).fill(TYPED.workplace);
  await ledger.submit(/已存/);
  await ledger.openHistory();
  await expect(ledger.history).toContainText(TYPED.workplace);
  await ledger.dispute('服务处所', TYPED.why, TYPED.workplace);
  await ledger.submit(/已存/);
  await ledger.delivered();

  // Read, listed, searched for; a form left open when the browser goes.
  await ledger.list('居民');
  const names = await page.getByRole('row').locator('.ui-list-title, a, button.ui-link').allInnerTexts();
  const listed = names
    .map((name) => name.trim())
    // One is named in hints of the program itself.
    .filter((name) => /^\p{Script=Han}{3,4}$/u.test(name) && name !== '严立诚');
  expect(listed.length).toBeGreaterThan(5);
  await page.getByRole('textbox', { name: '筛选' }).fill(TYPED.filtered);
  await expect(page.getByText('按这些条件没有找到')).toBeVisible();
  await ledger.look(TYPED.looked);
  await page.keyboard.press('Escape');
  await ledger.open('ylc 0417', /^严立诚/, 'person');
  await page.keyboard.press('e');
  await ledger.dialog.getByRole('textbox', { name: '服务处所' }).fill(TYPED.never);
  await terminal.close();

  const planted = [...Object.values(TENANT), ...Object.values(TYPED), '10026380417', ...listed];
  expect(findInFolder(terminal.profile, planted)).toEqual([]);
  // They were there: after the next sign-in, without a word from the network, they are found again.
  await terminal.reopen();
  await new SignInPage(terminal.page).signIn(worker);
  const again = new LedgerPage(terminal.page);
  await again.open(TENANT.name, new RegExp(`^${TENANT.name}`), 'person');
});
