import type { MbtilesHead } from './read-mbtiles.ts';

/** Between a pack on the map and the worker that holds its file. Every question has a number, and its answer the same. */
export type ToWorker =
  | { readonly number: number; readonly ask: 'open'; readonly file: Blob }
  | {
      readonly number: number;
      readonly ask: 'tile';
      readonly level: number;
      readonly column: number;
      readonly row: number;
    };

export type OpenAnswer =
  | { readonly ok: true; readonly head: MbtilesHead }
  | { readonly ok: false; readonly reason: 'damaged' | 'notATilePack' };

export type FromWorker =
  | { readonly number: number; readonly answer: 'open'; readonly opened: OpenAnswer }
  | { readonly number: number; readonly answer: 'tile'; readonly tile: ArrayBuffer | undefined }
  /** The question could not be answered. */
  | { readonly number: number; readonly answer: 'trouble'; readonly why: string };
