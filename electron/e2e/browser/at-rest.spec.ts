import { expect, test } from '../fixtures/persons.ts';
import { findInFolder } from '../fixtures/search-folder.ts';
import { CasesPage } from '../pages/cases-page.ts';
import { ReportPage } from '../pages/report-page.ts';

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
  const fromServer = (await terminal.page.getByRole('grid').locator('.ui-list-row .ui-list-second').allInnerTexts())
    .map((words) => words.split(' · ')[0] ?? '')
    .filter((words) => words.length > 5);
  expect(fromServer.length).toBeGreaterThan(3);

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
