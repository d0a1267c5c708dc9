import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure, openStage, play, storyOf, type OpenStage } from './stage.ts';

let stage: OpenStage;
beforeAll(async () => {
  stage = await openStage();
}, 300_000);
afterAll(() => stage.close());

/** Every seed is a story of three terminals and a centre: those that found something last, as many as there is time for. What a story found has a test of its own beside its mend. Thousands more: `npm run bench -- chaos`. */
const SEEDS = [10, 540, 699, 703];
/** Short: a suite must end in its time and say what it found; `npm run bench -- chaos --shrink` takes longer. */
const SHRINK_MS = 30_000;

describe('whatever dies, breaks or lies', { timeout: SHRINK_MS + 600_000 }, () => {
  it.each(SEEDS)('nothing is lost, doubled, invented or shown to others (%i)', async (seed) => {
    const story = storyOf(seed);
    const played = await play(story, stage);
    // Said before it is shortened, which takes minutes: whoever ends the run then knows what it was.
    if (played.findings.length > 0) console.error(`seed ${String(seed)}:`, played.findings);
    expect(played.findings.length === 0 ? '' : await failure(story, played, stage, SHRINK_MS)).toBe('');
    expect(played.acknowledged).toBeGreaterThan(0);
  });
});
