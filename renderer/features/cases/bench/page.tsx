import { useState } from 'react';
import type { JSX } from 'react';
import { createRoot } from 'react-dom/client';
import { USUAL_COUNTING } from '../../../../shared/cases/counting-rules.ts';
import { queuedCase, queuesOf } from '../../../../shared/cases/queues.ts';
import { recurs, spotOf, spotsAround, USUAL_RECURRING } from '../../../../shared/cases/recurring.ts';
import { NATIONAL_ONLY } from '../../../../shared/cases/rulebook.ts';
import type { CaseDocument } from '../../../../shared/domain/case.ts';
import type { User } from '../../../../shared/domain/staff.ts';
import { assert } from '../../../../shared/lib/assert.ts';
import type { StockSettings } from '../../../../shared/stock/projection.ts';
import type { Workstation } from '../../../data/api.ts';
import { WorkstationProvider } from '../../../data/hooks.ts';
import { cell, once } from '../../../data/live.ts';
import { aesGcmSealer } from '../../../data/seal/sealer.ts';
import {
  buildSaved,
  drawnPage,
  frame,
  heapBytes,
  NOTHING_DRAWN,
  typeInto,
} from '../../../data/stock/bench/drawn-page.ts';
import { workerLine } from '../../../data/stock/lines.ts';
import { openStock } from '../../../data/stock/open-stock.ts';
import { isNear, isOver } from '../../../lib/deadline-words.ts';
import { Shortcuts } from '../../../ui/shortcuts.tsx';
import '../../../ui/styles.css';
import { SEARCH_AFTER_MS } from '../../../ui/use-debounced-search.ts';
import { CasesPage } from '../cases-page.tsx';
import './page.css';
import { MADE_OF } from '../../../data/stock/bench/made-of.ts';

/*
 * The page of `npm run bench -- queue`: the shipped page 事件 over the shipped worker, without a server. What it is told to do is done by clicks, typing and scrolling; what
 * is timed is from there to the frame in which everything asked for is drawn. The preview shows one and the same case.
 */

const STORE = 'bench-queue';
const KEY_ID = '00000001';
const dispatcher: User = {
  id: 'staff:01J00000000000000000000000',
  account: 'bench',
  displayName: '派遣员',
  posts: [{ role: 'dispatcher', scope: '310115005' }],
};

const root = document.querySelector('#root');
assert(root, 'index.html has #root');
/** Longer than a text is let rest (UX §6). */
const { watched, opened, deed } = drawnPage(root, 2 * SEARCH_AFTER_MS);

function Page(): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const [place, setPlace] = useState<{ readonly queue?: string; readonly picked?: string | undefined }>({});
  return (
    <Shortcuts>
      <nav aria-label="模块">
        <button
          type="button"
          onClick={() => {
            setOpen(true);
          }}
        >
          事件
        </button>
      </nav>
      {isOpen && (
        <CasesPage
          queue={place.queue}
          picked={place.picked}
          onMove={(queue, picked) => {
            setPlace({ queue, picked });
          }}
          onOpen={() => undefined}
          onReport={undefined}
          onImport={undefined}
          onShowOnMap={() => undefined}
        />
      )}
    </Shortcuts>
  );
}

/** What a look at every case finds in each queue, by nothing but the documents. */
function scanned(all: readonly CaseDocument[], nowMs: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (key: string): void => {
    found.set(key, (found.get(key) ?? 0) + 1);
  };
  for (const one of all) {
    const queues = queuesOf(dispatcher, queuedCase(one));
    for (const queue of queues) add(queue);
    if (!queues.includes('all')) continue;
    add(one.state);
    if (isOver(one, nowMs)) add('overdue');
    if (isNear(one, nowMs)) add('near');
    const leftMs = Date.parse(one.dueAt ?? '') - nowMs;
    if (leftMs >= 0 && leftMs <= 48 * 3_600_000) add('due-48h');
  }
  return found;
}

/** What recurs, looked for among everything that stands in its spots. The dispatcher has the whole street. */
function recurring(all: readonly CaseDocument[]): number {
  const bySpot = new Map<string, CaseDocument[]>();
  for (const one of all) bySpot.set(spotOf(one), [...(bySpot.get(spotOf(one)) ?? []), one]);
  const isAgain = (one: CaseDocument): boolean =>
    recurs(
      one,
      spotsAround(one, USUAL_RECURRING.metres).flatMap((spot) => bySpot.get(spot) ?? []),
      USUAL_RECURRING,
    );
  return all.filter(isAgain).length;
}

let expected: ReadonlyMap<string, number> = new Map();

