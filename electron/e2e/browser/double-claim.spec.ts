import { expect, test, type Account, type Persons } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';

async function deskOf(persons: Persons, account: Account): Promise<CasesPage> {
  const desk = new CasesPage((await persons.at(account)).page);
  await desk.go('cases');
  // Cases come before most else of a first pull.
  await expect(desk.page.getByText(/数还会变/)).toHaveCount(0, { timeout: 90_000 });
  return desk;
}

test('two colleagues claim one case without the centre: one has it, the other is told who was first and what to do', async ({
  street,
  persons,
}) => {
  test.setTimeout(420_000);
  const first = persons.account('街道受理员');
  const second = persons.account('街道受理员', ({ name }) => name !== first.name);
  const one = await deskOf(persons, first);
  const other = await deskOf(persons, second);
  await one.queue('待受理');
  const number = await one.numberInHand();
  await street.stop();
  for (const desk of [one, other]) {
    await desk.offline();
    await desk.findNumber(number, '待受理');
    await desk.do('认领');
  }
  await other.page.context().setOffline(true);
  await street.start();
  await one.delivered();
  await other.page.context().setOffline(false);
  await other.delivered();

  for (const desk of [one, other]) {
    await expect(desk.standing).toContainText(first.displayName);
    await expect.poll(() => desk.timeline()).toEqual(expect.arrayContaining(['认领', '认领（没有生效）']));
  }
  expect(await one.offered()).toContain('受理');
  expect(await other.offered()).not.toContain('受理');

  await other.go('desk');
  // The seed may hold a step of this colleague that came to nothing, told beside this one.
  const told = other.page
    .getByRole('region', { name: /^没有生效的步骤/ })
    .getByRole('listitem')
    .filter({ hasText: number });
  await expect(told).toContainText(`已由${first.displayName}认领`);
  await expect(told).toContainText('你的认领没有生效');
  await expect(told).toContainText('从公共池里认领另一件');
  await told.getByRole('button', { name: '看这件' }).click();
  await other.ready('case');
  await other.page.keyboard.press('Escape');
  await other.go('desk');
  await told.getByRole('button', { name: /^知道了/ }).click();
  await expect(told).toHaveCount(0);
});
