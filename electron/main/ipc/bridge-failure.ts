import type { BridgeError, BridgeErrorCode } from '../../../shared/ipc/reply.ts';

/** An expected failure of a verb, thrown by its handler and turned into a reply at the border. */
export class BridgeFailure extends Error {
  readonly error: BridgeError;

  constructor(code: BridgeErrorCode, message: string, retry?: boolean) {
    super(message);
    this.name = 'BridgeFailure';
    this.error = retry === undefined ? { code, message } : { code, message, retry };
  }
}