/** Builds the stock of these files, opens it as the workstation does, and draws a page from which 事件 is one click away. Gives the number of cases. */
async function prepare(files: readonly string[], settings: StockSettings, nowMs: number): Promise<number> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await buildSaved({ store: STORE, key, keyId: KEY_ID, settings }, files);
  let sample: CaseDocument | undefined;
  const sums = new Map<string, number>();
  const whole: CaseDocument[] = [];
  for (const file of files) {
    const cases = (await (await fetch(file)).json()) as readonly CaseDocument[];
    for (const [queue, count] of scanned(cases, nowMs)) sums.set(queue, (sums.get(queue) ?? 0) + count);
    // Without their logs: only where and when they were.
    whole.push(...cases.map((one) => ({ ...one, log: [], photos: [] })));
    sample ??= cases.find(({ state }) => state === 'pendingDispatch');
  }
  sums.set('recurring', recurring(whole));
  expected = sums;
  assert(sample, 'one of the cases waits to be dispatched');
  const clock = { nowMs: () => nowMs, verified: () => true, deviationMs: () => 0 };
  const nothing = cell<readonly never[]>([]);
  const catalogs = {
    tags: cell(settings.tags),
    placeKinds: cell(settings.placeKinds),
    riskRules: cell(settings.risk),
    countingRules: cell(USUAL_COUNTING),
    ...{
      all: nothing,
      categories: nothing,
      departments: nothing,
      standards: nothing,
      notes: nothing,
      reasons: nothing,
      sources: nothing,
    },
  } as unknown as Workstation['catalogs'];
  const policy = { offlineDays: 30, idleLockMinutes: 10, demonstration: true };
  const stock = openStock({
    store: STORE,
    sealer: aesGcmSealer(key, KEY_ID),
    madeOf: MADE_OF,
    // Nothing beside the saved form: no store is followed.
    collections: {} as never,
    areas: cell([]),
    ...{ catalogs, clock, policy, user: dispatcher },
    onTrouble: (what, error) => {
      console.error(what, error);
    },
    line: watched(workerLine()),
  });
  const one = cell(sample);
  const workstation = {
    user: dispatcher,
    terminal: 'BENCH',
    ...{ stock, catalogs, clock, policy },
    sync: { status: cell({ firstPull: { done: true, kinds: [] } }), queued: cell([]), refused: cell([]) },
    areas: cell([]),
    buildings: cell([]),
    rulebooks: NATIONAL_ONLY,
    // Nobody shares a filter.
    records: { of: () => nothing, one: () => cell(null) },
    cases: { one: () => one, many: () => Promise.resolve([]), keptBatch: () => Promise.resolve(null) },
    photos: { thumb: () => cell(null), delivery: () => cell('delivered') },
    audit: () => Promise.resolve(),
  } as unknown as Workstation;
  const status = await once(stock.status, ({ ready }) => ready);
  createRoot(root as Element).render(
    <WorkstationProvider workstation={workstation}>
      <Page />
    </WorkstationProvider>,
  );
  await frame();
  return status.counts.case;
}

/** One click on 事件. */
const firstRows = (): ReturnType<typeof opened> =>
  opened(() => {
    document.querySelector<HTMLButtonElement>('nav button')?.click();
  }, 10);

const queueButtons = (): readonly HTMLButtonElement[] => [
  ...document.querySelectorAll<HTMLButtonElement>('.cases-queue'),
];
const labelOf = (button: HTMLButtonElement): string => button.querySelector('span')?.textContent ?? '';
const press = (words: string): void => {
  const button = [...document.querySelectorAll<HTMLButtonElement>('.cases-list button')].find(
    (one) => one.textContent === words,
  );
  assert(button, `there is a button ${words}`);
  button.click();
};
/** False where it is chosen already. */
function choose(label: string, value: string, isTried = false): boolean {
  const select = [...document.querySelectorAll<HTMLSelectElement>('.cases-order select')].find(
    (one) => one.closest('.ui-field')?.textContent.startsWith(label) === true,
  );
  assert(select, `there is a choice ${label}`);
  if (select.value === value) return false;
  if (isTried) return true;
  Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(select, value);
  select.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}
const scroller = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>('.cases-list .ui-list-scroller');
  assert(found, 'the list scrolls');
  return found;
};

export interface Timed {
  readonly what: string;
  readonly ms: number;
}

