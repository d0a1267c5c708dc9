import { isFull } from '../lib/idb.ts';
import type { Outcome, Trouble } from './api.ts';

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const troubled = (trouble: Trouble): { readonly ok: false; readonly trouble: Trouble } => ({
  ok: false,
  trouble,
});

/** The store could not be written: full disk, or a browser that takes its permission back. */
export function storeTrouble(error: unknown): Trouble {
  return isFull(error)
    ? {
        code: 'disk-full',
        what: '磁盘空间不够，这一步没有写下。',
        safe: '以前写的都在。',
        next: '清出空间后再做一次。',
      }
    : {
        code: 'store',
        what: '本机没能写下这一步。',
        safe: '以前写的都在，屏幕上的内容还没有丢。',
        next: '再做一次；还不行就联系信息员。',
      };
}

/** What was written is safe in its box; what failed is putting it where the screens read. */
export const cutOff = (error: unknown): Trouble => ({
  code: `cut-off/${storeTrouble(error).code}`,
  what: '这一步已经记下，但本机还没能全部写进资料。',
  safe: '记下的不会丢。',
  next: '清出磁盘空间，几分钟内会自动接着写完，重新登录也行；不要重做。',
});

export const NOT_A_PICTURE: Trouble = {
  code: 'not-a-picture',
  what: '这个文件不是能读的照片。',
  safe: '其他内容都在。',
  next: '换一张 JPG 或 PNG 照片。',
};
export const NOT_HERE: Trouble = {
  code: 'not-here',
  what: '这件不在本机了，可能已不在你的范围内。',
  safe: '没有写下任何东西。',
  next: '回到队列刷新；需要办理就联系街道受理员。',
};
