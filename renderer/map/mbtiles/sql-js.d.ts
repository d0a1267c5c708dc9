/** The little of sql.js that is used; its own types stand in a package of their own with all of Emscripten's. */
declare module 'sql.js' {
  export type SqlValue = number | string | Uint8Array | null;

  interface Statement {
    readonly bind: (values: readonly SqlValue[]) => boolean;
    readonly step: () => boolean;
    readonly get: () => SqlValue[];
    readonly reset: () => void;
  }

  export interface Database {
    readonly prepare: (sql: string) => Statement;
    readonly run: (sql: string, values?: readonly SqlValue[]) => unknown;
    readonly export: () => Uint8Array;
  }

  export interface SqlJs {
    readonly Database: new (bytes?: Uint8Array) => Database;
  }

  export default function initSqlJs(options?: { readonly locateFile?: (name: string) => string }): Promise<SqlJs>;
}
