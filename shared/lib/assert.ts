/** Stops on what the code assumed and what turned out false: a bug, never a person's mistake. */
export function assert(condition: unknown, assumed: string): asserts condition {
  if (condition === false || condition === null || condition === undefined || condition === 0 || condition === '') {
    throw new Error(`assumed: ${assumed}`);
  }
}

/** Closes a switch: a new case becomes a compile error. */
export function unreachable(value: never, where: string): never {
  throw new Error(`${where}: unexpected ${JSON.stringify(value)}`);
}
