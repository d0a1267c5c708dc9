import type { Post } from '../../../shared/domain/staff.ts';
import type { Live } from '../values.ts';

/** What a change of posts did to this terminal. */
export interface PostsChange {
  /** The posts before; the present ones are the user's. */
  readonly from: readonly Post[];
  /** Cases and records that are no longer kept here. */
  readonly gone: number;
  /** Edits without a receipt that were in them: now in the 交接箱, on their way to whoever keeps what they are about. */
  readonly handedOver: number;
}

export interface PostsApi {
  /** The centre knows this person under these posts while this window is open for others. Nothing is sent or brought until it is opened anew (`Workstation.reopen`); `null`: they are these. */
  readonly next: Live<readonly Post[] | null>;
  /** What there is to tell of the last change; `null`: nothing, or it has been read. */
  readonly change: Live<PostsChange | null>;
  readonly readOn: () => Promise<void>;
}
