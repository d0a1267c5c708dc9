import type { Locator, Page } from '@playwright/test';
import { expect, test, type Persons } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';
import { IndicatorsPage } from '../pages/indicators-page.ts';
import { ReportPage } from '../pages/report-page.ts';
import { Hand } from './hand.ts';

/** At least six. */
const FINDINGS = Number(process.env['HOUR_FINDINGS'] ?? '30');
const KINDS = [
  { category: '暴露垃圾', department: '市容环卫所' },
  { category: '占道经营', department: '综合行政执法队' },
  { category: '乱堆杂物', department: '物业与房屋管理办公室' },
] as const;
const STREET = '310115005';
/** In no other case: a filter by it shows the hour's own. */
const TAG = '早班巡查';
const wordsOf = (nth: number): string => `${TAG}第 ${String(nth)} 处`;
const kindOf = (nth: number): (typeof KINDS)[number] => KINDS[nth % KINDS.length] ?? KINDS[0];
/** The findings that go another way than the rest. */
const RETURNED = [1, 2];
const EXTENDED = 3;
const SUSPENDED = 4;
const REWORKED = 5;
/** Who handles it in the end. */
const handlerOf = (nth: number): number => (RETURNED.includes(nth) ? 0 : nth % KINDS.length);
const nextMonth = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

/** One of the hour's cases on a colleague's terminal, by the mouse: only the supervisor's hand is measured. */
async function pick(cases: CasesPage, nth: number, queue = '全部未结'): Promise<void> {
  await cases.go('cases');
  await cases.queue(queue);
  await cases.filter(wordsOf(nth));
  const row = cases.rows.filter({ hasText: wordsOf(nth) });
  await expect(row).toHaveCount(1, { timeout: 60_000 });
  await row.click();
  await expect(cases.preview).toContainText(wordsOf(nth));
}

/** All of the hour's cases that wait for a colleague, one after the other. */
async function eachWaiting(cases: CasesPage, count: number, work: () => Promise<void>): Promise<void> {
  await cases.go('cases');
  await cases.queue('待我办');
  await cases.filter(TAG);
  const grid = cases.page.getByRole('grid');
  for (let left = count; left > 0; left -= 1) {
    await expect(grid).toHaveAttribute('aria-rowcount', String(left), { timeout: 90_000 });
    await cases.rows.first().click();
    await expect(cases.rows.first()).toHaveAttribute('data-current', 'true');
    await expect(cases.preview).toContainText((await cases.numberInHand()).slice(-5));
    await work();
  }
}

const because =
  (words: string) =>
  async (dialog: Locator): Promise<void> => {
    const reasons = dialog.getByRole('radio');
    const said = dialog.getByRole('textbox').last();
    await said.waitFor();
    if ((await reasons.count()) > 0) await reasons.first().check();
    await said.fill(words);
  };

/** Numbers of the indicators of today by their words, as 立案率 立案. */
async function figuresOfToday(page: Page): Promise<ReadonlyMap<string, number>> {
  const indicators = new IndicatorsPage(page);
  await indicators.open();
  await indicators.period('日');
  const found = new Map<string, number>();
  for (const number of await page.getByRole('table').getByRole('button').all()) {
    const words = /^(.+) [\d,]+ [件次个]，打开名单/.exec((await number.getAttribute('aria-label')) ?? '')?.[1];
    if (words !== undefined) found.set(words, Number((await number.innerText()).replaceAll(',', '')));
  }
  return found;
}

const departmentsOf = (persons: Persons): Promise<readonly CasesPage[]> =>
  Promise.all(
    KINDS.map(async ({ department }) => {
      const account = persons.account('处置部门', ({ post }) => post.includes(department));
      return new CasesPage((await persons.at(account)).page);
    }),
  );

