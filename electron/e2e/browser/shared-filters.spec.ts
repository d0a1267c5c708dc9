import { expect, test, type Account, type Persons } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';

async function deskOf(persons: Persons, account: Account): Promise<CasesPage> {
  const desk = new CasesPage((await persons.at(account)).page);
  await desk.go('cases');
  // Cases come before most else of a first pull.
  await expect(desk.page.getByText(/数还会变/)).toHaveCount(0, { timeout: 90_000 });
  return desk;
}

const NAME = '超期的工单';

test('a filter shared without the centre is there for the colleague without reloading, asks the same, and goes when it is withdrawn', async ({
  street,
  persons,
}) => {
  test.setTimeout(420_000);
  const first = persons.account('街道受理员');
  const second = persons.account('街道受理员', ({ name }) => name !== first.name);
  const one = await deskOf(persons, first);
  const other = await deskOf(persons, second);

  await street.stop();
  await one.offline();
  await one.queue('全部未结');
  await one.narrow('一般');
  await one.page.getByRole('button', { name: '存筛选' }).click();
  await one.page.getByLabel('名称').fill(NAME);
  await one.page.getByRole('radio', { name: /同事共用$/ }).check();
  await one.page.getByRole('button', { name: '存下并共用' }).click();
  await expect(one.shared(NAME)).toHaveAttribute('title', new RegExp(`^待送\n${first.displayName}（街道受理员）`));
  await expect(one.page.getByRole('status').filter({ hasText: '已存本机，联网后自动送达' })).toBeVisible();
  await street.start();
  await one.delivered();

  await expect(other.shared(NAME)).toBeVisible({ timeout: 45_000 });
  await other.shared(NAME).click();
  await expect(other.page.getByRole('heading', { level: 1 })).toContainText(NAME);
  const counted = await other.counts([NAME]);
  expect([counted > 0, await one.counts([NAME])]).toEqual([true, counted]);

  await one.filterAct(NAME, '不再共用');
  await expect(one.page.getByRole('heading', { name: '我存的筛选' })).toBeVisible();
  await expect(other.page.getByText('现已不再共用')).toBeVisible({ timeout: 45_000 });
  await other.queue('全部未结');
  await expect(other.shared(NAME)).toHaveCount(0, { timeout: 45_000 });
  await one.page.keyboard.press('u');
  await expect(other.shared(NAME)).toBeVisible({ timeout: 45_000 });

  // What is taken is said in the dialog.
  await other.queue('待派遣');
  await other.narrow('一般');
  await other.page.getByRole('button', { name: '存筛选' }).click();
  await other.page.getByLabel('名称').fill(NAME);
  await other.page.getByRole('radio', { name: /同事共用$/ }).check();
  await other.page.getByRole('button', { name: '存下并共用' }).click();
  await expect(other.page.getByRole('alert')).toContainText(`${first.displayName}已经共用了一个叫“${NAME}”的筛选`);
});
