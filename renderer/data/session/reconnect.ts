import { VERSION_WORDS, type SessionResponse } from '../../../shared/sync/wire.ts';
import { isOver, pause } from '../../lib/signals.ts';
import { Busy, Refused, SESSION_OVER, Unreachable, type ServerLink } from '../sync/server-link.ts';
import { NeedsPassword } from './session-from-others.ts';

/** Often enough that nobody waits ten seconds for a server that is back. */
const EVERY_MS = 3_000;
/** Too far apart in version: it is the other side that has to move, and whoever brings it there does not come here to say so. */
const OTHER_VERSION_EVERY_MS = 60_000;

const NOT_NOTED = '中心已应答，本机没能记下来。要继续送达，输入密码再试一次。';

const NO_WINDOW = '中心已连上，这个窗口还没有登录中心。要继续送达，输入密码。';

/** After an offline sign-in: asks for a session until the server answers and gives it on; then the password that `ask` holds can be forgotten. */
export async function reconnect(
  ask: () => Promise<SessionResponse>,
  heard: (session: SessionResponse) => Promise<void>,
  link: ServerLink,
  ending: AbortSignal,
  onTrouble: (what: string, error: unknown) => void,
): Promise<void> {
  while (!isOver(ending)) {
    let waitMs = EVERY_MS;
    try {
      const session = await ask();
      if (!isOver(ending)) await heard(session);
      return;
    } catch (error) {
      if (isOver(ending)) return;
      if (error instanceof NeedsPassword) {
        link.halt(NO_WINDOW);
        return;
      }
      if (!(error instanceof Refused || error instanceof Unreachable)) {
        // Most likely this terminal could not note down the answer: asking again would only begin session after session.
        link.halt(NOT_NOTED);
        onTrouble('reconnecting', error);
        return;
      }
      if (error instanceof Busy) waitMs = Math.max(waitMs, error.retryInMs);
      const refused = error instanceof Refused && error.status < 500 ? error : null;
      const version = refused?.body.version;
      if (version !== undefined) {
        link.halt(VERSION_WORDS[version]);
        waitMs = OTHER_VERSION_EVERY_MS;
      } else if (refused !== null) {
        link.halt(
          refused.status === 401
            ? '中心没有接受本机的密码，多半是在中心改过。要继续送达，输入新密码。'
            : refused.status === 403
              ? '这个账号在中心已停用，没送达的不送。管理员放行后，重新输入密码接着送。'
              : SESSION_OVER,
        );
        return;
      }
    }
    await pause(waitMs, ending);
  }
}
