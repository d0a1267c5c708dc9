import { createEngine, type Engine } from '../../../../shared/stock/engine.ts';
import type { StockSettings } from '../../../../shared/stock/projection.ts';
import type { RowOf, StockKind } from '../../../../shared/stock/rows.ts';
import type { Incoming } from '../../../../shared/stock/slim.ts';
import { aesGcmSealer } from '../../seal/sealer.ts';
import { openSavedForm } from '../saved-form.ts';
import { pinyinSpeller } from '../spelling.ts';
import { questionsAbout } from './questions.ts';
import { MADE_OF } from './made-of.ts';

export interface BuildAsked {
  readonly store: string;
  readonly key: CryptoKey;
  readonly keyId: string;
  readonly settings: StockSettings;
  /** Each a list of documents. */
  readonly files: readonly string[];
  readonly questions: number;
}
export interface Built {
  readonly buildMs: number;
  readonly rulesMs: number;
  readonly saveMs: number;
  readonly documents: number;
  /** Records that may be found. */
  readonly records: number;
  readonly questions: readonly string[];
}

const BATCH = 500;
const FOUND = [
  'person',
  'room',
  'enterprise',
  'component',
  'ledgerEntry',
  'case',
] as const satisfies readonly StockKind[];

function sample(engine: Engine): readonly RowOf<StockKind>[] {
  return FOUND.flatMap((kind) =>
    engine.stock.tables[kind].rows.filter((row): row is RowOf<typeof kind> => row !== undefined),
  );
}

/** Builds the stock of so many documents as the feed would, then writes its saved form as the host would. */
async function built({ store, key, keyId, settings, files, questions }: BuildAsked): Promise<Built> {
  const engine = createEngine({ settings, speller: pinyinSpeller(), nowMs: () => performance.now() });
  const saved = openSavedForm(`${store}-stock`, aesGcmSealer(key, keyId), MADE_OF);
  let buildMs = 0;
  let documents = 0;
  for (const file of files) {
    const batch = (await (await fetch(file)).json()) as readonly Incoming[];
    documents += batch.length;
    const startedAt = performance.now();
    for (let at = 0; at < batch.length; at += BATCH) {
      engine.apply(batch.slice(at, at + BATCH).map((document) => [document._id, document]));
    }
    buildMs += performance.now() - startedAt;
    for (const { _id } of batch) saved.touch(_id);
  }
  const checkedFrom = performance.now();
  engine.check();
  const rulesMs = performance.now() - checkedFrom;
  const savedFrom = performance.now();
  await saved.save(engine.stock.facts, {});
  const saveMs = performance.now() - savedFrom;
  saved.close();
  const rows = sample(engine);
  return { buildMs, rulesMs, saveMs, documents, records: rows.length, questions: questionsAbout(rows, questions) };
}

addEventListener('message', (event: MessageEvent<BuildAsked>) => {
  built(event.data).then(
    (answer) => {
      postMessage(answer);
    },
    (error: unknown) => {
      reportError(error);
    },
  );
});
