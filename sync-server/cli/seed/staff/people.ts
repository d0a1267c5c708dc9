import { pinyin } from 'pinyin-pro';
import type { Actor } from '../../../../shared/domain/case.ts';
import { personKey, type Post, type StaffDocument, type User } from '../../../../shared/domain/staff.ts';
import { assert } from '../../../../shared/lib/assert.ts';
import { CURRENT_FORM } from '../../../../shared/migrations/forms.ts';
import type { Chance } from '../chance.ts';
import { madeAt } from '../provenance.ts';
import { COMMON_SURNAMES, GIVEN_FIRSTS, GIVEN_SECONDS, GIVEN_SINGLES, SURNAME_LIST } from './name-parts.ts';

/** Somebody on the staff, with the terminal he works at. */
export interface Person {
  readonly document: StaffDocument;
  readonly user: User;
  readonly actor: Actor;
  readonly device: string;
}

const spelled = (name: string): string =>
  pinyin(name, { toneType: 'none', type: 'array', mode: 'surname', v: true })
    .join('')
    .replace(/[^a-z]/g, '');

/** Hires people one after another: no two of a name, of an account or at a terminal. */
export function hiringOffice(chance: Chance, atMs: number): (posts: readonly Post[], name?: string) => Person {
  const names = new Set<string>();
  const accounts = new Set<string>();
  const devices = new Set<string>();

  const freeName = (): string => {
    for (;;) {
      const given = chance.happens(0.1)
        ? chance.pick(GIVEN_SINGLES)
        : chance.pick(GIVEN_FIRSTS) + chance.pick(GIVEN_SECONDS);
      const name = chance.pick(chance.happens(0.4) ? COMMON_SURNAMES : SURNAME_LIST) + given;
      if (!names.has(name) && new Set(name).size === name.length) return name;
    }
  };
  const freeAccount = (name: string): string => {
    const base = spelled(name);
    for (let turn = 1; ; turn += 1) {
      const account = turn === 1 ? base : `${base}${turn}`;
      if (!accounts.has(account)) return account;
    }
  };
  const freeDevice = (): string => {
    for (;;) {
      const device = `LJZ-${String(chance.whole(101, 999)).padStart(4, '0')}`;
      if (!devices.has(device)) return device;
    }
  };

  return (posts, given) => {
    const displayName = given ?? freeName();
    assert(!names.has(displayName), `nobody else is called ${displayName}`);
    const account = freeAccount(displayName);
    const device = freeDevice();
    names.add(displayName);
    accounts.add(account);
    devices.add(device);
    const [first] = posts;
    assert(first, 'everybody holds a post');
    const id = chance.id('staff', atMs);
    const departments = posts.flatMap((post) => post.department ?? []);
    const document: StaffDocument = {
      _id: id,
      type: 'staff',
      scope: first.scope,
      audience: [personKey(id), ...new Set(departments)].slice(0, 8),
      schema: CURRENT_FORM,
      provenance: madeAt(atMs),
      account,
      displayName,
      posts: posts.map((post) => ({ ...post })),
      active: true,
    };
    return {
      document,
      user: { id, account, displayName, posts: document.posts },
      actor: { id, name: displayName, post: { ...first } },
      device,
    };
  };
}
