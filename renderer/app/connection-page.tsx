import { useState } from 'react';
import type { JSX } from 'react';
import { useReady } from '../lib/readiness.ts';
import { Button } from '../ui/button.tsx';
import { SignInLayout } from '../ui/frame/sign-in-layout.tsx';
import { TextField } from '../ui/text-field.tsx';
import { SignInMap } from '../features/sign-in/sign-in-map.tsx';
import { chooseServer } from './desktop.ts';
import { VERSION } from './version.ts';

/** The desktop edition's very first page: which centre this terminal belongs to. */
export function ConnectionPage(): JSX.Element {
  const [server, setServer] = useState('');
  const [error, setError] = useState<string>();
  useReady('connection', true);
  return (
    <SignInLayout map={<SignInMap />} server="这台终端还没有连过中心服务器" footLines={[`版本 ${VERSION}`]}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void chooseServer(server.trim()).then((words) => {
            if (words === undefined) window.location.reload();
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
          hint="向街道信息员要，只填一次。"
        />
        <Button kind="primary" size="large" wide type="submit">
          存下并继续
        </Button>
      </form>
    </SignInLayout>
  );
}
