import { useState } from 'react';
import type { JSX } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { USUAL_COUNTING } from '../../../../shared/cases/counting-rules.ts';
import type { StockSettings } from '../../../../shared/stock/projection.ts';
import type { RowOf } from '../../../../shared/stock/rows.ts';
import { assert } from '../../../../shared/lib/assert.ts';
import type { Workstation } from '../../../data/api.ts';
import { WorkstationProvider } from '../../../data/hooks.ts';
import { cell, once } from '../../../data/live.ts';
import { aesGcmSealer } from '../../../data/seal/sealer.ts';
import { buildSaved, drawnPage, frame, typeInto } from '../../../data/stock/bench/drawn-page.ts';
import { workerLine } from '../../../data/stock/lines.ts';
import { openStock } from '../../../data/stock/open-stock.ts';
import '../../../ui/styles.css';
import { SEARCH_AFTER_MS } from '../../../ui/use-debounced-search.ts';
import { Shortcuts } from '../../../ui/shortcuts.tsx';
import { listKinds } from '../list-kinds.ts';
import { StockPage } from '../stock-page.tsx';
import { stockWords } from '../stock-words.ts';
import { NaiveList } from './naive-list.tsx';
import './page.css';
import { MADE_OF } from '../../../data/stock/bench/made-of.ts';

/*
 * The page of `npm run bench -- list`: the shipped page 人房企物 over the shipped worker, without a server. What it is told to do is done by clicks, keys and scrolling; what is
 * timed is from there to the frame in which everything asked for is drawn.
 */

const STORE = 'bench-list';
const KEY_ID = '00000001';
const SCOPE = '310115005';

const root = document.querySelector('#root');
assert(root, 'index.html has #root');
let mounted: Root = createRoot(root);

/** Longer than a text is let rest (UX §6): what comes of it is drawn by then, or is on its way. */
const { watched, opened, deed } = drawnPage(root, 2 * SEARCH_AFTER_MS);

let workstation: Workstation | undefined;
function Page(): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const [list, setList] = useState<string>();
  return (
    <Shortcuts>
      <nav>
        <button
          type="button"
          onClick={() => {
            setOpen(true);
          }}
        >
          人房企物
        </button>
      </nav>
      {isOpen && (
        <StockPage
          list={list}
          filter={undefined}
          onList={(next) => {
            setList(next);
          }}
          onOpen={() => undefined}
          onShowOnMap={() => undefined}
          onIssues={() => undefined}
        />
      )}
    </Shortcuts>
  );
}

/** Builds the stock of these files, opens it as the workstation does, and draws a page from which 人房企物 is one click away. */
async function prepare(files: readonly string[], settings: StockSettings, nowMs: number): Promise<number> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await buildSaved({ store: STORE, key, keyId: KEY_ID, settings }, files);
  const clock = { nowMs: () => nowMs, verified: () => true, deviationMs: () => 0 };
  const catalogs = {
    tags: cell(settings.tags),
    placeKinds: cell(settings.placeKinds),
    riskRules: cell(settings.risk),
    countingRules: cell(USUAL_COUNTING),
    ledgers: cell([]),
    categories: cell([]),
  } as unknown as Workstation['catalogs'];
  const stock = openStock({
    store: STORE,
    sealer: aesGcmSealer(key, KEY_ID),
    madeOf: MADE_OF,
    // Nothing beside the saved form: no store is followed.
    collections: {} as never,
    areas: cell([]),
    catalogs,
    clock,
    policy: { offlineDays: 30, idleLockMinutes: 10, demonstration: true },
    onTrouble: (what, error) => {
      console.error(what, error);
    },
    line: watched(workerLine()),
  });
  workstation = {
    user: {
      id: 'staff:me',
      account: 'bench',
      displayName: '督查',
      posts: [{ role: 'streetClerk', scope: SCOPE }],
    },
    stock,
    sync: { status: cell({ firstPull: { done: true, kinds: [] } }), queued: cell([]), refused: cell([]) },
    areas: cell([]),
    catalogs,
    records: { disputes: cell([]) },
    clock,
    audit: () => Promise.resolve(),
  } as unknown as Workstation;
  const status = await once(stock.status, ({ ready }) => ready);
  mounted.render(
    <WorkstationProvider workstation={workstation}>
      <Page />
    </WorkstationProvider>,
  );
  await frame();
  return status.counts.person;
}

