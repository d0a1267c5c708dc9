import type { Whereabouts } from '../data/api.ts';

/** Said of what was saved without the centre. Nothing of what its author has taken back or discarded since. */
export const WHEREABOUTS_WORDS: Readonly<Record<Whereabouts, string>> = {
  here: '已存本机，联网后自动送达。',
  delivered: '已送达。',
  handedOver: '已交接。',
  refused: '中心没有接收，在退回箱里。',
  gone: '',
};
