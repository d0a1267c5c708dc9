import { expect, test } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';

const DEPARTMENT = '市容环卫所';
/** A day in a month, as a date field takes it. */
const nextMonth = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

test('a department asks for more time, for a rest and, being late, appeals: whoever has the last word gives it, and the clocks say so', async ({
  persons,
}) => {
  test.setTimeout(420_000);
  const dispatcher = new CasesPage((await persons.at(persons.account('派遣员'))).page);
  const department = new CasesPage(
    (await persons.at(persons.account('处置部门', ({ post }) => post.includes(DEPARTMENT)))).page,
  );
  await dispatcher.pulled();
  await dispatcher.go('cases');
  await dispatcher.queue('待派遣');
  // Which case is first is as the hour has it; the rules may want it handled jointly.
  await dispatcher.walkTo('派遣', 0);
  const number = await dispatcher.numberInHand();
  await dispatcher.dispatch(DEPARTMENT);
  await department.findNumber(number);
  await department.do('签收');

  const asked = async (label: string, fill: Parameters<CasesPage['ask']>[1], words: string): Promise<void> => {
    await department.ask(label, fill);
    await department.delivered();
    await dispatcher.go('cases');
    await dispatcher.queue('待我审批');
    await dispatcher.filter(number);
    await expect(dispatcher.rows).toHaveCount(1, { timeout: 45_000 });
    await dispatcher.rows.first().click();
    await expect(dispatcher.standing).toContainText(words);
    await dispatcher.do('同意申请');
    await dispatcher.delivered();
    await expect.poll(() => department.timeline(), { timeout: 45_000 }).toContain('同意申请');
  };
  const reason =
    (words: string): Parameters<CasesPage['ask']>[1] =>
    async (dialog) => {
      await dialog.getByRole('textbox', { name: /理由/ }).fill(words);
    };

  await test.step('延期', async () => {
    await asked('申请延期', reason('围挡要等交警批复'), '延期');
    await expect(department.preview).toContainText('处置中');
  });

  await test.step('挂账', async () => {
    await asked(
      '申请挂账',
      async (dialog) => {
        await dialog.getByLabel('挂账至').fill(nextMonth());
        await reason('等大修计划')(dialog);
      },
      '挂账',
    );
    await expect(department.preview).toContainText('挂账');
    // It is on record for the people who look after what rests, and not for handling.
    await department.findNumber(number, '挂账');
    await expect.poll(() => department.offered()).not.toContain('处置完成');
  });

  await test.step('申诉', async () => {
    await department.queue('已办结');
    await department.filter('');
    const late = department.rows.filter({ hasText: '超期结案' });
    let appealed = '';
    for (let at = 0; appealed === '' && at < 12; at += 1) {
      await late.nth(at).click();
      const own = await department.numberInHand();
      if ((await department.offered()).includes('申诉')) appealed = own;
    }
    expect(appealed).not.toBe('');
    const granted = async (): Promise<number> =>
      (await department.timeline()).filter((title) => title === '同意申请').length;
    // It may have been given more time in its day.
    const before = await granted();
    await department.ask('申诉', async (dialog) => {
      await reason('延误因小区门禁，附现场照片')(dialog);
    });
    await department.delivered();
    for (const [post, terminal] of [
      ['派遣员', dispatcher],
      ['街道受理员', new CasesPage((await persons.at(persons.account('街道受理员'))).page)],
    ] as const) {
      await test.step(post, async () => {
        await terminal.go('cases');
        await terminal.queue('待我审批');
        await terminal.filter(appealed);
        await expect(terminal.rows).toHaveCount(1, { timeout: 60_000 });
        await terminal.rows.first().click();
        await terminal.do('同意申请');
        await terminal.delivered();
      });
    }
    await department.findNumber(appealed, '已办结');
    await expect.poll(granted, { timeout: 45_000 }).toBe(before + 2);
  });
});
