import type { JSX } from 'react';
import type { SyncStatus } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { JOURNAL_WORDS, persistedWords } from '../../lib/journal-words.ts';
import { isAllHere, leftWords } from '../../lib/pull-words.ts';
import { repairWords } from '../../lib/repair-words.ts';
import { durationWords, momentWords } from '../../lib/shanghai-time.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** A clock within this of the centre's is right enough to say so. */
const CLOCK_RIGHT_MS = 60_000;

/** What of the scope is here, and how this device stands. */
export function LocalState({ status, nowMs }: { readonly status: SyncStatus; readonly nowMs: number }): JSX.Element {
  const workstation = useWorkstation();
  const areas = areaWords(useLive(workstation.areas) ?? []);
  const scope = workstation.user.posts[0]?.scope ?? '';
  const storage = useLive(workstation.storage.state);
  const deviation = workstation.clock.deviationMs();
  const { done, secondsLeft: left } = status.firstPull;
  const stored = useLive(workstation.sync.stored) ?? [];
  // All here: what lies here now. Still coming: what has come of what there will be.
  const kinds = done ? stored.map(({ kind, count }) => ({ kind, got: count, total: count })) : status.firstPull.kinds;
  const coming = kinds.find((kind) => !isAllHere(kind))?.kind;
  const facts: readonly (readonly [string, string])[] = [
    [
      status.online ? '联机' : '离线',
      `自 ${momentWords(status.since, nowMs)} 起${status.online && status.halted !== null ? '，暂停送达' : ''}`,
    ],
    [
      '时钟',
      !workstation.clock.verified()
        ? '还没与中心核对，按离线推算'
        : Math.abs(deviation) < CLOCK_RIGHT_MS
          ? '与中心一致'
          : `本机${deviation > 0 ? '快' : '慢'}了 ${durationWords(deviation)}，已按可信时间`,
    ],
    ['终端', workstation.terminal],
    ...(storage === undefined ? [] : [['写入日志', JOURNAL_WORDS[storage.journal]] as const]),
    ...(storage?.journal === 'browser' ? [['长期保留', persistedWords(storage.persisted)] as const] : []),
    ...(storage?.repair
      ? [
          [
            `修复 ${momentWords(storage.repair.at, nowMs)}`,
            repairWords(storage.repair.found, storage.repair.missing),
          ] as const,
        ]
      : []),
  ];
  return (
    <div className="sync-column sync-local">
      <Panel
        title="本机数据"
        note={`范围：${areas.fullNameOf(scope)}`}
        acts={
          done &&
          (status.online ? (
            <StateMark kind="delivered" words="全部到齐" />
          ) : (
            <StateMark kind="stale" words="离线前已到齐" />
          ))
        }
      >
        {left !== null && <p className="sync-left">还要{leftWords(left)}</p>}
        <table className="sync-held">
          <tbody>
            {kinds.map((one) => (
              <tr key={one.kind}>
                <th scope="row">{one.kind}</th>
                <td className="sync-bar">
                  {!done && one.total !== null && (
                    <progress max={Math.max(1, one.total)} value={one.got} aria-hidden="true" />
                  )}
                </td>
                <td className="ui-number">
                  {one.got.toLocaleString('zh-CN')}
                  {!done && one.total !== null && ` / ${one.total.toLocaleString('zh-CN')}`}
                </td>
                {!done && (
                  <td>
                    {isAllHere(one) ? (
                      <StateMark kind="delivered" words="可以用了" />
                    ) : one.kind === coming ? (
                      <StateMark kind="stale" words={status.online ? '正在取' : '等联网'} />
                    ) : (
                      <StateMark kind="local" words="排队" />
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <Panel title="本机状态" padded>
        <dl className="sync-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </div>
  );
}