/** Queues, boxes, text, order, groups and long scrolls, each to the frame in which its rows stand. */
async function filterTimes(rounds: number): Promise<readonly Timed[]> {
  const times: Timed[] = [];
  const texts = ['上港', 'ljcm', '垃圾', '小区 2', 'fjdc', '噪声', '00417', '路'] as const;
  const orders = ['reportedAt', 'category', 'changedAt', 'address', 'workOrder'] as const;
  const groups = ['category', 'step', 'department', ''] as const;
  const field = (): HTMLInputElement => {
    const found = document.querySelector<HTMLInputElement>('.cases-list-head .ui-field input');
    assert(found, 'the list has a field to filter by');
    return found;
  };
  const time = async (what: string, act: () => void): Promise<void> => {
    // What changes nothing on the screen (an order of one row) is no sample.
    const ms = await deed(act, 1).catch((error: unknown) => {
      if (error instanceof Error && error.message === NOTHING_DRAWN) return undefined;
      throw error;
    });
    if (ms !== undefined) times.push({ what, ms });
  };
  for (let round = 0; round < rounds; round += 1) {
    const buttons = queueButtons().filter((one) => one.getAttribute('aria-current') === null);
    const button = buttons[(round * 5) % buttons.length];
    assert(button, 'there are queues');
    await time('队列', () => {
      button.click();
    });
    press('＋ 条件');
    await frame();
    const boxes = [...document.querySelectorAll<HTMLInputElement>('.cases-conditions input')];
    const box = boxes[(round * 7) % Math.max(1, boxes.length)];
    if (box !== undefined) {
      await time('条件', () => {
        box.click();
      });
      press('＋ 条件');
      await time('条件', () => {
        press('清除');
      });
    } else press('＋ 条件');
    await time('文字', () => {
      typeInto(field(), texts[round % texts.length] ?? '');
    });
    await time('文字', () => {
      typeInto(field(), '');
    });
    press('排序');
    await frame();
    for (const [label, value] of [
      ['排序', orders[round % orders.length] ?? 'workOrder'],
      ['分组', groups[round % groups.length] ?? ''],
    ] as const) {
      if (choose(label, value, true))
        await time(label, () => {
          choose(label, value);
        });
    }
    press('排序');
    const box2 = scroller();
    if (box2.scrollHeight > 30_000)
      await time('滚动', () => {
        box2.scrollTop = (((round * 37) % 70) / 100 + 0.25) * (box2.scrollHeight - box2.clientHeight);
      });
  }
  return times;
}

/** Scrolls through the longest queue, some rows at every frame and some long jumps; gives when it began. */
async function scrollThrough(frames: number): Promise<number> {
  const all = queueButtons().find((one) => labelOf(one) === '全部未结');
  assert(all, 'there is a queue of all');
  await deed(() => {
    all.click();
  }, 0).catch(() => 0);
  const startedAt = performance.now();
  const box = scroller();
  for (let at = 0; at < frames; at += 1) {
    box.scrollTop = at % 40 === 39 ? Math.random() * box.scrollHeight : box.scrollTop + 200;
    await frame();
  }
  return startedAt;
}

/** Every queue's number, and the length of its list, against a look at every case; throws where one differs. Gives how many were compared. */
async function checkCounts(): Promise<number> {
  const byLabel = new Map(
    [
      ['待我办', 'mine'],
      ['待我审批', 'decide'],
      ['全部未结', 'all'],
      ['超期', 'overdue'],
      ['临期', 'near'],
      ['督办', 'supervised'],
      ['退回过的', 'returned'],
      ['退回两次以上', 'returned-twice'],
      ['48 小时内到期', 'due-48h'],
      ['反复问题', 'recurring'],
      ['未定位', 'unplaced'],
      ['无期限', 'undated'],
      ['无照片', 'no-photo'],
      ['我上报的', 'reported-by-me'],
      ['未送达', 'unsent'],
      ['已办结', 'finished'],
      ...Object.entries(NATIONAL_ONLY(1, '').states).map(([state, label]) => [label, state] as const),
    ].map(([label = '', key = '']) => [label, key]),
  );
  let compared = 0;
  for (const label of queueButtons().map(labelOf)) {
    const key = byLabel.get(label);
    if (key === undefined) continue;
    const button = queueButtons().find((one) => labelOf(one) === label);
    button?.click();
    for (let frames = 0; frames < 60; frames += 1) await frame();
    const told = Number((button?.querySelector('b')?.textContent ?? '').replaceAll(',', ''));
    const listed = Number(document.querySelector('.cases-list [role="grid"]')?.getAttribute('aria-rowcount'));
    const truth = expected.get(key) ?? 0;
    if (told !== truth || listed !== truth) {
      throw new Error(`${label}: ${String(told)} told, ${String(listed)} listed, ${String(truth)} there`);
    }
    compared += 1;
  }
  return compared;
}

Object.assign(globalThis, { bench: { prepare, firstRows, filterTimes, scrollThrough, checkCounts, heapBytes } });
document.documentElement.dataset['ready'] = 'bench';
