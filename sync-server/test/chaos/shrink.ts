import type { Story } from './story.ts';

/**
 * The shortest story that still fails, as far as it can be found in the time: delta debugging over the list of steps. Processes are never twice the same, so what
 * did not fail is tried once more before it counts.
 */
export async function shrink(
  story: Story,
  fails: (story: Story) => Promise<boolean>,
  withinMs: number,
  tries = 2,
): Promise<Story> {
  const until = Date.now() + withinMs;
  const stillFails = async (steps: Story['steps']): Promise<boolean> => {
    for (let nth = 0; nth < tries && Date.now() < until; nth += 1) if (await fails({ ...story, steps })) return true;
    return false;
  };
  let { steps } = story;
  for (let parts = 2; steps.length > 1 && Date.now() < until;) {
    const size = Math.ceil(steps.length / parts);
    let shorter: Story['steps'] | null = null;
    for (let at = 0; at < steps.length && shorter === null && Date.now() < until; at += size) {
      const without = [...steps.slice(0, at), ...steps.slice(at + size)];
      if (await stillFails(without)) shorter = without;
    }
    if (shorter !== null) {
      steps = shorter;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) break;
    else parts = Math.min(steps.length, parts * 2);
  }
  return { ...story, steps };
}
