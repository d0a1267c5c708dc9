import { createHash } from 'node:crypto';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { Placed } from '../../../shared/domain/base-document.ts';
import { ORIGINAL_ATTACHMENT } from '../../../shared/domain/evidence.ts';
import { foldLog } from '../../../shared/cases/fold.ts';
import { orderLog } from '../../../shared/cases/merge.ts';
import type { Post } from '../../../shared/domain/staff.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import type { Stores } from '../../src/open-databases.ts';
import type { Store, StoredDocument } from '../../src/store/port.ts';
import { beyondCentre, photoOf } from './beyond-centre.ts';
import type { Book } from './book.ts';
import type { Laid } from './protocol.ts';
import { maySee } from './rights-by-hand.ts';
import type { ServersUnderTest } from './server-under-test.ts';
import type { WorkerName } from './people.ts';
import type { World } from './world.ts';

/** What lay on a terminal for somebody when everything had come to rest, and what the centre shows him. */
export interface LaidBy {
  readonly device: number;
  readonly who: WorkerName;
  readonly laid: Laid;
  readonly records: readonly (Placed & { readonly _rev: string })[];
  readonly evidence: readonly Piece[];
  /** Ids of the records that the centre showed him last, when everybody had been compared. */
  readonly shown: ReadonlySet<string>;
}

/** A photo or its small picture, as far as rights go. */
export interface Piece {
  readonly _id: string;
  readonly subject: string;
  readonly author: string;
}

/** Everything that lies at the centre, past all rights. */
interface Centre {
  readonly records: ReadonlyMap<string, StoredDocument>;
  readonly evidence: ReadonlyMap<string, StoredDocument>;
  readonly audit: ReadonlyMap<string, StoredDocument>;
  /** SHA-256 of the originals of photos, by id. */
  readonly originals: ReadonlyMap<string, string>;
}

const PAGE = 1_000;
async function everythingIn(store: Store): Promise<ReadonlyMap<string, StoredDocument>> {
  const all = new Map<string, StoredDocument>();
  for (let after = 0; ;) {
    const { changes, last } = await store.changes(after, PAGE);
    for (const { document } of changes) all.set(document._id, document);
    if (changes.length < PAGE) return all;
    after = last;
  }
}
async function centreOf({ records, evidence, audit }: Stores): Promise<Centre> {
  const photos = await everythingIn(evidence);
  const originals = new Map<string, string>();
  for (const { _id, _rev } of photos.values()) {
    const bytes = await evidence.attachment(_id, ORIGINAL_ATTACHMENT, _rev);
    if (bytes !== null) originals.set(_id, createHash('sha256').update(bytes).digest('hex'));
  }
  return { records: await everythingIn(records), evidence: photos, audit: await everythingIn(audit), originals };
}

const short = (value: unknown): string => JSON.stringify(value).slice(0, 400);
const logOf = (document: StoredDocument | undefined): readonly { readonly id: string }[] =>
  (document?.['log'] ?? []) as readonly { readonly id: string }[];

/** One function per promise; each says in the book what it found broken. */
export async function checkAll(
  book: Book,
  servers: ServersUnderTest,
  world: World,
  laid: readonly LaidBy[],
): Promise<void> {
  for (const found of await servers.examine()) book.find('illegal', `the doctor found ${found}`);
  for (const server of servers.all) {
    await server.stop();
    for (const words of server.faults) book.find('illegal', words);
  }
  const centre = await servers.raw(centreOf);
  checkAcknowledged(book, centre);
  checkDeeds(book, centre, laid);
  checkNothingInvented(book, centre);
  for (const one of laid) {
    checkReplica(book, one);
    checkRights(book, world, centre, one);
    checkSight(book, world, centre, one);
  }
  checkLogs(book, centre);
  checkChains(book, centre);
}

/** Every acknowledged write is there. */
function checkAcknowledged(book: Book, centre: Centre): void {
  for (const { database, id, entries, changes } of book.acknowledged.values()) {
    const stored = centre[database as 'records' | 'evidence' | 'audit'].get(id);
    if (stored === undefined) book.find('lost', `acknowledged and not there: ${id}`);
    const log = new Set(logOf(stored).map((entry) => entry.id));
    for (const entry of entries)
      if (!log.has(entry)) book.find('lost', `acknowledged and not in the log of ${id}: ${entry}`);
    for (const change of changes)
      if (!centre.records.has(`change:${change}`))
        book.find('lost', `acknowledged and without its line: ${change} of ${id}`);
    if (database !== 'evidence') continue;
    if (Object.keys(stored?._attachments ?? {}).length === 0)
      book.find('lost', `acknowledged and without its bytes: ${id}`);
    if (stored?.type === 'photo' && centre.originals.get(id) !== stored['sha256'])
      book.find('lost', `acknowledged and not in the bytes that were taken: ${id}`);
  }
}

