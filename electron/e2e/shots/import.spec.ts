import { aWorkbook } from '../fixtures/a-workbook.ts';
import { test } from '../fixtures/persons.ts';
import { ImportPage } from '../pages/import-page.ts';
import { at, SIZES } from './tour.ts';

const HEAD = ['工单编号', '诉求内容', '问题类别', '事发地址', '受理时间', '办理期限', '来电人'];
const FILE = aWorkbook([
  HEAD,
  [
    '2026112900000000001',
    '北门外堆着装修垃圾，占了半边通道',
    '暴露垃圾',
    '上港小区6幢东侧',
    '2026-11-29 08:10',
    '2026-12-04',
    '王',
  ],
  [
    '2026112900000000002',
    '北门外又有装修垃圾，请尽快清理',
    '暴露垃圾',
    '上港小区 6号楼东侧',
    '2026-11-29 08:40',
    '2026-12-04',
    '李',
  ],
  ['2026112900000000003', '楼道口有人乱堆纸箱', '乱堆杂物', '上港小区8幢', '2026-11-29 09:00', '2026-02-30', '张'],
  ['2026112900000000004', '小区门口的树枝挡住路灯', '绿化问题', '上港小区', '2026-11-29 09:20', '2026-12-05', '陈'],
  ['2026112900000000005', '不知道哪里的一件', '暴露垃圾', '大桥旁边', '2026-11-29 09:30', '2026-12-05', '刘'],
  [
    '2026112900000000001',
    '北门外堆着装修垃圾，占了半边通道',
    '暴露垃圾',
    '上港小区6幢东侧',
    '2026-11-29 08:10',
    '2026-12-04',
    '王',
  ],
]);

for (const size of SIZES) {
  test(`screens of 来件导入 at ${String(size.width)} × ${String(size.height)}`, async ({
    browser,
    street,
    persons,
    troubles,
  }) => {
    test.setTimeout(300_000);
    const tour = await at(browser, street, size, persons.account('街道受理员'), troubles);
    const page = new ImportPage(tour.page);
    await page.pulled(240_000);
    await page.begin();
    await tour.shoot('20-import');
    await page.choose('12345.xlsx', FILE);
    await page.tab('可能重复');
    await tour.shoot('20-import-likely');
    await page.tab('要补');
    await tour.shoot('20-import-waits');
    await tour.page.getByRole('button', { name: '改列' }).click();
    await tour.shoot('20-import-columns');
    await tour.page.keyboard.press('Escape');
    await tour.page.keyboard.press('Control+Enter');
    await page.outcome.waitFor();
    await tour.shoot('20-import-taken');
    await tour.end();
  });
}
