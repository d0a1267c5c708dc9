/** The little of LevelDB's native binding that the driver touches; the package brings no types. */
declare module 'leveldown' {
  export interface LevelDown {
    _batch: (
      operations: readonly unknown[],
      options: Readonly<Record<string, unknown>>,
      callback: (error?: Error) => void,
    ) => void;
  }
  function leveldown(location: string): LevelDown;
  namespace leveldown {
    function destroy(location: string, callback: (error?: Error) => void): void;
  }
  export default leveldown;
}
