import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { PATHS, PROTOCOL_VERSION, sessionResponse, type SessionResponse } from '../../../shared/sync/wire.ts';
import { Refused, Unreachable, type ServerLink } from '../sync/server-link.ts';
import { askOthers } from '../windows/between-windows.ts';
import { askHello, SIGN_IN_TIMEOUT_MS } from './session-calls.ts';

/** The centre is there, and no window has a session with it: somebody has to type the password. */
export class NeedsPassword extends Error {
  constructor() {
    super('no window has a session');
    this.name = 'NeedsPassword';
  }
}

/** A session of its own for a window, by that of another: each has its own token (DESIGN §5), so that none ends with another's. */
export const openWindowSession = (link: ServerLink, token: string): Promise<SessionResponse> =>
  link.ask(sessionResponse, PATHS.window, {
    method: 'POST',
    json: { protocol: PROTOCOL_VERSION, form: CURRENT_FORM },
    token,
    timeoutMs: SIGN_IN_TIMEOUT_MS,
    atOnce: true,
  });

/** Throws `Unreachable` while neither the centre nor a window with a session is there, `NeedsPassword` where the centre is and no window has one. */
export async function sessionFromOthers(
  server: string,
  account: string,
  link: ServerLink,
  except: string,
): Promise<SessionResponse> {
  const handed = await askOthers(server, account, except);
  if (handed === null) {
    await askHello(link);
    throw new NeedsPassword();
  }
  if (handed.token === null) throw new Unreachable('no window has a session yet');
  try {
    return await openWindowSession(link, handed.token);
  } catch (error) {
    if (error instanceof Refused && error.status === 401 && error.body.version === undefined) throw new NeedsPassword();
    throw error;
  }
}
