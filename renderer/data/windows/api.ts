/** What a person did in one window that holds for all windows of the same person on this terminal. `session`: the centre knows that window again. */
export type Did = 'lock' | 'unlock' | 'out' | 'touched' | 'session';

/** The other windows in which the same person has the same store open. */
export interface WindowsApi {
  readonly tell: (did: Did) => void;
  /** Hears what was done in the others, never what was told here. */
  readonly hear: (heard: (did: Did) => void) => () => void;
}

/** Somebody who is at work in another window of this browser, unlocked. */
export interface AtWork {
  readonly account: string;
  readonly displayName: string;
}
