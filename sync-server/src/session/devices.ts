import { placesLookedAfter } from '../../../shared/access/rights.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { DeviceReport } from '../../../shared/sync/device-report.ts';
import type { SystemDocuments } from '../store/system-documents.ts';

/** One document per installation and person: what the terminal said last, and what signing in told of it. */
type StoredDevice = Readonly<{
  installation: string;
  user: User;
  protocol: number;
  form: number;
  lastContactAt: string;
  report?: DeviceReport;
  reportedAt?: string;
  auditTold: number;
}>;

export interface SignedIn {
  readonly protocol: number;
  readonly form: number;
  readonly auditSeq: number;
}

/** A terminal as it is known here; what the audit database holds of it is another's to say. */
export interface KnownDevice {
  readonly installation: string;
  readonly key: string;
  readonly person: string;
  readonly scope: string;
  readonly role: Role;
  readonly protocol: number;
  readonly form: number;
  readonly lastContactAt: string;
  readonly report?: DeviceReport;
  readonly reportedAt?: string;
  readonly auditTold: number;
}

export interface Devices {
  /** Noted at every sign-in, also of clients that say nothing of themselves. */
  readonly signedIn: (installation: string, user: User, told: SignedIn, nowMs: number) => Promise<void>;
  readonly reported: (installation: string, user: User, report: DeviceReport, nowMs: number) => Promise<void>;
  /** Terminals of everybody who works under one of the administrator's places. */
  readonly of: (administrator: User) => Promise<readonly KnownDevice[]>;
}

const PREFIX = 'device:';
const idOf = (installation: string, staffId: string): string => `${PREFIX}${installation}:${staffId}`;

export function openDevices(system: SystemDocuments): Devices {
  return {
    signedIn: async (installation, user, { protocol, form, auditSeq }, nowMs) => {
      await system.update<StoredDevice>(idOf(installation, user.id), (before) => ({
        ...before,
        installation,
        user,
        protocol,
        form,
        lastContactAt: isoAt(nowMs),
        // A head that goes back is a tail that was cut: the highest one told stands.
        auditTold: Math.max(before?.auditTold ?? 0, auditSeq),
      }));
    },
    reported: async (installation, user, report, nowMs) => {
      const at = isoAt(nowMs);
      await system.update<StoredDevice>(idOf(installation, user.id), (before) => ({
        installation,
        user,
        protocol: report.protocol,
        form: report.form,
        lastContactAt: at,
        report,
        reportedAt: at,
        auditTold: Math.max(before?.auditTold ?? 0, report.auditSeq ?? 0),
      }));
    },
    of: async (administrator) => {
      const area = placesLookedAfter(administrator);
      const found = await system.readUnder<StoredDevice>(PREFIX);
      return found.flatMap((device) => {
        const post = device.user.posts.find(({ scope }) => area.some((place) => isUnder(scope, place)));
        if (post === undefined) return [];
        const { installation, user, protocol, form, lastContactAt, report, reportedAt, auditTold } = device;
        return [
          {
            key: `${installation}:${user.id.slice('staff:'.length)}`,
            installation,
            person: user.displayName,
            scope: post.scope,
            role: post.role,
            protocol,
            form,
            lastContactAt,
            ...(report === undefined ? {} : { report }),
            ...(reportedAt === undefined ? {} : { reportedAt }),
            auditTold,
          },
        ];
      });
    },
  };
}