/** What the ledgers of terminals say of a write. */
function ledgerOn(id: string, laid: readonly Pick<Laid, 'writes'>[]): string {
  const said = laid.flatMap(({ writes }) => writes[id] ?? []);
  return said.length === 0
    ? 'no ledger knows of it'
    : `the ledger says ${said.map((one) => JSON.stringify(one)).join(' and ')}`;
}

/** Everything somebody was told is written has reached the centre, or lies in his tray. */
function checkDeeds(book: Book, centre: Centre, laid: readonly LaidBy[]): void {
  const entries = new Set<string>();
  const edits = new Map<string, StoredDocument>();
  for (const document of centre.records.values()) {
    for (const { id } of logOf(document)) entries.add(id);
    const { change, entry } = document as {
      readonly change?: { readonly batch: string };
      readonly entry?: { readonly id: string };
    };
    if (entry !== undefined) entries.add(entry.id);
    if (change !== undefined) edits.set(`${change.batch}/${String(document['subject'])}`, document);
    if (document._id.startsWith('change:'))
      edits.set(`${String(document['batch'])}/${String(document['subject'])}`, document);
  }
  const terminals = laid.map((one) => one.laid);
  const trays = terminals.flatMap(({ tray }) => tray);
  const inTray = new Set(
    trays.flatMap(({ id, batch, subject }) => [id, ...(batch === null ? [] : [`${batch}/${subject}`])]),
  );
  // A photo falls with a step of its case.
  const isLetGo = (subject: string): boolean =>
    book.deeds.some((deed) => deed.kind === 'entry' && deed.subject === subject && book.letGo.has(deed.id));
  for (const deed of book.deeds) {
    const name = deed.kind === 'change' ? `${deed.batch}/${deed.subject}` : deed.id;
    if (inTray.has(name) || book.letGo.has(name)) continue;
    if (isThere(deed, name) || (deed.kind === 'photo' && isLetGo(deed.subject))) continue;
    book.find(
      'lost',
      `${deed.who} at T${String(deed.device)} was told it is written: ${short(deed)}; ${ledgerOn(name, terminals)}`,
    );
  }

  function isThere(deed: Book['deeds'][number], name: string): boolean {
    switch (deed.kind) {
      case 'entry':
        return entries.has(name);
      case 'photo':
        return centre.originals.has(name) && centre.originals.get(name) === centre.evidence.get(name)?.['sha256'];
      case 'change': {
        const line = edits.get(name);
        if (line === undefined) return false;
        const said = JSON.stringify([line, centre.records.get(deed.subject)]);
        return deed.says === null || said.includes(JSON.stringify(deed.says));
      }
      case 'draft':
        return laid.some(
          ({ device, who, laid: { drafts } }) =>
            device === deed.device &&
            who === deed.who &&
            drafts.some(({ id, says }) => id === name && says === deed.says),
        );
    }
  }
}

/** What somebody was told is not written does not come about behind his back: he does it again. */
function checkNothingInvented(book: Book, centre: Centre): void {
  if (book.notWritten.size === 0) return;
  for (const document of centre.records.values()) {
    const text = JSON.stringify(document);
    for (const words of book.notWritten)
      if (text.includes(JSON.stringify(words)))
        book.find('lost', `told not written, and there: ${words} in ${document._id}`);
  }
}

