import type { SignInOutcome, Trouble } from '../api.ts';
import type { ClockMemory } from '../clock.ts';
import { aesGcmSealer } from '../seal/sealer.ts';
import { Refused, Unreachable } from '../sync/server-link.ts';
import { storeTrouble } from '../trouble.ts';
import { askOthers } from '../windows/between-windows.ts';
import { openWindowSession, sessionFromOthers } from './session-from-others.ts';
import type { SessionSettings } from './session-settings.ts';
import { keep, newLine, unseal, work, type Begun } from './work.ts';

const WINDOW_GONE: Trouble = {
  code: 'window-gone',
  what: '那个窗口刚才锁定或关了。',
  safe: '没有丢任何东西。',
  next: '在这里输入密码。',
};

/** Opens a second window of somebody who is at work, unlocked, in another one of this browser: without the password, by the key which that one hands over. */
export async function openBeside(settings: SessionSettings, account: string): Promise<SignInOutcome> {
  const { register, server, onTrouble } = settings;
  try {
    const [known, handed] = [await register.find(server, account), await askOthers(server, account)];
    if (known === undefined || handed?.keyId !== known.keyFile.keyId)
      return { ok: false, trouble: { kind: 'store', trouble: WINDOW_GONE } };
    const unsealed = await unseal(settings, known, aesGcmSealer(handed.key, handed.keyId));
    const { rooms } = unsealed;
    const line = newLine(settings, ((await rooms.read('memory', 'clock')) as ClockMemory | undefined) ?? null);
    const { link } = line;
    const begun: Begun = {
      ...line,
      ...{ unsealed, account, key: known.key, how: '同一人的另一个窗口' },
      profile: { user: handed.user, policy: handed.policy },
      askLater: null,
    };
    try {
      if (handed.token === null) throw new Unreachable('the other window has no session yet');
      const session = await openWindowSession(link, handed.token);
      link.authorize(session.token);
      await keep(settings, known, unsealed, session);
      return await work(settings, { ...begun, profile: { user: session.user, policy: session.policy } });
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
      return await work(settings, {
        ...begun,
        askLater: (windowId) => sessionFromOthers(server, account, link, windowId),
      });
    }
  } catch (error) {
    onTrouble('opening beside another window', error);
    return { ok: false, trouble: { kind: 'store', trouble: storeTrouble(error) } };
  }
}