test('an hour of a supervisor: findings claimed, opened, dispatched and closed by keys, the network cut in the middle', async ({
  street,
  persons,
}) => {
  test.setTimeout(3_000_000);
  const account = persons.account('街道受理员');
  await street.user(['posts', account.name, '--post', `streetClerk:${STREET}`, '--post', `dispatcher:${STREET}`]);
  const desk = new CasesPage((await persons.at(account)).page);
  const { page } = desk;
  const grid = page.getByRole('grid');
  const worker = new CasesPage((await persons.at(persons.account('网格员'))).page);
  const departments = await departmentsOf(persons);
  for (const each of [desk, worker, ...departments]) await each.pulled();
  const departmentOf = (nth: number): CasesPage => departments[nth % KINDS.length] ?? desk;
  const countFor = (at: number): number =>
    Array.from({ length: FINDINGS }, (_, before) => before + 1).filter((nth) => nth % KINDS.length === at).length;
  const hand = await Hand.on(page);
  const shot = (name: string): Promise<unknown> => page.screenshot({ path: `out/shots/hour-${name}.png` });

  const before = await figuresOfToday(page);

  await test.step('the findings come in', async () => {
    const report = new ReportPage(worker.page);
    for (let nth = 1; nth <= FINDINGS; nth += 1) {
      const { category } = kindOf(nth);
      await report.open();
      await report.fill({
        category,
        categoryName: category,
        building: `上港小区 ${String((nth % 7) + 1)}幢`,
        description: wordsOf(nth),
        photos: 1,
      });
      await report.submit();
    }
    await worker.delivered();
  });

  await test.step('claimed, opened and dispatched, the network cut in the middle', async () => {
    const done = hand.begins();
    await hand.press('Alt+4');
    await desk.ready('cases');
    await hand.filter(TAG);
    await expect(grid).toHaveAttribute('aria-rowcount', String(FINDINGS), { timeout: 60_000 });
    await hand.press('Home');
    await shot('in');
    for (let left = FINDINGS; left > 0; left -= 1) {
      if (left === Math.ceil(FINDINGS / 2)) await street.kill();
      await hand.act('a', '立案');
      await hand.act('l', '派遣');
      await hand.next('d');
    }
    done();
    await shot('triaged');
    await desk.offline();
    await street.start();
    await desk.delivered();
  });

  await test.step('departments sign, two give back, one asks for time, one for a rest', async () => {
    for (const nth of RETURNED) {
      await pick(departmentOf(nth), nth);
      await departmentOf(nth).ask('退回派遣', because('不在管养范围'));
    }
    for (const [at, department] of departments.entries()) {
      const returned = RETURNED.filter((nth) => nth % KINDS.length === at).length;
      let left = countFor(at) - returned;
      await department.go('cases');
      await department.queue('待签收');
      await department.filter(TAG);
      for (; left > 0; left -= 1) {
        await expect(department.page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(left), {
          timeout: 60_000,
        });
        await department.rows.first().click();
        await department.numberInHand();
        await department.act('签收').click();
      }
    }
    await pick(departmentOf(EXTENDED), EXTENDED);
    await departmentOf(EXTENDED).ask('申请延期', because('围挡要等交警批复'));
    await pick(departmentOf(SUSPENDED), SUSPENDED);
    await departmentOf(SUSPENDED).ask('申请挂账', async (dialog) => {
      await dialog.getByLabel('挂账至').fill(nextMonth());
      await because('等大修计划')(dialog);
    });
    for (const department of departments) await department.delivered();
  });

  await test.step('what came back is dispatched again, what was asked is granted', async () => {
    const done = hand.begins();
    await hand.goTo('m', '待我办');
    await hand.filter(TAG);
    await expect(grid).toHaveAttribute('aria-rowcount', String(RETURNED.length), { timeout: 60_000 });
    await hand.press('Home');
    await shot('returned');
    for (const _nth of RETURNED) {
      await hand.choose('Shift+D', KINDS[0].department);
      await hand.next('Control+Enter');
    }
    await hand.goTo('y', '待我审批');
    await hand.filter(TAG);
    await expect(grid).toHaveAttribute('aria-rowcount', '2', { timeout: 60_000 });
    await hand.press('Home');
    await shot('asked');
    await hand.next('y');
    await hand.next('y');
    done();
    await desk.delivered();
  });

  await test.step('departments finish, the worker checks, one is done again', async () => {
    const [sanitation] = departments;
    for (const nth of RETURNED) {
      await pick(sanitation ?? desk, nth);
      await (sanitation ?? desk).do('签收');
      await (sanitation ?? desk).delivered();
    }
    for (const [at, department] of departments.entries()) {
      const own = Array.from({ length: FINDINGS }, (_, before) => before + 1).filter((nth) => handlerOf(nth) === at);
      await eachWaiting(department, own.filter((nth) => nth !== SUSPENDED).length, () => department.finish());
      await department.delivered();
    }
    await eachWaiting(worker, FINDINGS - 1, async () => {
      const isReworked = (await worker.preview.innerText()).includes(wordsOf(REWORKED));
      await worker.act('开始核查').click();
      await worker.act('核查通过').waitFor();
      if (isReworked) await worker.ask('核查不通过', because('还有一半没有清走'));
      else await worker.act('核查通过').click();
    });
    await worker.delivered();
    const department = departmentOf(REWORKED);
    await pick(department, REWORKED);
    await department.do('开始返工');
    await department.finish();
    await department.delivered();
    await pick(worker, REWORKED);
    await worker.do('开始核查');
    await worker.do('核查通过');
    await worker.delivered();
  });

  await test.step('the rest closed', async () => {
    const done = hand.begins();
    await hand.goTo('m', '待我办');
    await hand.filter(TAG);
    await expect(grid).toHaveAttribute('aria-rowcount', String(FINDINGS - 1), { timeout: 60_000 });
    await hand.press('Home');
    await shot('closing');
    for (let left = FINDINGS - 1; left > 0; left -= 1) {
      await hand.press('e');
      await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.type === 'checkbox', null, {
        polling: 'raf',
      });
      await hand.press('Space');
      await hand.next('Control+Enter');
    }
    done();
    await desk.delivered();
    await shot('closed');
  });

  const figures = await hand.figures();
  const after = await figuresOfToday(page);
  await shot('indicators');
  const closed = FINDINGS - 1;
  const byHand: Readonly<Record<string, number>> = {
    ...{ '立案率 立案': FINDINGS, '回退率 退回': RETURNED.length, '返工率 返工': 1 },
    ...{ '结案率 结案': closed, '结案率 应结案': closed, '按期结案率 按期结案': closed },
    ...{ '核查通过率 通过': closed, '核查通过率 不通过': 1 },
  };
  const counted = new Map(
    Object.keys(byHand).map((name) => [name, (after.get(name) ?? NaN) - (before.get(name) ?? NaN)]),
  );
  const indicators = Object.fromEntries(counted) as Readonly<Record<string, number>>;
  process.stdout.write(`HOUR ${JSON.stringify({ findings: FINDINGS, ...figures, indicators })}\n`);
  expect(indicators).toEqual(byHand);
  expect(figures.clicks).toBeLessThanOrEqual(FINDINGS);
});
