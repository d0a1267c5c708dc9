import type { JSX } from 'react';
import { Shape } from '../../ui/shape.tsx';
import {
  ageWords,
  clockWords,
  gigabytes,
  lookOf,
  momentOf,
  VERDICT_ADVICE,
  verdictWords,
  type DeviceLine,
} from './device-words.ts';

const JOURNALS = { file: '本机加密文件', opfs: '浏览器存储（较弱）', none: '没有' } as const;

/** One terminal: everything that is to be said of it, gravest first, and the figures behind it. */
export function DeviceDetail({ line, nowMs }: { readonly line: DeviceLine; readonly nowMs: number }): JSX.Element {
  const { device } = line;
  const { report } = device;
  const facts: readonly (readonly [string, string])[] = [
    [
      '没送达的',
      report === undefined
        ? '旧版本，不报'
        : `${String(report.unsent)} 条${report.unsent === 0 ? '' : `，最早一条 ${ageWords(report.oldestUnsentAt, nowMs)}`}`,
    ],
    ['照片', report === undefined ? '' : `${String(report.photosUnsent)} 张没送达`],
    ['退回', report === undefined ? '' : `${String(report.refused)} 条未处理`],
    ['冲突', report?.conflicts === undefined ? '' : `${String(report.conflicts)} 条待定`],
    ['最后回执', momentOf(report?.lastReceiptAt, nowMs)],
    ['最后报告', momentOf(device.lastContactAt, nowMs)],
    ['时钟', clockWords(report?.clockDeviationMs)],
    ['磁盘', report?.freeBytes === undefined ? '' : `可用 ${gigabytes(report.freeBytes)}`],
    ['写入日志', report?.journal === undefined ? '' : JOURNALS[report.journal]],
    [
      '留痕',
      `中心有 ${String(device.auditHeld)} 条，终端说有 ${String(Math.max(device.auditTold, device.auditHeld))} 条`,
    ],
    ['版本', report === undefined ? '' : report.appVersion],
    ['协议', `第 ${String(device.protocol)} 版 · 资料格式第 ${String(device.form)} 版`],
  ];
  return (
    <div className="health-detail">
      {line.verdicts.map((verdict) => {
        const { shape, tone } = lookOf(verdict);
        return (
          <section key={verdict.kind}>
            <h3 className={`ui-tone-${tone}`}>
              <Shape name={shape} tone={tone} size={14} /> {verdictWords(verdict.kind, device, nowMs)}
            </h3>
            <p>{VERDICT_ADVICE[verdict.kind]}</p>
          </section>
        );
      })}
      <dl className="health-facts">
        {facts
          .filter(([, words]) => words !== '')
          .map(([name, words]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}
