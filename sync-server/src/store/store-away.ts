/**
 * The database behind the server does not answer, or answers that it cannot. Nobody's mistake: whoever asked is told to come again, and nothing that was
 * acknowledged depends on it.
 */
export class StoreAway extends Error {
  /** False: the request did not leave this machine, so that nothing can have become of it. */
  readonly wasAsked: boolean;
  constructor(what: string, cause?: unknown, wasAsked = true) {
    super(`the store is away: ${what}`, { cause });
    this.name = 'StoreAway';
    this.wasAsked = wasAsked;
  }
}
