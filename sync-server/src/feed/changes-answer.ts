import type { Entry } from '../http/entry.ts';
import { present } from '../http/present.ts';
import type { End } from '../session/ending.ts';
import type { ChangesQuery } from './changes-query.ts';
import { documentText } from './document-text.ts';
import { isBeginning, isInFeed, type Sequence } from './position.ts';
import type { ScopedRow } from './scoped-changes.ts';

export interface AnswerContext {
  readonly entry: Entry;
  readonly query: ChangesQuery;
  readonly seal: (sequence: Sequence) => string;
  /** Stops the waiting: the client left, the session ended, or the server stops. */
  readonly stop: End;
}

/** `changesResponse` of shared/sync/wire.ts: nothing, or that what comes replaces what the client has. */
interface Says {
  readonly reset?: true;
  readonly resetBegins?: true;
}

function saysOf({ query }: AnswerContext, from: Sequence): Says {
  if (!query.removals || !from.isReset) return {};
  return isBeginning(from) ? { reset: true, resetBegins: true } : { reset: true };
}

const fieldsOf = (says: Says): string =>
  Object.keys(says)
    .map((field) => `"${field}":true,`)
    .join('');

/** How one kind of feed puts rows and pauses into text. */
interface Form {
  /** Sent at once, with what the whole answer says of itself. */
  readonly begin: (says: Says) => string;
  readonly row: (text: string, seq: string, isFirst: boolean) => string;
  readonly heartbeat: string;
  /** Where an answer goes on for ever: the walk that began again is over, and what did not come may go. */
  readonly resetOver: string;
  readonly end: (lastSeq: string) => string;
}

const LIST: Form = {
  begin: (says) => `{${fieldsOf(says)}"results":[\n`,
  row: (text, _seq, isFirst) => (isFirst ? text : `,\n${text}`),
  heartbeat: '\n',
  resetOver: '',
  end: (lastSeq) => `\n],\n"last_seq":${JSON.stringify(lastSeq)}}\n`,
};
const LINES: Form = {
  begin: (says) => (says.reset === true ? `${JSON.stringify(says)}\n` : '\n'),
  row: (text) => `${text}\n`,
  heartbeat: '\n',
  resetOver: '{"reset":false}\n',
  end: (lastSeq) => `{"last_seq":${JSON.stringify(lastSeq)}}\n`,
};
const EVENTS: Form = {
  begin: (says) => (says.reset === true ? `event: reset\ndata: ${JSON.stringify(says)}\n\n` : '\n'),
  row: (text, seq) => `data: ${text}\nid: ${seq}\n\n`,
  heartbeat: 'event: heartbeat\ndata: \n\n',
  resetOver: 'event: reset\ndata: {"reset":false}\n\n',
  end: () => '',
};

const FORMS: Readonly<Record<ChangesQuery['feed'], Form>> = {
  normal: LIST,
  longpoll: LIST,
  continuous: LINES,
  eventsource: EVENTS,
};

async function rowText({ entry, query }: AnswerContext, row: ScopedRow, seq: string): Promise<string> {
  const { id, document, sequence } = row;
  // No revision, no content, no place: only that it is not to be kept any longer.
  if (document === null) return JSON.stringify({ seq, id, changes: [], removed: true });
  const deleted = document._deleted === true ? { deleted: true } : {};
  const head = JSON.stringify({ seq, id, changes: [{ rev: document._rev }], ...deleted });
  if (!query.includeDocs) return head;
  const withBytes =
    query.attachments && document._attachments !== undefined
      ? await entry.database.store.open(document._id, { rev: document._rev, attachments: true })
      : null;
  // A walk is one reader's own.
  const isShared = withBytes === null && sequence.walk === null;
  const text = isShared ? documentText(document) : JSON.stringify(present(withBytes ?? document));
  return `${head.slice(0, -1)},"doc":${text}}`;
}

/** Rows are put together to pieces of about so much: fewer cost more, longer ones only lie in memory for who reads slowly. */
const PIECE_CHARACTERS = 256 * 1_024;

/** Waits for something new; says why it stopped waiting, and up to where there is nothing. */
async function pause(
  { query, stop, entry: { database, sight } }: AnswerContext,
  from: Sequence,
  waitedMs: number,
): Promise<{ readonly reason: 'news' | 'heartbeat' | 'timeout'; readonly sequence: Sequence }> {
  const leftMs = query.heartbeatMs ?? query.timeoutMs - waitedMs;
  const reader = { sight, sequence: from, removals: query.removals };
  const { reason, sequence } = await database.changes.waitBeyond(reader, stop, Math.max(leftMs, 0));
  if (reason === 'news' || stop.isOver()) return { reason: 'news', sequence };
  return { reason: query.heartbeatMs === null ? 'timeout' : 'heartbeat', sequence };
}

/**
 * The text of a `_changes` answer, piece by piece, the last one as what it returns. Whoever reads slowly is read for slowly: nothing is prepared ahead of what was
 * taken, so that a client costs one page of rows at most.
 */
export async function* changesAnswer(context: AnswerContext, from: Sequence): AsyncGenerator<string, string> {
  const { entry, query, seal, stop } = context;
  const form = FORMS[query.feed];
  const isLive = query.feed === 'continuous' || query.feed === 'eventsource';
  let sequence = from;
  let sent = 0;
  /** The token of the last row, where the reader may as well go on from that: what comes after it and is none of his he passes by next time. */
  let token: string | null = null;
  /** Goes out with what comes after it, or before there is a wait: each piece is a write of its own to the network. */
  let text = form.begin(saysOf(context, from));
  for (let waitingSince = performance.now(); ;) {
    for await (const step of entry.database.changes.read(entry.sight, sequence, query)) {
      for (const row of step.rows) {
        if (!query.wants(row)) continue;
        const seq = seal(row.sequence);
        text += form.row(await rowText(context, row, seq), seq, sent === 0);
        sent += 1;
        sequence = row.sequence;
        token = query.feed === 'longpoll' && isInFeed(sequence) ? seq : null;
        waitingSince = performance.now();
        if (sent >= query.limit) break;
        if (text.length < PIECE_CHARACTERS) continue;
        yield text;
        text = '';
        waitingSince = performance.now();
      }
      if (sent >= query.limit) break;
      if (query.removals && sequence.isReset && !step.sequence.isReset) text += form.resetOver;
      sequence = step.sequence;
      if (stop.isOver()) break;
    }
    const isDone = query.feed === 'normal' || sent >= query.limit || stop.isOver() || (sent > 0 && !isLive);
    if (isDone) break;
    // Who asks for no sign of life hears nothing until there is something, and then all of it at once: of a thousand who wait each would cost a write of its own.
    const isHeldBack = query.feed === 'longpoll' && query.heartbeatMs === null;
    if (text !== '' && !isHeldBack) {
      yield text;
      text = '';
    }
    const waited = await pause(context, sequence, performance.now() - waitingSince);
    sequence = waited.sequence;
    if (waited.reason === 'timeout') break;
    if (waited.reason === 'heartbeat') text = form.heartbeat;
  }
  return text + form.end(token ?? seal(sequence));
}
