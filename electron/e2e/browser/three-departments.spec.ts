import { expect, test } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';

const DEPARTMENTS = ['市容环卫所', '综合行政执法队', '物业与房屋管理办公室'] as const;

test('a case for three departments: each signs and handles its own part, and it goes to be checked when the last is done', async ({
  persons,
}) => {
  test.setTimeout(420_000);
  const dispatcher = new CasesPage((await persons.at(persons.account('派遣员'))).page);
  await dispatcher.pulled();
  await dispatcher.go('cases');
  await dispatcher.queue('待派遣');
  const number = await dispatcher.numberInHand();
  await dispatcher.ask('联合派遣', async (dialog) => {
    // What the rules propose for the case that happens to be first is not what this is about.
    const proposed = dialog.getByRole('checkbox', { checked: true });
    while ((await proposed.count()) > 0) await proposed.first().uncheck();
    for (const name of DEPARTMENTS) await dialog.getByRole('checkbox', { name: new RegExp(`^${name}`) }).check();
    await dialog.getByRole('combobox', { name: '主办' }).selectOption({ label: DEPARTMENTS[1] });
  });
  await dispatcher.delivered();

  for (const [at, name] of DEPARTMENTS.entries()) {
    await test.step(name, async () => {
      const account = persons.account('处置部门', ({ post }) => post.includes(name));
      const terminal = await persons.at(account);
      const own = new CasesPage(terminal.page);
      await own.findNumber(number);
      // Nobody takes a part that is another's: what he may do is his own.
      await expect(own.standing).toContainText(name);
      await own.do('签收');
      await own.finish();
      await expect.poll(() => own.offered()).not.toContain('处置完成');
      await own.delivered();
      await terminal.close();

      await dispatcher.findNumber(number);
      const isLast = at === DEPARTMENTS.length - 1;
      await expect(dispatcher.preview).toContainText(isLast ? '待核查' : '联合处置中', { timeout: 30_000 });
    });
  }
  const all = await dispatcher.timeline();
  // The case may have been signed and sent back before.
  const titles = all.slice(
    0,
    all.findIndex((title) => title.startsWith('联合派遣')),
  );
  expect(titles.filter((title) => title.startsWith('处置完成'))).toHaveLength(DEPARTMENTS.length);
  expect(titles.filter((title) => title.startsWith('签收'))).toHaveLength(DEPARTMENTS.length);
});