/** One click on 人房企物: to the frame with the first rows, and to that in which every count beside and above them stands. */
const firstRows = (): ReturnType<typeof opened> =>
  opened(() => {
    document.querySelector<HTMLButtonElement>('nav button')?.click();
  }, 10);

const boxes = (): readonly HTMLInputElement[] => [
  ...document.querySelectorAll<HTMLInputElement>('.stock-facets input[type="checkbox"]'),
];
function type(text: string): void {
  const field = document.querySelector<HTMLInputElement>('.stock-bar-text input');
  assert(field, 'the list has a field to filter by');
  typeInto(field, text);
}
function scrollTo(share: number): void {
  const scroller = [...document.querySelectorAll<HTMLElement>('.stock-main *')].find(
    (one) => one.scrollHeight > one.clientHeight + 500 && getComputedStyle(one).overflowY !== 'visible',
  );
  assert(scroller, 'the list scrolls');
  scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
}

/** Filters by box and by text, and long scrolls, each to the frame in which its rows stand. */
async function filterTimes(rounds: number): Promise<readonly number[]> {
  const times: number[] = [];
  const texts = ['王', 'zh', '0417', '小区', 'lihua', '502', '', 'w', '李 1', ''] as const;
  for (let round = 0; round < rounds; round += 1) {
    const all = boxes();
    const box = all[(round * 7) % all.length];
    assert(box, 'there are boxes to filter by');
    const name = box.closest('label')?.textContent ?? '';
    times.push(
      await deed(() => {
        box.click();
      }, 2),
    );
    // The same box again: off.
    const on =
      boxes().find((one) => one.checked && one.closest('label')?.textContent === name) ??
      boxes().find((one) => one.checked);
    if (on !== undefined)
      times.push(
        await deed(() => {
          on.click();
        }, 2),
      );
    const text = texts[round % texts.length] ?? '';
    const before = document.querySelector<HTMLInputElement>('.stock-bar-text input')?.value;
    if (text !== before)
      times.push(
        await deed(() => {
          type(text);
        }, 2),
      );
    if (text === '')
      times.push(
        await deed(() => {
          scrollTo(((round * 37) % 100) / 100 + 0.003);
        }, 1),
      );
  }
  type('');
  await frame();
  return times;
}

/** All rows of the same list in one document, to the frame in which they stand; the rows are there already. */
async function naive(nowMs: number): Promise<number> {
  const { stock, catalogs } = workstation ?? {};
  assert(stock !== undefined && catalogs !== undefined, 'the stock is open');
  const ids = await stock.ids({ kind: 'person', sort: { by: 'name' } });
  const rows: readonly RowOf<'person'>[] = await stock.rows('person', ids);
  const [list] = listKinds([], true);
  assert(list, 'there is a list of people');
  mounted.unmount();
  mounted = createRoot(root as Element);
  await frame();
  const words = stockWords({ areas: [], tags: catalogs.tags.get() ?? [], placeKinds: [], ledgers: [] });
  const none = new Set<string>();
  const context = {
    words,
    today: new Date(nowMs).toISOString().slice(0, 10),
    isWide: false,
    waiting: none,
    disputed: none,
    refused: none,
    nameOf: (row: { readonly name: string }) => row.name,
    onOpen: () => undefined,
  };
  const startedAt = performance.now();
  flushSync(() => {
    mounted.render(<NaiveList list={list} rows={rows} context={context} />);
  });
  await frame();
  return performance.now() - startedAt;
}

Object.assign(globalThis, { bench: { prepare, firstRows, filterTimes, naive } });
document.documentElement.dataset['ready'] = 'bench';
