import { useState } from 'react';
import type { JSX } from 'react';
import { useReady } from '../lib/readiness.ts';
import { Button } from '../ui/button.tsx';
import { SignInLayout } from '../ui/frame/sign-in-layout.tsx';
import { TextField } from '../ui/text-field.tsx';
import { SignInMap } from '../features/sign-in/sign-in-map.tsx';
import { chooseServer } from './desktop.ts';
import { VERSION } from './version.ts';

export interface ConnectionPageProps {
  /** The address that nobody answers at; undefined: there is none yet. */
  readonly former?: string | undefined;
}

const anew = (): void => {
  window.location.reload();
};

/** Which centre this terminal belongs to: the desktop edition's very first page, and again where the address was mistyped. */
export function ConnectionPage({ former }: ConnectionPageProps): JSX.Element {
  const [server, setServer] = useState(former ?? '');
  const [error, setError] = useState<string>();
  useReady('connection', true);
  return (
    <SignInLayout
      map={<SignInMap />}
      server={former === undefined ? '这台终端还没有连过中心服务器' : `连不上中心服务器 ${former}`}
      footLines={[`版本 ${VERSION}`]}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void chooseServer(server.trim()).then((words) => {
            if (words === undefined) anew();
            else setError(words);
          });
        }}
      >
        <TextField
          label="中心服务器地址"
          size="large"
          autoFocus
          value={server}
          onChange={setServer}
          placeholder="https://"
          error={error}
          hint="向系统管理员要，只填一次。"
        />
        <Button kind="primary" size="large" wide type="submit">
          存下并继续
        </Button>
        {former !== undefined && (
          <Button wide onClick={anew}>
            不改了
          </Button>
        )}
      </form>
    </SignInLayout>
  );
}
