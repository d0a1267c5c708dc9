import { act, render } from '@testing-library/react';
import type { JSX } from 'react';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { aUser } from '../../../shared/testing/builders.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';

/** What a terminal holds while a form of `renderer/records` is tried: both maps may change under it. */
export interface RecordsByHand {
  /** What is open stays as it was opened. */
  readonly opened: ReadonlyMap<string, AnyRecord>;
  /** What is read beside it, as it is now. */
  readonly now: ReadonlyMap<string, AnyRecord>;
  readonly commit: Workstation['records']['commit'];
}

/** A community clerk's terminal, online, with nothing in its lists of words but `placeKinds`. */
export function terminalWith({ opened, now, commit }: RecordsByHand): Workstation {
  const none = cell<readonly never[]>([]);
  return {
    user: aUser('communityClerk'),
    terminal: 'T',
    policy: { demonstration: true },
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z'), verified: () => true, deviationMs: () => 0 },
    catalogs: {
      terms: none,
      tags: none,
      riskRules: cell({ entries: [], visits: [] }),
      sources: none,
      placeKinds: cell([{ trade: 'shop', label: '商店' }]),
    },
    buildings: none,
    sync: { status: cell({ online: true }) },
    stock: { ids: () => Promise.resolve([]), find: () => Promise.resolve({ groups: [] }) },
    records: {
      one: (_: string, id: string) => cell(opened.get(id) ?? null),
      many: (_: string, ids: readonly string[]) => Promise.resolve(ids.flatMap((id) => now.get(id) ?? [])),
      of: (type: string, field: string, id: string) =>
        cell([...now.values()].filter((one) => one.type === type && one[field] === id)),
      commit,
    },
  } as unknown as Workstation;
}

/** Until what a form needs beside its record is read. */
export const isRead = (): Promise<void> =>
  act(async () => {
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  });

export async function showOn(workstation: Workstation, dialog: JSX.Element): Promise<void> {
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>{dialog}</Shortcuts>
    </WorkstationProvider>,
  );
  await isRead();
}

/** The first record of a type, with more in it. */
export function firstOf(
  stock: ReadonlyMap<string, AnyRecord>,
  type: string,
  more: Readonly<Record<string, unknown>>,
  isIt: (one: AnyRecord) => boolean = () => true,
): AnyRecord {
  const found = [...stock.values()].find((one) => one.type === type && isIt(one));
  if (found === undefined) throw new Error(`assumed: the small street has a ${type} like that`);
  return { ...found, ...more };
}
