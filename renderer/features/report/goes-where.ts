import type { Draft } from '../../data/api.ts';

/** Said before the click: where it goes, and that the network is not waited for. */
export function goesWhere(isOnline: boolean, outcome: Draft['outcome'], community: string | undefined): string {
  const whom = community === undefined ? '社区' : community;
  const next = outcome === 'report' ? `由${whom}受理` : `由${whom}抽查`;
  return isOnline ? `先存本机，随即送中心，${next}` : `离线：先存本机，联网后自动送达，${next}`;
}
