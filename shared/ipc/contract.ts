import { z } from 'zod';

/** Everything the page may ask of the desktop: one verb per entry, with what goes in and what comes out. */

const bytes = z.instanceof(Uint8Array);

/** A file's own name, never a path: the person chooses where it goes. */
const fileName = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^\\/:*?"<>|\u0000-\u001f]+$/, 'a name without a folder');

/** Large enough for a year's ledger, small enough that a mistake cannot exhaust memory. */
const LARGEST_EXPORT_BYTES = 200 * 1024 * 1024;
/** A data key and its room; secret storage is for keys, not for content. */
const LARGEST_SECRET_BYTES = 4096;

const nothing = z.undefined();

const pickedFile = z.object({ name: z.string(), mediaType: z.string(), bytes });
const refusedFile = z.object({ name: z.string(), reason: z.enum(['too-large', 'wrong-kind', 'unreadable']) });
const cancelled = z.object({ kind: z.literal('cancelled') });
const savedOrNot = z.discriminatedUnion('kind', [z.object({ kind: z.literal('saved'), name: z.string() }), cancelled]);

/** Plain http carries passwords in clear, so it is accepted on this machine only. No path, no name, no query. */
const SERVER_ADDRESS =
  /^(https:\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])|http:\/\/(127\.0\.0\.1|localhost|\[::1\]))(:\d{1,5})?\/?$/i;
export const serverAddress = z.string().regex(SERVER_ADDRESS, 'https, or http on this machine');

/** A store of the page, by the name it gives its databases: no path can be made of it. */
export const storeName = z.string().regex(/^ggw-[0-9a-f]{16}-[0-9A-HJKMNP-TV-Z]{26}$/);
/** Some hundred photos that wait for a network; a journal that grows beyond is a mistake. */
const LARGEST_JOURNAL_BYTES = 1024 * 1024 * 1024;
const position = z.int().min(0).max(LARGEST_JOURNAL_BYTES);
const journalBytes = bytes.refine((value) => value.byteLength <= LARGEST_JOURNAL_BYTES, { error: 'too large' });
const done = z.object({});

export const contract = {
  'app.info': {
    request: nothing,
    response: z.object({
      version: z.string(),
      terminalName: z.string(),
      platform: z.enum(['windows', 'macos', 'linux']),
      runtime: z.object({ electron: z.string(), chromium: z.string() }),
    }),
  },
  'connection.read': {
    request: nothing,
    response: z.object({
      server: z.string().nullable(),
      /** Where the address comes from; one given at the start of the program cannot be changed from the page. */
      source: z.enum(['start', 'setting', 'none']),
    }),
  },
  'connection.write': {
    request: z.object({ server: serverAddress }),
    response: z.object({ server: z.string() }),
  },
  'files.saveExport': {
    request: z.object({
      suggestedName: fileName,
      bytes: bytes.refine((value) => value.byteLength <= LARGEST_EXPORT_BYTES, { error: 'too large' }),
    }),
    response: savedOrNot,
  },
  /** The page as it would be printed now. */
  'files.savePdf': { request: z.object({ suggestedName: fileName }), response: savedOrNot },
  'files.pickPhotos': {
    request: z.object({ atMost: z.int().min(1).max(20) }),
    response: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('picked'), photos: z.array(pickedFile), refused: z.array(refusedFile) }),
      cancelled,
    ]),
  },
  'files.open': {
    request: z.object({ accept: z.enum(['table', 'boundary', 'package']) }),
    response: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('opened'), file: pickedFile }),
      z.object({ kind: z.literal('refused'), file: refusedFile }),
      cancelled,
    ]),
  },
  'disk.free': {
    request: nothing,
    /** Bytes on the disk that holds what this terminal writes. */
    response: z.object({ freeBytes: z.number(), totalBytes: z.number() }),
  },
  'journal.stores': {
    request: nothing,
    response: z.object({ stores: z.array(storeName) }),
  },
  'journal.read': {
    request: z.object({ store: storeName, atMost: position.optional() }),
    response: z.object({ bytes: bytes.nullable() }),
  },
  'journal.append': {
    request: z.object({
      store: storeName,
      /** The file has to begin so and to be `at` bytes long, or nothing is written. */
      prefix: bytes.refine((value) => value.byteLength <= 64, { error: 'too large' }),
      at: position,
      bytes: journalBytes,
    }),
    response: z.object({ written: z.boolean() }),
  },
  'journal.cut': {
    request: z.object({ store: storeName, at: position }),
    response: done,
  },
  'journal.replace': {
    request: z.object({ store: storeName, bytes: journalBytes }),
    response: done,
  },
  'secrets.status': {
    request: nothing,
    response: z.discriminatedUnion('available', [
      z.object({ available: z.literal(true), store: z.string() }),
      z.object({ available: z.literal(false), reason: z.enum(['no-keystore', 'unprotected-keystore']) }),
    ]),
  },
  'secrets.wrap': {
    request: z.object({
      secret: bytes.refine((value) => value.byteLength > 0 && value.byteLength <= LARGEST_SECRET_BYTES, {
        error: `1 to ${LARGEST_SECRET_BYTES} bytes`,
      }),
    }),
    response: z.object({ wrapped: bytes }),
  },
  'secrets.unwrap': {
    request: z.object({
      wrapped: bytes.refine((value) => value.byteLength <= 4 * LARGEST_SECRET_BYTES, { error: 'too large' }),
    }),
    response: z.object({ secret: bytes }),
  },
} as const satisfies Readonly<Record<string, { readonly request: z.ZodType; readonly response: z.ZodType }>>;

export type Channel = keyof typeof contract;
export type Request<C extends Channel> = z.infer<(typeof contract)[C]['request']>;
export type Response<C extends Channel> = z.infer<(typeof contract)[C]['response']>;
