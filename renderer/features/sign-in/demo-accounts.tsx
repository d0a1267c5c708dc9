import type { JSX } from 'react';
import type { DemoAccount } from '../../../shared/sync/wire.ts';

export interface DemoAccountsProps {
  readonly accounts: readonly DemoAccount[];
  readonly isBusy: boolean;
  readonly onPick: (account: DemoAccount) => void;
}

/** Only a demonstration server on this very machine offers these: every post by one click. */
export function DemoAccounts({ accounts, isBusy, onPick }: DemoAccountsProps): JSX.Element {
  const groups = [...new Set(accounts.map(({ role }) => role))].map((role) => ({
    role,
    list: accounts.filter((account) => account.role === role),
  }));
  return (
    <section className="signin-demo" aria-label="演示账号">
      <h2>演示账号 · 点一下即登录</h2>
      <dl>
        {groups.map(({ role, list }) => (
          <div key={role}>
            <dt>{role}</dt>
            <dd>
              {list.map((account) => (
                <button
                  key={account.name}
                  type="button"
                  className="ui-link"
                  title={account.post}
                  aria-label={`${account.displayName}，${account.post}`}
                  aria-disabled={isBusy}
                  onClick={() => {
                    if (!isBusy) onPick(account);
                  }}
                >
                  {account.displayName}
                  <span>{placeOf(account)}</span>
                </button>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The place out of `网格员 · 上港第一 01`. */
function placeOf({ post }: DemoAccount): string {
  const [, ...place] = post.split('·');
  return place.join('·').trim();
}
