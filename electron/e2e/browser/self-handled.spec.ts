import { drawnPhoto } from '../fixtures/drawn-photo.ts';
import { expect, test } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';
import { ReportPage } from '../pages/report-page.ts';

const WORDS = '单元门口一辆共享单车倒地，当场扶正';

test('what is handled on the spot needs both photos, and is checked by the community', async ({ persons }) => {
  const { page } = await persons.at(persons.account('网格员'));
  const report = new ReportPage(page);
  await report.delivered();
  await report.open();
  await report.fill({
    category: 'gxdc',
    categoryName: '共享单车',
    building: '上港小区 6幢',
    description: WORDS,
    photos: 1,
  });
  await page.keyboard.press('Control+d');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('当场处置的要有处置后的照片。')).toBeVisible();
  await page.getByLabel('加照片：处置后').setInputFiles(drawnPhoto('after.png', 5));
  await expect(page.getByRole('list', { name: '照片 2 张' })).toBeVisible();
  await report.submit();
  await expect(page.getByText(/已记自处置/)).toBeVisible();
  await report.delivered();

  const clerk = new CasesPage((await persons.at(persons.account('社区受理员'))).page);
  await clerk.find(WORDS);
  await expect(clerk.photos).toHaveCount(2);
  await clerk.act('抽查认可').click();
  await expect(clerk.page.getByText(/已抽查认可/)).toBeVisible();
  await clerk.queue('已办结');
  await clerk.filter(WORDS);
  await expect(clerk.rows).toHaveCount(1);
  await expect.poll(() => clerk.timeline()).toEqual(['抽查认可', '自处置']);
});

test('a draft left behind is there again, and a fresh form follows one that was sent', async ({ persons }) => {
  const { page } = await persons.at(persons.account('网格员'));
  const report = new ReportPage(page);
  await report.open();
  await page.getByRole('textbox', { name: '情况' }).fill('写到一半的草稿');
  await page.keyboard.press('Escape');
  await report.ready('desk');
  await page.getByRole('button', { name: '接着填' }).click();
  await report.ready('report');
  await expect(page.getByRole('textbox', { name: '情况' })).toHaveValue('写到一半的草稿');
  await report.fill({
    category: 'bllj',
    categoryName: '暴露垃圾',
    building: '上港小区 6幢',
    description: '写完了',
    photos: 0,
  });
  await report.submit();
  await page.keyboard.press('n');
  await report.ready('report');
  await expect(page.getByRole('textbox', { name: '情况' })).toHaveValue('');
  await page.keyboard.press('Escape');
  await report.go('desk');
  await expect(page.getByRole('button', { name: '接着填' })).toHaveCount(0);
});
