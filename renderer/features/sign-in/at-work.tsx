import type { JSX } from 'react';
import type { AtWork } from '../../data/windows/api.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';

export interface AtWorkProps {
  readonly people: readonly AtWork[];
  readonly isBusy: boolean;
  readonly onEnter: (account: string) => void;
}

/** Who is at work in another window goes on here without the password; everybody else signs in below. */
export function AtWorkNote({ people, isBusy, onEnter }: AtWorkProps): JSX.Element {
  return (
    <>
      {people.map(({ account, displayName }) => (
        <Banner
          key={account}
          kind="info"
          boxed
          act={
            <Button
              size="small"
              onClick={() => {
                if (!isBusy) onEnter(account);
              }}
            >
              接着用
            </Button>
          }
        >
          <b>{displayName}</b>已在另一个窗口登录，本人不用再输密码。
        </Banner>
      ))}
    </>
  );
}
