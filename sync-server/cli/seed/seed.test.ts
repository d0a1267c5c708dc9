import { createHash } from 'node:crypto';
import { decode } from 'jpeg-js';
import { beforeAll, describe, expect, it } from 'vitest';
import { photoSchema, thumbSchema } from '../../../shared/domain/evidence.ts';
import type { SeedDeps, SeedDocument, SeedReport } from '../../src/store/seed-port.ts';
import { DEMO_PASSWORD } from './profile.ts';
import { seedStreet } from './seed.ts';

const NOW_MS = Date.parse('2026-11-20T04:25:00Z');
const CASES = 60;
const PEOPLE = 600;

interface Written {
  readonly records: SeedDocument[];
  readonly evidence: { readonly document: SeedDocument; readonly bytes: Uint8Array }[];
  readonly credentials: Map<string, string>;
  readonly progress: string[];
  readonly report: SeedReport;
}

async function seeded(seed: number, cases: number, nowMs = NOW_MS): Promise<Written> {
  const written: Omit<Written, 'report'> = { records: [], evidence: [], credentials: new Map(), progress: [] };
  const deps: SeedDeps = {
    writeRecords: (documents) => {
      written.records.push(...documents);
      return Promise.resolve();
    },
    writeEvidence: (evidence) => {
      for (const { document } of evidence) {
        const subject = written.records.find(({ _id }) => _id === document['subject']);
        if (subject === undefined) throw new Error(`${document._id} came before its case`);
        if (subject.scope !== document.scope) throw new Error(`${document._id} lies elsewhere than its case`);
      }
      written.evidence.push(...evidence);
      return Promise.resolve();
    },
    putCredentials: (users, password) => {
      for (const user of users) written.credentials.set(user.id, `${user.account}/${password}`);
      return Promise.resolve();
    },
    progress: (text, done, total) => written.progress.push(`${text} ${done}/${total}`),
  };
  return { ...written, report: await seedStreet('demo', deps, { seed, nowMs, size: { people: PEOPLE, cases } }) };
}

const hashOf = ({ records, evidence, report }: Written): string => {
  const hash = createHash('sha256').update(JSON.stringify([records, report]));
  for (const { document, bytes } of evidence) hash.update(JSON.stringify(document)).update(bytes);
  return hash.digest('hex');
};

describe('filling a store with the street', () => {
  it('makes the same to the byte from the same seed in the same hour, and something else from another', async () => {
    const once = hashOf(await seeded(5, 12));
    expect(hashOf(await seeded(5, 12, NOW_MS + 20 * 60_000))).toBe(once);
    expect(hashOf(await seeded(6, 12))).not.toBe(once);
  });

  let written: Written;
  beforeAll(async () => {
    written = await seeded(5, CASES);
  }, 60_000);

  it('writes everything it counts, with a credential for everybody', () => {
    const { records, evidence, credentials, progress, report } = written;
    const count = (type: string): number => records.filter((record) => record.type === type).length;
    expect(report.counts).toEqual({
      区域: count('area'),
      楼栋: count('building'),
      目录: count('catalog'),
      人员: count('staff'),
      房屋: count('room'),
      居民: count('person'),
      企业和场所: count('enterprise'),
      部件: count('component'),
      任务: count('task'),
      事件: CASES,
      照片: evidence.length / 2,
    });
    expect(count('case')).toBe(CASES);
    expect(new Set(records.map(({ _id }) => _id)).size).toBe(records.length);
    expect([...credentials.keys()].sort()).toEqual(
      records
        .filter(({ type }) => type === 'staff')
        .map(({ _id }) => _id)
        .sort(),
    );
    for (const { name, password } of report.accounts)
      expect([...credentials.values()]).toContain(`${name}/${password}`);
    expect(report.accounts.every(({ password }) => password === DEMO_PASSWORD)).toBe(true);
    expect(progress.at(-1)).toBe(`事件和照片 ${CASES}/${CASES}`);
  });

  it('develops photos that are what their documents say', () => {
    const { evidence } = written;
    expect(evidence.length).toBeGreaterThan(40);
    for (const { document, bytes } of evidence) {
      const picture = decode(bytes, { useTArray: true });
      const { width, height } = document.type === 'photo' ? photoSchema.parse(document) : thumbSchema.parse(document);
      expect([picture.width, picture.height]).toEqual([width, height]);
    }
    for (const { document, bytes } of evidence.filter((each) => each.document.type === 'photo')) {
      expect(document['sha256']).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(document['bytes']).toBe(bytes.length);
    }
  }, 60_000);
});
