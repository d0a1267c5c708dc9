/** Takes the lock for as long as this worker lives; false when another window of the store has it. */
export const lockOfSaver = (name: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        // Held until the worker ends.
        return lock === null ? undefined : new Promise<never>(() => undefined);
      })
      .catch(reject);
  });
