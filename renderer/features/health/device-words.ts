import {
  CLOCK_MS,
  DISK_BYTES,
  isOlderVersion,
  verdictsOf,
  type Center,
  type DeviceRow,
  type DevicesResponse,
  type Verdict,
  type VerdictKind,
} from '../../../shared/sync/device-report.ts';
import { OLDEST_FORM } from '../../../shared/migrations/forms.ts';
import { durationWords, momentWords } from '../../lib/shanghai-time.ts';
import type { ShapeName, Tone } from '../../ui/shape.tsx';

/** One terminal as the list shows it: worked out once per answer, all figures as of that answer. */
export interface DeviceLine {
  readonly key: string;
  readonly device: DeviceRow;
  readonly terminal: string;
  readonly where: string;
  readonly verdicts: readonly Verdict[];
  /** The gravest, in words. */
  readonly verdict: string;
  /** What it is found by, in small letters. */
  readonly said: string;
}

export const centerOf = (answer: DevicesResponse): Center => ({
  nowMs: Date.parse(answer.time),
  version: answer.version,
  protocol: answer.protocol,
  form: answer.form,
  oldestForm: OLDEST_FORM,
});

const silent = (device: DeviceRow, nowMs: number): string => durationWords(nowMs - Date.parse(device.lastContactAt));

/** 三天没联机，41 条没送达: what an administrator reads first. */
export function verdictWords(kind: VerdictKind, device: DeviceRow, nowMs: number): string {
  const { report } = device;
  switch (kind) {
    case 'longAway':
      return `${silent(device, nowMs)}没联机，${String(report?.unsent ?? 0)} 条没送达`;
    case 'auditGap':
      return `留痕缺 ${String(device.auditTold - device.auditHeld)} 条`;
    case 'tooOld':
      return '版本太旧，中心已不再接收';
    case 'clock':
      return `时钟${(report?.clockDeviationMs ?? 0) > 0 ? '快' : '慢'}了 ${durationWords(report?.clockDeviationMs ?? 0)}`;
    case 'disk':
      return '磁盘将满';
    case 'refused':
      return `退回 ${String(report?.refused ?? 0)} 条未处理`;
    case 'waiting':
      return '联机，但有一条迟迟没送达';
    case 'away':
      return `离线，${silent(device, nowMs)}`;
    case 'behind':
      return '版本落后';
    case 'fine':
      return report === undefined ? '正常（旧版本，不报情况）' : '正常';
  }
}

/** What it means and what to do about it. */
export const VERDICT_ADVICE: Readonly<Record<VerdictKind, string>> = {
  longAway:
    '最后一次联系之后没有任何连接，多半是机器关机或断网；没送达的都封存在那台终端里。打电话请使用人开机联网，联上后自动送达。',
  auditGap: '终端说写过的留痕，中心没有收齐。可能是终端的资料被删过或恢复过旧备份。保留这台终端，请审计员核对。',
  tooOld: '中心已升级，这台还在用很早的版本。内容都在终端里；装上新版本后自动送达。',
  clock: '时限按中心的时间算，先后不受影响。请使用人把时间设为自动校准。',
  disk: '剩余空间不到 1 GB。快满时会转为只读，已写的都在。请清理磁盘。',
  refused: '中心没接收的在使用人的退回箱里，要由他本人改好重送或放弃。',
  waiting: '这台在联机，却有一条等了一小时以上。请使用人打开“同步”看原因；还不行就重启工作站。',
  away: '使用人没有退出登录，这台现在联不上中心。照常可用，恢复网络后自动送达。',
  behind: '比中心的版本旧，仍可使用。有空时升级。',
  fine: '没有要处理的。',
};

const LOOKS: Readonly<Record<Verdict['gravity'], { readonly shape: ShapeName; readonly tone: Tone }>> = {
  bad: { shape: 'diamond', tone: 'bad' },
  warn: { shape: 'triangle', tone: 'warn' },
  note: { shape: 'offline', tone: 'paused' },
  fine: { shape: 'circle', tone: 'ok' },
};
export const lookOf = ({ kind, gravity }: Verdict): { readonly shape: ShapeName; readonly tone: Tone } =>
  kind === 'behind' ? { shape: 'half', tone: 'paused' } : LOOKS[gravity];

export const clockWords = (ms: number | undefined): string =>
  ms === undefined ? '' : Math.abs(ms) < CLOCK_MS ? '正常' : `${ms > 0 ? '快' : '慢'} ${durationWords(ms)}`;
export const gigabytes = (bytes: number | undefined): string =>
  bytes === undefined ? '' : `${(bytes / 1e9).toFixed(bytes < 10e9 ? 1 : 0)} GB`;
export const isClockOff = ({ report }: DeviceRow): boolean => Math.abs(report?.clockDeviationMs ?? 0) >= CLOCK_MS;
export const isDiskLow = ({ report }: DeviceRow): boolean => (report?.freeBytes ?? Infinity) < DISK_BYTES;
export const isBehind = (device: DeviceRow, center: Center): boolean =>
  device.form < center.form ||
  (device.report !== undefined && isOlderVersion(device.report.appVersion, center.version));
export const ageWords = (iso: string | undefined, nowMs: number): string =>
  iso === undefined ? '' : durationWords(nowMs - Date.parse(iso));
export const momentOf = (iso: string | undefined, nowMs: number): string =>
  iso === undefined ? '' : momentWords(iso, nowMs);

const rankOf = ({ verdicts }: DeviceLine, order: readonly VerdictKind[]): number =>
  order.indexOf(verdicts[0]?.kind ?? 'fine');

export type Order = 'worst' | 'terminal' | 'contact';

export function linesOf(answer: DevicesResponse, placeOf: (scope: string) => string): readonly DeviceLine[] {
  const center = centerOf(answer);
  return answer.devices.map((device) => {
    const verdicts = verdictsOf(device, center);
    const words = verdicts.map(({ kind }) => verdictWords(kind, device, center.nowMs));
    // A client that does not report is known by its installation alone.
    const terminal = device.report?.terminal ?? `T-${device.key.slice(20, 26)}`;
    const where = `${placeOf(device.scope)} · ${device.person}`;
    return {
      ...{ key: device.key, device, terminal, where, verdicts },
      verdict: words[0] ?? '',
      said: [terminal, where, ...words].join(' ').toLowerCase(),
    };
  });
}

export function inOrder(
  lines: readonly DeviceLine[],
  order: Order,
  kinds: readonly VerdictKind[],
): readonly DeviceLine[] {
  const byTerminal = (a: DeviceLine, b: DeviceLine): number => (a.terminal < b.terminal ? -1 : 1);
  switch (order) {
    case 'terminal':
      return [...lines].sort(byTerminal);
    case 'contact':
      return [...lines].sort((a, b) => (a.device.lastContactAt < b.device.lastContactAt ? -1 : 1));
    case 'worst':
      return [...lines].sort(
        (a, b) =>
          rankOf(a, kinds) - rankOf(b, kinds) ||
          (b.device.report?.unsent ?? 0) - (a.device.report?.unsent ?? 0) ||
          byTerminal(a, b),
      );
  }
}

/** Terminal, person, place or any of its verdicts, every word of what was typed. */
export const matches = ({ said }: DeviceLine, text: string): boolean =>
  text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
