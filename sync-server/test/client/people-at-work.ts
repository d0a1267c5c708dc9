import 'fake-indexeddb/auto';
import type { Act } from '../../../shared/cases/acts.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { PhotoKind } from '../../../shared/domain/evidence.ts';
import type { Post, User } from '../../../shared/domain/staff.ts';
import { assert } from '../../../shared/lib/assert.ts';
import { aFinding } from '../../../shared/testing/builders.ts';
import type { NewPhoto, SyncCounts, Workstation } from '../../../renderer/data/api.ts';
import { once } from '../../../renderer/data/live.ts';
import type { SessionSettings } from '../../../renderer/data/session/session-settings.ts';
import { aTerminal, type Terminal } from '../../../renderer/data/testing/a-terminal.ts';
import { PASSWORD } from '../harness/start-server.ts';

/** A network whose cable can be pulled out: everything before it is the real client, everything behind it the real server. */
export interface Cable {
  plugged: boolean;
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  readonly pull: () => void;
}
export function aCable(): Cable {
  let out = new AbortController();
  const cable: Cable = {
    plugged: true,
    fetch: (input, init) => {
      if (!cable.plugged) return Promise.reject(new TypeError('the cable is out'));
      const { signal } = init;
      return fetch(input, { ...init, signal: signal ? AbortSignal.any([signal, out.signal]) : out.signal }).catch(
        (error: unknown) => {
          throw out.signal.aborted && signal?.aborted !== true ? new TypeError('the cable is out') : error;
        },
      );
    },
    pull: () => {
      cable.plugged = false;
      out.abort();
      out = new AbortController();
    },
  };
  return cable;
}

export interface Office {
  readonly terminal: Terminal;
  readonly cable: Cable;
  readonly signIn: (user: User) => Promise<Workstation>;
  /** Takes over one that was opened anew out of one of ours. */
  readonly adopt: (workstation: Workstation) => void;
  /** Signs in, works, signs out. */
  readonly during: <T>(user: User, work: (workstation: Workstation) => Promise<T>) => Promise<T>;
  readonly closeAll: () => Promise<void>;
  /** Somebody else has closed them. */
  readonly forget: () => void;
}

/** Of the 13 collections of a real store: RxDB opens no more than 13 in a process, and here are two people at once. */
const ONLY = ['cases', 'areas', 'catalogs', 'residents', 'rooms', 'history'] as const;

/** A terminal with real clients over fake-indexeddb; `plug` may put something between client and cable. At most two people at once. */
export async function anOffice(
  url: string,
  plug: (cable: Cable['fetch']) => Cable['fetch'] = (fetch) => fetch,
  replaced: Partial<SessionSettings> = {},
): Promise<Office> {
  const cable = aCable();
  const terminal = await aTerminal(url, plug(cable.fetch), { only: ONLY, ...replaced });
  const open = new Set<Workstation>();
  const signIn = async (user: User): Promise<Workstation> => {
    const workstation = await terminal.work({ account: user.account, password: PASSWORD });
    open.add(workstation);
    return workstation;
  };
  return {
    terminal,
    cable,
    signIn,
    adopt: (workstation) => {
      for (const one of open) if (one.user.id === workstation.user.id) open.delete(one);
      open.add(workstation);
    },
    during: async (user, work) => {
      const workstation = await signIn(user);
      const result = await work(workstation);
      await counted(workstation, ({ queued }) => queued === 0);
      open.delete(workstation);
      await workstation.close();
      return result;
    },
    closeAll: async () => {
      await Promise.all([...open].map((workstation) => workstation.close()));
      open.clear();
    },
    forget: () => {
      open.clear();
    },
  };
}

export const postOf = ({ user }: Workstation): Post => {
  const [post] = user.posts;
  assert(post !== undefined, 'a user has a post');
  return post;
};

export const aNewPhoto = (text: string, kind: PhotoKind): NewPhoto => ({
  blob: new Blob([text]),
  kind,
  takenAt: new Date().toISOString(),
});

/** A finding from an empty form to a case, as the page does it. */
export async function reportIn(
  workstation: Workstation,
  photos: readonly NewPhoto[],
  description: string,
): Promise<string> {
  const { category, place } = aFinding();
  const draft = await workstation.drafts.create('patrol');
  for (const photo of photos) await workstation.drafts.addPhoto(draft.id, photo);
  await workstation.drafts.save({ ...draft, category, place, description });
  const outcome = await workstation.cases.submitDraft(draft.id, postOf(workstation));
  assert(outcome.ok, `the draft is complete: ${JSON.stringify(outcome)}`);
  return outcome.value.caseId;
}

export async function actIn(
  workstation: Workstation,
  id: string,
  act: Act,
  data: Readonly<Record<string, unknown>> = {},
  photos: readonly NewPhoto[] = [],
): Promise<void> {
  await caseIn(workstation, id);
  const outcome = await workstation.cases.act(id, act, postOf(workstation), data, photos);
  assert(outcome.ok, `${act} is legal: ${JSON.stringify(outcome)}`);
}

export async function caseIn(
  workstation: Workstation,
  id: string,
  holds: (document: CaseDocument) => boolean = () => true,
): Promise<CaseDocument> {
  const document = await once(workstation.cases.one(id), (one) => one !== null && holds(one));
  assert(document !== null, 'the case is here');
  return document;
}

export const counted = async (workstation: Workstation, holds: (counts: SyncCounts) => boolean): Promise<SyncCounts> =>
  (await once(workstation.sync.status, ({ counts }) => holds(counts))).counts;
