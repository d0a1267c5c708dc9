import type { Placed } from '../../../shared/domain/base-document.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { newUlid } from '../../../renderer/lib/random.ts';
import { basic, call, type Answer } from '../harness/start-server.ts';
import { aBuilding, aCatalog, anArea } from '../harness/street.ts';
import type { Book } from './book.ts';
import { ALL_POSTS, GRIDS, WORKERS, type PersonName, type WorkerName } from './people.ts';
import type { ServersUnderTest } from './server-under-test.ts';
import type { CentreWork } from './story.ts';
import type { World } from './world.ts';

export type Row = Placed & { readonly _rev: string; readonly [field: string]: unknown };

const picked = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** What is done at the centre itself, past every workstation. */
export class Centre {
  /** Whose posts the centre may or may not have changed: nobody answered. */
  private readonly uncertain = new Map<WorkerName, number>();

  constructor(
    private readonly book: Book,
    private readonly servers: ServersUnderTest,
    private readonly world: World,
  ) {}

  /** As somebody at the centre, past every workstation; null: it did not answer. */
  private async asPerson(who: PersonName, method: string, path: string, body?: unknown): Promise<Answer | null> {
    const port = this.servers.portFor(0);
    if (port === null) return null;
    const { account } = this.world.people[who];
    return call(`http://127.0.0.1:${String(port)}`, basic(account), [method, path, body]).catch(() => null);
  }
  async documentsOf(who: PersonName, database: string, prefix?: string): Promise<readonly Row[] | null> {
    const range = prefix === undefined ? '' : `&startkey="${prefix}"&endkey="${prefix}\ufff0"`;
    const answer = await this.asPerson(who, 'GET', encodeURI(`/${database}/_all_docs?include_docs=true${range}`));
    if (answer?.status !== 200) return null;
    return (answer.body as { readonly rows: readonly { readonly doc: Row }[] }).rows.map(({ doc }) => doc);
  }

  async work(work: CentreWork): Promise<void> {
    switch (work.kind) {
      case 'posts': {
        const posts = ALL_POSTS[work.posts] ?? [];
        const fromMs = Date.now();
        const isDone = await this.servers.change({
          verb: 'posts',
          account: this.world.people[work.who].account,
          posts: [...posts],
        });
        if (isDone === false) return;
        this.book.reposted(this.world.people[work.who].id, posts, fromMs, isDone === true ? Date.now() : Infinity);
        if (isDone === true) this.book.took('somebody got other posts');
        if (isDone === null) this.uncertain.set(work.who, work.posts);
        else this.uncertain.delete(work.who);
        return;
      }
      case 'lock':
        await this.lock(work.who, work.undo);
        return;
      case 'move': {
        const all = await this.documentsOf('registrar', 'records');
        const movable = (all ?? []).filter(({ type }) =>
          ['person', 'room', 'household', 'enterprise', 'component'].includes(type),
        );
        const subject = picked(movable, work.pick);
        if (subject === undefined) return;
        if (await this.isTaken('registrar', { ...subject, scope: GRIDS[work.to] })) this.book.took('a record moved');
        return;
      }
      case 'table':
        return this.table(work);
      case 'patrol': {
        const { id, posts } = this.world.people[work.who];
        const now = isoAt(Date.now());
        const provenance = { createdAt: now, createdBy: id, createdDevice: 'test', source: '巡查' };
        const place = { scope: posts[0]?.scope, audience: [`person:${id.slice('staff:'.length)}`] };
        const patrol = {
          _id: `patrol:${newUlid(Date.now())}`,
          type: 'patrol',
          schema: CURRENT_FORM,
          ...place,
          provenance,
          person: id,
          startedAt: now,
          points: [],
        };
        await this.asPerson(work.who, 'POST', '/records/_bulk_docs', { docs: [patrol] });
        return;
      }
    }
  }

  private async table({ type, how, pick, words }: Extract<CentreWork, { readonly kind: 'table' }>): Promise<void> {
    const made = {
      area: () => anArea(GRIDS[pick % 3] ?? GRIDS[0], 'grid'),
      catalog: () => aCatalog('310115005'),
      building: () => aBuilding(GRIDS[pick % 3] ?? GRIDS[0]),
    };
    const there = how === 'make' ? [] : await this.documentsOf('admin', 'records', `${type}:`);
    // The administrator's own street: what lies above he sees and may not write.
    const subject =
      how === 'make'
        ? { ...made[type](), _id: `${type}:${newUlid(Date.now())}` }
        : picked(
            (there ?? []).filter(({ scope }) => scope.startsWith('310115005')),
            pick,
          );
    if (subject === undefined) return;
    const document = how === 'delete' ? { ...subject, _deleted: true } : { ...subject, name: words };
    if (await this.isTaken('admin', document)) this.book.took('a table changed');
  }

  private async isTaken(who: PersonName, document: unknown): Promise<boolean> {
    const answer = await this.asPerson(who, 'POST', '/records/_bulk_docs', { docs: [document] });
    const [row] = (answer?.status === 201 ? answer.body : []) as readonly { readonly ok?: boolean }[];
    return row?.ok === true;
  }

  private async lock(who: WorkerName, undo: boolean): Promise<void> {
    const { id, account } = this.world.people[who];
    const fromMs = Date.now();
    const isDone = await this.servers.change({ verb: 'lock', account, undo });
    if (isDone === false) return;
    if (undo) this.book.unlocked(id, fromMs);
    else this.book.locked(id, fromMs, isDone === true ? Date.now() : Infinity);
    if (!undo && isDone === true) this.book.took('somebody was locked out');
  }

  /** Everybody may sign in again, and has the posts that he is thought to have. */
  async settle(): Promise<void> {
    for (const who of WORKERS) {
      await this.lock(who, true);
      const posts = this.uncertain.get(who);
      if (posts !== undefined) await this.work({ kind: 'posts', who, posts });
    }
  }
}
