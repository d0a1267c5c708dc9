import type { Bytes } from '../../lib/bytes.ts';

/** What the window asks of its worker; `id` pairs question and answer. */
export type Asked = { readonly id: number } & (
  | { readonly verb: 'stores' }
  | { readonly verb: 'read'; readonly store: string; readonly atMost?: number }
  | {
      readonly verb: 'append';
      readonly store: string;
      readonly prefix: Bytes;
      readonly at: number;
      readonly bytes: Bytes;
    }
  | { readonly verb: 'cut'; readonly store: string; readonly at: number }
  | { readonly verb: 'replace'; readonly store: string; readonly bytes: Bytes }
);
export type Answered = { readonly id: number } & (
  | { readonly ok: true; readonly value: readonly string[] | Bytes | boolean | null }
  | { readonly ok: false; readonly name: string; readonly message: string }
);
