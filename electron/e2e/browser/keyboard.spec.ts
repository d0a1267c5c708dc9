import { expect, test } from '../fixtures/persons.ts';
import { drawnPhoto } from '../fixtures/drawn-photo.ts';
import { CasesPage } from '../pages/cases-page.ts';
import { LedgerPage } from '../pages/ledger-page.ts';
import { WorkstationPage } from '../pages/workstation-page.ts';

test('a finding is recorded without the mouse', async ({ persons }) => {
  const { page } = await persons.at(persons.account('网格员'));
  const workstation = new WorkstationPage(page);
  await workstation.delivered();
  // From the start: the browser takes a moment to hand its choosers to us.
  page.on('filechooser', (chooser) => void chooser.setFiles(drawnPhoto('near.png', 3)));
  await page.keyboard.press('n');
  await workstation.ready('report');

  await expect(page.getByRole('combobox', { name: '类别' })).toBeFocused();
  await page.keyboard.type('bllj');
  await expect(page.getByRole('option').first()).toContainText('暴露垃圾');
  await page.keyboard.press('Enter');
  await expect(page.getByText('采集要求')).toBeVisible();

  await page.getByRole('combobox', { name: '位置' }).focus();
  await page.keyboard.type('6幢');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: '位置' })).toHaveValue(/6幢/);

  await page.keyboard.press('Alt+p');
  await expect(page.getByRole('list', { name: '照片 1 张' }).getByRole('img')).toBeVisible();
  await page.getByRole('textbox', { name: '情况' }).focus();
  await page.keyboard.type('只用键盘写的');
  await page.keyboard.press('Control+Enter');
  await workstation.ready('sent');
  await expect(page.getByRole('button', { name: '打开这件' })).toBeFocused();
  await page.keyboard.press('Enter');
  await workstation.ready('case');
});

test('cases are worked through by single keys, and an act moves on to the next', async ({ persons }) => {
  const { page } = await persons.at(persons.account('派遣员'));
  const cases = new CasesPage(page);
  await cases.pulled();
  await page.keyboard.press('Alt+4');
  await cases.ready('cases');
  await cases.queue('待派遣');
  const grid = page.getByRole('grid');
  await expect(grid).toBeFocused();
  await expect(page.getByText(/数还会变/)).toHaveCount(0, { timeout: 90_000 });
  await page.keyboard.press('j');
  await expect(cases.rows.nth(1)).toHaveAttribute('data-current', 'true');
  const at = await cases.walkTo('派遣', 1);
  const next = await cases.numberOf(cases.rows.nth(at + 1));
  const numbers = Number(await grid.getAttribute('aria-rowcount'));
  expect(numbers).toBeGreaterThan(2);

  await page.keyboard.press('d');
  await expect(page.getByText(/已派遣给/)).toBeVisible();
  await expect(grid).toHaveAttribute('aria-rowcount', String(numbers - 1));
  await expect(cases.rows.nth(at)).toHaveAttribute('data-current', 'true');
  expect(await cases.numberInHand()).toBe(next);

  // A return must give its reason: the key opens the question, Esc leaves everything as it was.
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog', { name: '退回受理' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(grid).toHaveAttribute('aria-rowcount', String(numbers - 1));
});

test('single letters are off while one types, and can be switched off altogether', async ({ persons }) => {
  const { page } = await persons.at(persons.account('社区受理员'));
  const cases = new CasesPage(page);
  await cases.go('cases');
  await page.keyboard.press('/');
  await page.keyboard.type('n');
  await expect(page.getByRole('textbox', { name: '筛选' })).toHaveValue('n');
  await cases.ready('cases');
  await cases.go('settings');
  await page.getByRole('checkbox', { name: '不用单个字母当快捷键' }).check();
  await page.keyboard.press('Escape');
  await cases.go('cases');
  await page.keyboard.press('n');
  await cases.ready('cases');
  await page.keyboard.press('Alt+1');
  await cases.ready('desk');
});

test('a list is filtered and walked, a record opened and left, and the list is as it was', async ({ persons }) => {
  const { page } = await persons.at(persons.account('社区受理员'));
  const ledger = new LedgerPage(page);
  await ledger.settled();
  await page.keyboard.press('Alt+3');
  await ledger.ready('stock');
  const grid = page.getByRole('grid', { name: /^居民/ });
  await expect(grid).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type('27幢 2单元');
  await expect(page.getByRole('row', { name: /第 1 人/ })).toContainText('27幢 2单元');
  await page.keyboard.press('Enter');
  await expect(grid).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const third = page.getByRole('row', { name: /第 3 人/ });
  await expect(third).toHaveAttribute('data-current', 'true');
  const words = await third.innerText();
  await page.keyboard.press('Enter');
  await ledger.ready('person');
  await page.keyboard.press('Escape');
  await ledger.ready('stock');
  await expect(page.getByRole('textbox', { name: '筛选' })).toHaveValue('27幢 2单元');
  await expect(page.getByRole('row', { name: /第 3 人/ })).toHaveAttribute('data-current', 'true');
  expect(await page.getByRole('row', { name: /第 3 人/ }).innerText()).toBe(words);
});

test('the building picture is walked by arrows, coloured by digits, opened and closed', async ({ persons }) => {
  const { page } = await persons.at(persons.account('社区受理员'));
  const ledger = new LedgerPage(page);
  await ledger.settled();
  await ledger.open('27幢 2单元 502', /^上港小区 27幢 2单元 502/, 'building');
  const cell = (name: string) => page.getByRole('gridcell', { name: new RegExp(`^${name}，`) });
  await expect(cell('2单元502')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: /502$/ })).toHaveCount(0);
  await expect(cell('2单元502')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(cell('2单元503')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(cell('2单元403')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(cell('1单元401')).toBeFocused();
  await page.keyboard.press('Control+Home');
  await expect(cell('1单元601')).toBeFocused();
  for (const [key, name] of [
    ['2', '出租风险'],
    ['3', '走访到期'],
    ['4', '资料新旧'],
    ['1', '居住状态'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('radio', { name })).toBeChecked();
  }
  await page.keyboard.press('Enter');
  await expect(ledger.room('27幢 1单元 601')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(ledger.room('27幢 1单元 602')).toBeVisible();
});

test('a visit is recorded by a digit and Ctrl Enter, and taken back by U', async ({ persons }) => {
  const { page } = await persons.at(persons.account('网格员'));
  const ledger = new LedgerPage(page);
  await ledger.settled();
  await page.keyboard.press('Alt+5');
  await ledger.ready('tasks');
  await ledger.settled();
  const grid = page.getByRole('grid', { name: /^全部要做的/ });
  await grid.focus();
  const count = Number(await grid.getAttribute('aria-rowcount'));
  expect(count).toBeGreaterThan(2);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('先选一个结果');
  await page.keyboard.press('1');
  await page.keyboard.press('Control+Enter');
  await expect(grid).toHaveAttribute('aria-rowcount', String(count - 1));
  await expect(page.getByRole('status').filter({ hasText: '撤回' })).toBeVisible();
  await page.keyboard.press('u');
  await expect(grid).toHaveAttribute('aria-rowcount', String(count));

  // From one chosen by hand the next is in hand at once: two keys each, without looking for it.
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(/target/);
  for (let left = count - 1; left >= count - 3; left -= 1) {
    await page.keyboard.press('1');
    await page.keyboard.press('Control+Enter');
    await expect(grid).toHaveAttribute('aria-rowcount', String(left));
    await expect(page.getByRole('radio', { name: /^1 / })).not.toBeChecked();
  }
});
