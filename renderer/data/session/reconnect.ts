import { VERSION_WORDS, type SessionResponse } from '../../../shared/sync/wire.ts';
import { isOver, pause } from '../../lib/signals.ts';
import { Refused, SESSION_OVER, type ServerLink } from '../sync/server-link.ts';

/** Often enough that nobody waits ten seconds for a server that is back. */
const EVERY_MS = 3_000;

/** After an offline sign-in: asks for a session until the server answers; then the password that `ask` holds can be forgotten. */
export async function reconnect(
  ask: () => Promise<SessionResponse>,
  link: ServerLink,
  ending: AbortSignal,
): Promise<void> {
  while (!isOver(ending)) {
    try {
      const session = await ask();
      if (!isOver(ending)) link.authorize(session.token);
      return;
    } catch (error) {
      if (error instanceof Refused && error.status < 500) {
        link.halt(
          error.body.version !== undefined
            ? VERSION_WORDS[error.body.version]
            : error.status === 401
              ? '中心没有接受本机的密码，多半是在中心改过。要继续送达，输入新密码。'
              : error.status === 403
                ? '这个账号在中心已停用，没送达的不送。管理员放行后，重新输入密码接着送。'
                : SESSION_OVER,
        );
        return;
      }
    }
    await pause(EVERY_MS, ending);
  }
}
