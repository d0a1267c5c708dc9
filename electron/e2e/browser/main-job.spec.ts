import { expect, test, type Account } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';
import { ReportPage } from '../pages/report-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { WorkstationPage } from '../pages/workstation-page.ts';

/** Words that are in no other case, so that a list with one row shows this one. */
const WORDS = '东侧投放点旁散落装修袋七只，占半边通道';
const DEPARTMENT = '市容环卫所';
const CLOSED = ['结案', '核查通过', '开始核查', '处置完成', '签收', '派遣', '立案', '受理', '上报'];

const under = (prefix: string | undefined) => (account: Account) =>
  prefix !== undefined && account.scope.some((scope) => scope.startsWith(prefix));

test('a finding recorded offline becomes a closed case, each step by its own post', async ({ street, persons }) => {
  test.setTimeout(420_000);
  const worker = persons.account('网格员');
  const community = worker.scope[0]?.slice(0, 12);
  const clerk = persons.account('社区受理员', under(community));
  const neighbour = persons.account('网格员', (account) => !under(community)(account));

  // The grid worker has signed in here before, so the terminal knows him.
  const patrol = await persons.at(worker);
  await new WorkstationPage(patrol.page).delivered();
  const desk = await persons.at(clerk);
  const deskCases = new CasesPage(desk.page);

  await test.step('without the server: open, sign in, record, close, open again', async () => {
    await patrol.close();
    await street.kill();
    await patrol.reopen();
    await expect(patrol.page.getByText('连不上中心服务器，可以离线登录')).toBeVisible();
    await new SignInPage(patrol.page).signIn(worker);

    const report = new ReportPage(patrol.page);
    await report.open();
    await report.fill({
      category: 'bllj',
      categoryName: '暴露垃圾',
      building: '上港小区 6幢',
      description: WORDS,
      photos: 2,
    });
    await expect(patrol.page.getByText('在我的网格内')).toBeVisible();
    await report.submit();
    await expect(patrol.page.getByText('已存本机，联网后自动送达。')).toBeVisible();

    await patrol.close();
    await patrol.reopen();
    await new SignInPage(patrol.page).signIn(worker);
    const cases = new CasesPage(patrol.page);
    await cases.find(WORDS);
    await expect(cases.preview).toContainText('编号送达后生成');
    await expect(cases.photos).toHaveCount(2);
    await expect(cases.syncButton).toHaveAccessibleName(/待送 3/);
  });

  await test.step('the server returns: soon the clerk has it, with its photos', async () => {
    await deskCases.go('cases');
    await deskCases.queue('待受理');
    await deskCases.filter(WORDS);
    await street.start();
    const returned = Date.now();
    // Some five seconds on a quiet machine; here several browsers share two cores. The figure is kept beside the result.
    await expect(deskCases.rows).toHaveCount(1, { timeout: 45_000 });
    await deskCases.rows.first().click();
    await expect(deskCases.preview).toContainText(WORDS);
    await expect(deskCases.photos).toHaveCount(2, { timeout: 45_000 });
    test.info().annotations.push({ type: 'arrival_ms', description: String(Date.now() - returned) });
    await new WorkstationPage(patrol.page).delivered();
  });

  await test.step('each post does its own act and no other', async () => {
    expect(await deskCases.offered()).toContain('受理');
    expect(await deskCases.offered()).not.toContain('立案');
    await deskCases.do('受理');

    const street1 = new CasesPage((await persons.at(persons.account('街道受理员'))).page);
    await street1.find(WORDS);
    expect(await street1.offered()).not.toContain('派遣');
    await street1.open();

    const dispatcher = new CasesPage((await persons.at(persons.account('派遣员'))).page);
    await dispatcher.find(WORDS);
    expect(await dispatcher.offered()).not.toContain('签收');
    await dispatcher.dispatch(DEPARTMENT);

    const department = new CasesPage(
      (await persons.at(persons.account('处置部门', (account) => account.post.includes(DEPARTMENT)))).page,
    );
    await department.find(WORDS);
    await department.do('签收');
    await department.finish();
    expect(await department.offered()).toEqual(['备注']);

    const cases = new CasesPage(patrol.page);
    await cases.find(WORDS);
    await cases.do('开始核查');
    await cases.do('核查通过');

    await street1.find(WORDS);
    await street1.close();
    for (const each of [cases, deskCases, street1, dispatcher, department]) {
      await each.go('cases');
      await each.queue('已办结');
      await each.filter(WORDS);
      await expect(each.rows).toHaveCount(1);
      await each.rows.first().click();
      await expect.poll(() => each.timeline()).toEqual(CLOSED);
      await expect(each.preview).toContainText('已结案');
      await each.delivered();
    }
  });

  await test.step('a grid worker of another community knows nothing of it', async () => {
    const other = new CasesPage((await persons.at(neighbour)).page);
    await other.go('cases');
    await other.queue('已办结');
    await other.filter(WORDS);
    await expect(other.page.getByText('按这些条件没有找到')).toBeVisible();
  });
});
