import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededRandom } from '../../shared/lib/random.ts';
import { buildServer } from './harness/server-process.ts';
import { cutAgainAndAgain } from './power-cut/cut-again-and-again.ts';
import { buildDisk } from './power-cut/disk.ts';

const project = join(import.meta.dirname, '..', '..');
let script: string;
let library: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'power-cut-'));
  script = await buildServer();
  library = buildDisk(project, folder);
}, 180_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(dirname(script), { recursive: true, force: true });
});

it(
  'has everything it acknowledged on disk when the power goes, at whatever moment, and starts again by itself',
  { timeout: 300_000 },
  async () => {
    const after = await cutAgainAndAgain({
      script,
      library,
      folder,
      chance: seededRandom(20_261_129),
      cuts: 4,
      sync: 'kept',
    });
    expect(after.missing).toEqual([]);
    expect(after.acknowledged).toBeGreaterThan(100);
  },
);
