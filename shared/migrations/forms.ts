/** Form of the documents that this version writes; a document says its own in `schema`. One more for every step in `migrate.ts`. */
export const CURRENT_FORM = 3;

/** Documents and clients up to two forms behind are taken (DESIGN §3); older ones are told so and keep what they have. */
const FORMS_BEHIND = 2;
export const oldestFormOf = (current: number): number => Math.max(1, current - FORMS_BEHIND);
export const OLDEST_FORM = oldestFormOf(CURRENT_FORM);

/** What two sides speak: what they say to each other beside CouchDB's API, and the form of their documents. */
export interface Spoken {
  readonly protocol: number;
  readonly form: number;
}

/** Whether a client may work with a server of these versions. `tooNew`: the server has to be brought up first. */
export function howTheyMeet(client: Spoken, server: Spoken): 'served' | 'tooOld' | 'tooNew' {
  if (client.protocol > server.protocol || client.form > server.form) return 'tooNew';
  return client.form < oldestFormOf(server.form) ? 'tooOld' : 'served';
}
