import type { SignInTrouble } from '../../data/api.ts';
import { hourMinute } from '../../lib/shanghai-time.ts';

/** Who has a new password since cannot know it: the terminal only finds out where it is connected. */
const LAST_PASSWORD = '离线时认上次在这台终端用的密码；之后改过的，联网才认新的。';

/** What stands under the password: what happened, what to do. Never which of the two was wrong for an account nobody knows. */
export function troubleWords(trouble: Exclude<SignInTrouble, { kind: 'stopped' }>): string {
  switch (trouble.kind) {
    case 'wrong':
      return trouble.triesLeft === undefined
        ? '账号或密码不对，请核对后再试；连错 5 次将锁定 15 分钟。'
        : `密码不对，还可以试 ${String(trouble.triesLeft)} 次；连错 5 次将锁定 15 分钟。${trouble.isOffline === true ? LAST_PASSWORD : ''}`;
    case 'locked':
      if (trouble.isOffline === true && trouble.until !== undefined)
        return `连错 5 次，这个账号在这台终端锁定到 ${hourMinute(trouble.until)}。到时再试，本机写的都在。`;
      return trouble.until === undefined
        ? '连错 5 次，已锁定 15 分钟。到时再试，或请安全管理员解锁。'
        : `连错 5 次，已锁定到 ${hourMinute(trouble.until)}。到时再试，或请安全管理员解锁。`;
    case 'needsServer':
      return '这个账号第一次在本机登录，要连上中心。现在连不上，网络恢复后再试。';
    case 'offlineOver':
      return `离线登录最长 ${String(trouble.days)} 天，已经到期。连上中心登录一次就能接着用，本机写的都在。`;
    case 'version':
      return trouble.words;
    case 'store':
      return `${trouble.trouble.what}${trouble.trouble.safe}${trouble.trouble.next}`;
  }
}
