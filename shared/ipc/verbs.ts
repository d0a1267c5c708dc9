import type { Channel } from './contract.ts';

type GroupOf<C extends Channel> = C extends `${infer Group}.${string}` ? Group : never;
type VerbOf<C extends Channel, Group extends string> = C extends `${Group}.${infer Verb}` ? Verb : never;

export type Group = GroupOf<Channel>;
export type Verb<G extends Group> = VerbOf<Channel, G>;

/** Each verb once, and a missing one is a compile error. */
type VerbTable = { readonly [G in Group]: Readonly<Record<Verb<G>, true>> };

/**
 * The verbs by group, as `window.api` shows them. Apart from the schemas, so that the sandboxed preload carries no library.
 */
export const verbs = {
  app: { info: true },
  connection: { read: true, write: true },
  files: { saveExport: true, savePdf: true, pickPhotos: true, open: true },
  disk: { free: true },
  journal: { stores: true, read: true, append: true, cut: true, replace: true },
  secrets: { status: true, wrap: true, unwrap: true },
} as const satisfies VerbTable;
