import type { IpcMainInvokeEvent } from 'electron';
import { contract, type Channel, type Request, type Response } from '../../../shared/ipc/contract.ts';
import type { BridgeErrorCode, Reply } from '../../../shared/ipc/reply.ts';
import { isTrustedSender } from '../security/trusted-sender.ts';
import { BridgeFailure } from './bridge-failure.ts';

export type Handler<C extends Channel> = (request: Request<C>) => Promise<Response<C>> | Response<C>;

const failed = (code: BridgeErrorCode, message: string): Reply<never> => ({ ok: false, error: { code, message } });

/** One call from the page: who asks, what is asked, then the handler, then whether its answer is what was promised. */
export async function answerCall<C extends Channel>(
  channel: C,
  handler: Handler<C>,
  event: Pick<IpcMainInvokeEvent, 'senderFrame'>,
  args: readonly unknown[],
): Promise<Reply<Response<C>>> {
  if (!isTrustedSender(event)) return failed('untrusted-sender', `${channel} was called by a page that is not ours`);
  const { request, response } = contract[channel];
  const parsed = request.safeParse(args[0]);
  if (args.length > 1 || !parsed.success) {
    const where =
      parsed.error?.issues.map((issue) => issue.path.join('.') || 'request').join(', ') ?? 'too many arguments';
    return failed('bad-request', `${channel}: ${where}`);
  }
  try {
    // The schemas of one channel belong together; indexing by a type parameter loses that.
    const value = await handler(parsed.data as Request<C>);
    return { ok: true, value: response.parse(value) as Response<C> };
  } catch (error) {
    if (error instanceof BridgeFailure) return { ok: false, error: error.error };
    return failed('internal', `${channel}: ${error instanceof Error ? error.name : 'unknown error'}`);
  }
}
