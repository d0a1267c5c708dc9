import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { User } from '../../../shared/domain/staff.ts';
import { systemClock } from '../../../shared/lib/clock.ts';
import { openDatabases, openStores } from '../../src/open-databases.ts';
import { openAccounts } from '../../src/session/accounts.ts';
import { fillStore } from '../../src/store/fill-store.ts';
import type { SeedDocument } from '../../src/store/seed-port.ts';
import { systemDocuments } from '../../src/store/system-documents.ts';

/*
 * A store of so many people of about 1 KB, those of one community scattered evenly over the sequence, with its covering index. Kept under node_modules/.cache and gone on
 * with where it was cut off: a million take a while.
 */

/** Changes when the documents do. */
const FORM = 1;
export const COMMUNITY = '310115005001';
/** What the community has, whatever else there is. */
export const OF_COMMUNITY = 10_000;
const BATCH = 1_000;
/** Batches under way: the store writes one while the index takes in another. */
const UNDER_WAY = 4;
const OTHERS = 99;
export const BENCH_PASSWORD = 'correct horse battery';
/** A bench signs in often. */
export const CHEAP = { n: 2 ** 5, r: 8, p: 1 };

const person = (id: string, account: string, role: 'communityClerk' | 'supervisor', scope: string): User => ({
  id: `staff:${id.padEnd(26, '0')}`,
  account,
  displayName: '测试',
  posts: [{ role, scope }],
});
export const CLERK = person('01J00CKERK', 'clerk', 'communityClerk', COMMUNITY);
/** Sees what a server without scopes would give to everybody. */
export const EVERYTHING = person('01J00EVERY', 'everything', 'supervisor', '310115005');

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Ids in no order, as those of many devices are: a permutation of 2^20 numbers. */
function ulidOf(n: number): string {
  let left = ((n * 421_337) & 0xf_ff_ff) >>> 0;
  let text = '';
  for (let digit = 0; digit < 4; digit += 1) {
    text = (LETTERS[left & 31] ?? '') + text;
    left >>>= 5;
  }
  return `01J${text}${'0'.repeat(19)}`;
}

const SURNAMES = Array.from('王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗');
const GIVEN = Array.from('伟芳娜敏静丽强磊洋勇艳杰涛明超霞平刚玉兰');
const pick = (from: readonly string[], n: number): string => from[n % from.length] ?? '';
const REMARK = '走访时在家，询问了近况和需要，告知了社区活动的时间和地点；燃气和用电已经看过，没有发现问题。';

/** A person as the ledger keeps him, with the remarks that make him 1 KB. */
export function personOf(n: number, of: number): SeedDocument {
  const community =
    n % Math.max(1, of / OF_COMMUNITY) === 0 ? COMMUNITY : `310115005${String(2 + (n % OTHERS)).padStart(3, '0')}`;
  const serial = String(n % 10_000).padStart(4, '0');
  return {
    _id: `person:${ulidOf(n)}`,
    type: 'person',
    scope: `${community}00${String(1 + (n % 6))}`,
    schema: 1,
    provenance: {
      createdAt: '2026-03-01T01:00:00.000Z',
      createdBy: CLERK.id,
      createdDevice: 'T-0001',
      source: '走访',
    },
    state: 'effective',
    name: pick(SURNAMES, n) + pick(GIVEN, Math.floor(n / 20)) + pick(GIVEN, Math.floor(n / 400)),
    sex: n % 2 === 0 ? '1' : '2',
    idKind: '居民身份证',
    idNumber: `99911519${String(40 + (n % 60))}0${String(1 + (n % 9))}1${String(n % 9)}${serial.slice(0, 4)}`,
    class: 'resident',
    life: 'living',
    phones: [{ number: `100${String(n).padStart(8, '0')}` }],
    tags: [],
    remarks: Array.from({ length: 3 }, (_, at) => ({ at: `2026-0${String(at + 4)}-01`, text: REMARK })),
  };
}

/** The data folder, filled. */
export async function scatteredStore(count: number): Promise<string> {
  const folder = join(process.cwd(), 'node_modules', '.cache', 'bench', `scattered-${String(FORM)}-${String(count)}`);
  const done = join(folder, 'done');
  if (existsSync(done)) return folder;
  mkdirSync(folder, { recursive: true });
  const stores = await openStores(folder);
  const databases = await openDatabases(stores, join(folder, 'index'));
  try {
    const accounts = openAccounts(systemDocuments(databases.system), CHEAP);
    const { writeRecords, putCredentials } = fillStore(databases, accounts, systemClock, () => undefined);
    await putCredentials([CLERK, EVERYTHING], BENCH_PASSWORD);
    const { documents: there } = await databases.served.records.store.info();
    // The batches that were cut off are written again: what is there stays.
    const from = Math.max(0, Math.floor(there / BATCH) - UNDER_WAY) * BATCH;
    for (let round = from; round < count; round += BATCH * UNDER_WAY) {
      if (round % (BATCH * UNDER_WAY * 10) === 0) console.log(`写入 ${String(round)} / ${String(count)} 份`);
      const batches = Array.from({ length: UNDER_WAY }, (_, nth) => round + nth * BATCH).filter((at) => at < count);
      await Promise.all(
        batches.map((at) =>
          writeRecords(Array.from({ length: Math.min(BATCH, count - at) }, (_, n) => personOf(at + n, count))),
        ),
      );
    }
  } finally {
    await databases.close();
  }
  writeFileSync(done, '');
  return folder;
}
