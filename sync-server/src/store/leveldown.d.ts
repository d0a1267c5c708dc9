/** The little of LevelDB's native binding that the driver touches; the package brings no types. */
declare module 'leveldown' {
  export interface LevelDown {
    _batch: (
      operations: readonly { readonly type: string; readonly key: unknown; readonly value?: unknown }[],
      options: Readonly<Record<string, unknown>>,
      callback: (error?: Error | null) => void,
    ) => void;
  }
  function leveldown(location: string): LevelDown;
  namespace leveldown {
    function destroy(location: string, callback: (error?: Error) => void): void;
  }
  export default leveldown;
}
