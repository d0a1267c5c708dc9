import { z } from 'zod';

/** The posts of DOMAIN §3.1 that exist so far. Administrators are three separate ones (等保). */
export const ROLES = [
  'gridWorker',
  'communityClerk',
  'streetClerk',
  'dispatcher',
  'department',
  'supervisor',
  'systemAdmin',
  'securityAdmin',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];
export const roleSchema = z.enum(ROLES);

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  gridWorker: '网格员',
  communityClerk: '社区受理员',
  streetClerk: '街道受理员',
  dispatcher: '派遣员',
  department: '处置部门',
  supervisor: '督查',
  systemAdmin: '系统管理员',
  securityAdmin: '安全管理员',
  auditor: '审计员',
};

/** What a post is called in a log, which may be of a newer version. */
export const roleName = (role: string): string =>
  Object.entries(ROLE_NAMES).find(([known]) => known === role)?.[1] ?? '其他岗位';
