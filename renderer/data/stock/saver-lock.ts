/** Resolves when the lock is this worker's, which holds it for as long as it lives. A window that is loaded anew gets it when its former self is gone. */
export const lockOfSaver = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    navigator.locks
      .request(name, () => {
        resolve();
        return new Promise<never>(() => undefined);
      })
      .catch(reject);
  });
