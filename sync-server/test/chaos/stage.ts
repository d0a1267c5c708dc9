import { rm } from 'node:fs/promises';
import { play, type Played, type Stage } from './play.ts';
import { buildPrograms } from './programs.ts';
import { restingClients } from './resting-clients.ts';
import { aTemplate } from './server-under-test.ts';
import { shrink } from './shrink.ts';
import { storyOf, told, type Story } from './story.ts';
import { aWorld } from './world.ts';

export interface OpenStage extends Stage {
  readonly close: () => Promise<void>;
}

export async function openStage(): Promise<OpenStage> {
  const world = aWorld();
  const [programs, template] = await Promise.all([buildPrograms(), aTemplate(world)]);
  const clients = restingClients(programs.client);
  return {
    ...{ programs, world, template, clients },
    close: async () => {
      await clients.close();
      await programs.remove();
      await rm(template, { recursive: true, force: true });
    },
  };
}

const MOST_FINDINGS = 12;
const MOST_TROUBLES = 60;
/** The first of them, and the last: what a comparison says of what it found stands at the end. */
function listed(lines: readonly string[], most: number): string {
  const words = lines.map((line) => `  ${line}`);
  if (lines.length <= most) return words.join('\n');
  const half = most / 2;
  return [...words.slice(0, half), `  … ${String(lines.length - most)} more`, ...words.slice(-half)].join('\n');
}

/** What a failure says: the seed, what was found, and the shortest story that still shows it. */
export async function failure(story: Story, played: Played, stage: Stage, withinMs: number): Promise<string> {
  const broken = new Set(played.findings.map(({ promise }) => promise));
  const last = { played };
  const shortest = await shrink(
    story,
    async (shorter) => {
      const again = await play(shorter, stage);
      const isSame = again.findings.some(({ promise }) => broken.has(promise));
      if (isSame) last.played = again;
      return isSame;
    },
    withinMs,
  );
  const of = ({ findings, troubles }: Played): string =>
    `${listed(
      findings.map(({ promise, words }) => `${promise}: ${words}`),
      MOST_FINDINGS,
    )}\nwhat was said meanwhile:\n${listed(troubles, MOST_TROUBLES)}`;
  return [
    `seed ${String(story.seed)} breaks ${[...broken].join(', ')}:`,
    of(played),
    `the shortest story found (${String(shortest.steps.length)} of ${String(story.steps.length)} steps):`,
    told(shortest),
    of(last.played),
  ].join('\n');
}

export { play, storyOf };