/** A terminal holds what the centre shows its person, in the same words. */
function checkReplica(book: Book, { device, who, laid, records }: LaidBy): void {
  const name = `${who} at T${String(device)}`;
  const there = new Map(records.map((document) => [document._id, document]));
  for (const { id, rev, content, unsent } of laid.documents) {
    const served = there.get(id);
    if (served === undefined) {
      book.find('diverged', `${name} holds what the centre does not show him: ${id}`);
      book.troubles.unshift(...book.feeds.told(device, id));
      continue;
    }
    const { _rev, ...plain } = served;
    if (rev !== _rev) book.find('diverged', `${name} holds ${id} at ${String(rev)}, the centre at ${_rev}`);
    else if (unsent > 0) book.find('diverged', `${name} holds ${id} with ${String(unsent)} unsent`);
    else if (canonicalJson(content) !== canonicalJson(plain))
      book.find('diverged', `${name} holds ${id} in other words: ${short(content)} for ${short(plain)}`);
  }
  const here = new Set(laid.documents.map(({ id }) => id));
  for (const id of there.keys()) {
    if (here.has(id)) continue;
    book.find('diverged', `${name} lacks ${id}`);
    book.troubles.unshift(...book.feeds.told(device, id));
  }
}

/** Nothing of what lies on a terminal, or is shown to its person, is not his. */
function checkRights(book: Book, world: World, centre: Centre, { device, who, laid, records, evidence }: LaidBy): void {
  const name = `${who} at T${String(device)}`;
  const { id } = world.people[who];
  const posts = postsNow(book, id);
  const maySeePiece = ({ author, subject }: Piece): boolean => {
    const document = centre.records.get(subject);
    return author === id || (document !== undefined && maySee(posts, id, document));
  };
  for (const piece of evidence) if (!maySeePiece(piece)) book.find('leaked', `the centre shows ${who} ${short(piece)}`);
  for (const document of records)
    if (!maySee(posts, id, document)) book.find('leaked', `the centre shows ${who} ${short(document)}`);
  for (const { content } of laid.documents)
    if (!maySee(posts, id, content as Placed)) book.find('leaked', `${name} holds ${short(content)}`);
  for (const one of beyondCentre(laid, new Set(evidence.map(({ _id }) => _id))))
    book.find('leaked', `${name} holds ${one}, which the centre does not show him; ${ledgerOn(photoOf(one), [laid])}`);
  for (const remains of laid.remains) book.find('leaked', `${name} keeps more than the place of ${remains}`);
}

/** The other way round: what the words of the design give somebody the centre shows him, so that nothing shown is nothing gained. */
function checkSight(book: Book, world: World, centre: Centre, { who, shown }: LaidBy): void {
  const { id } = world.people[who];
  const posts = postsNow(book, id);
  for (const document of centre.records.values())
    if (document._deleted !== true && maySee(posts, id, document) && !shown.has(document._id))
      book.find('diverged', `the centre does not show ${who} ${short(document)}`);
}

function postsNow(book: Book, id: string): readonly Post[] {
  const now = Date.now();
  return book.postsBetween(id, now, now);
}

/** Every log is in order, each of its entries once, begun by a report, and the state is what it folds to. */
function checkLogs(book: Book, { records }: Centre): void {
  const seen = new Map<string, string>();
  for (const document of records.values()) {
    if (document.type !== 'case') continue;
    const { _id, log, state } = document as unknown as CaseDocument;
    for (const { id } of log) {
      if (seen.has(id)) book.find('illegal', `entry ${id} stands in ${_id} and in ${seen.get(id) ?? ''}`);
      seen.set(id, _id);
    }
    const [first] = log;
    if (first?.act !== 'report' && first?.act !== 'selfHandle')
      book.find('illegal', `${_id} begins with ${first?.act ?? 'nothing'}`);
    if (canonicalJson(orderLog(log)) !== canonicalJson(log)) book.find('illegal', `${_id} is out of order`);
    if (foldLog(log).state !== state)
      book.find('illegal', `${_id} stands at ${state}, its log at ${foldLog(log).state}`);
    if (log.some(({ stamp }) => stamp === undefined))
      book.find('illegal', `${_id} holds an entry that the centre never stamped`);
  }
}

/** Every audit chain is whole from its first link to its last. */
function checkChains(book: Book, { audit }: Centre): void {
  const chains = new Map<string, StoredDocument[]>();
  for (const link of audit.values()) {
    const chain = chains.get(String(link['installation'])) ?? [];
    chain.push(link);
    chains.set(String(link['installation']), chain);
  }
  for (const [installation, links] of chains) {
    links.sort((a, b) => Number(a['seq']) - Number(b['seq']));
    for (const [at, link] of links.entries())
      if (link['seq'] !== at + 1 || link['prev'] !== (links[at - 1]?.['mac'] ?? ''))
        book.find('illegal', `the chain of ${installation} breaks at link ${String(at + 1)}: ${short(link)}`);
  }
}
