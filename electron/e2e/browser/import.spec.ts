import { aWorkbook } from '../fixtures/a-workbook.ts';
import { expect, test } from '../fixtures/persons.ts';
import { ImportPage } from '../pages/import-page.ts';

const HEAD = ['工单编号', '诉求内容', '问题类别', '事发地址', '办理期限'];
const FILE = aWorkbook([
  ['陆家嘴街道来件汇总', null, null, null, null],
  HEAD,
  ['2026112900000000001', '北门外堆着装修垃圾', '暴露垃圾', '上港小区6幢东侧', '2026-12-04'],
  ['2026112900000000002', '楼道口有人乱堆纸箱', '市容环境-乱堆杂物', '上港小区 6号楼', 46360],
  ['2026112900000000003', '期限写错的一件', '暴露垃圾', '上港小区6幢', '2026-02-30'],
  ['2026112900000000004', '类别对不上的一件', '环境卫生', '上港小区6幢', '2026-12-05'],
  ['2026112900000000001', '北门外堆着装修垃圾', '暴露垃圾', '上港小区6幢东侧', '2026-12-04'],
  [null, null, null, null, null],
  [2.0261129e18, '编号被改成数字的一件', '暴露垃圾', '上港小区6幢', '2026-12-05'],
]);

test('a file of demands without a network: good, bad and doubled rows are each accounted for, taken in once, and taken back', async ({
  persons,
}) => {
  const { page } = await persons.at(persons.account('街道受理员'));
  const desk = new ImportPage(page);
  await desk.pulled();
  await desk.begin();
  await page.context().setOffline(true);
  await desk.offline();
  await desk.choose('12345.xlsx', FILE);
  await expect(desk.foot).toContainText('6 行：可以收 2，要补 3，已有 1；另有 1 行是空的');
  await desk.tab('要补');
  await expect(page.getByText('答复期限“2026-02-30”不是一个日期。').first()).toBeVisible();

  // A word of the other system is told what it means, once for all rows.
  await desk.rows
    .filter({ hasText: '类别对不上' })
    .or(desk.rows.filter({ hasText: '环境卫生' }))
    .first()
    .click();
  await page.getByRole('combobox', { name: '类别' }).fill('暴露垃圾');
  await page
    .getByRole('option', { name: /^暴露垃圾/ })
    .first()
    .click();
  await expect(desk.foot).toContainText('可以收 3，要补 2');
  await page.keyboard.press('Control+Enter');
  await expect(desk.outcome).toContainText('已从“12345.xlsx”收下 3 件。要补或不收 2 行');

  // The whole of it is taken back, and may come again; then nothing comes twice.
  await page.getByRole('button', { name: '撤销这次导入…' }).click();
  await page.getByRole('button', { name: '作废这批没人动过的' }).click();
  await expect(desk.outcome).toContainText('已撤销“12345.xlsx”：作废 3 件。');
  await page.getByRole('button', { name: '知道了，导入别的' }).click();
  await desk.choose('12345.xlsx', FILE);
  await expect(desk.foot).toContainText('可以收 3，要补 2，已有 1');
  await page.keyboard.press('Control+Enter');
  await expect(desk.outcome).toContainText('收下 3 件');
  await page.getByRole('button', { name: '知道了，导入别的' }).click();
  await desk.choose('12345.xlsx', FILE);
  await expect(desk.foot).toContainText('可以收 0，要补 2，已有 4');
  await page.getByRole('button', { name: '换个文件' }).click();
  await page.context().setOffline(false);
  await desk.delivered();
  await desk.go('cases');
  await desk.queue('全部未结');
  await desk.filter('2026112900000000002');
  await expect(desk.rows).toHaveCount(1);
  await expect(desk.preview).toContainText('2026112900000000002');
});
