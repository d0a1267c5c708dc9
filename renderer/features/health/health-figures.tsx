import type { JSX, ReactNode } from 'react';
import type { DevicesResponse } from '../../../shared/sync/device-report.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { Figure, type FigureProps } from '../../ui/figure.tsx';
import type { ShapeName, Tone } from '../../ui/shape.tsx';
import { ageWords, centerOf, isBehind, isClockOff } from './device-words.ts';

const alarming = (count: number, shape: ShapeName, tone: Tone): Pick<FigureProps, 'shape' | 'tone'> =>
  count > 0 ? { shape, tone } : {};

export interface HealthFiguresProps {
  readonly answer: DevicesResponse;
  /** The list filtered by these words. */
  readonly onFind: (words: string) => void;
}

/** The whole area in six figures; each is a sum over the list below, and leads to its part of it where a word finds that. */
export function HealthFigures({ answer, onFind }: HealthFiguresProps): JSX.Element {
  const { devices } = answer;
  const center = centerOf(answer);
  const today = shanghaiDay(center.nowMs);
  const seenToday = devices.filter(({ lastContactAt }) => shanghaiDay(Date.parse(lastContactAt)) === today).length;
  const unsent = devices.reduce((sum, { report }) => sum + (report?.unsent ?? 0), 0);
  const oldest = devices.flatMap(({ report }) => report?.oldestUnsentAt ?? []).sort()[0];
  const refused = devices.filter(({ report }) => (report?.refused ?? 0) > 0);
  const refusals = refused.reduce((sum, { report }) => sum + (report?.refused ?? 0), 0);
  const off = devices.filter(isClockOff).length;
  const behind = devices.filter((device) => isBehind(device, center));
  const found = (count: number, words: string): ReactNode =>
    count === 0 ? (
      count
    ) : (
      <button
        type="button"
        className="ui-link health-found"
        title={`只看${words}的`}
        onClick={() => {
          onFind(words);
        }}
      >
        {count.toLocaleString('zh-CN')}
      </button>
    );
  const oldestVersion = behind.flatMap(({ report }) => report?.appVersion ?? []).sort()[0];
  return (
    <dl className="health-figures">
      <Figure label="终端" value={devices.length.toLocaleString('zh-CN')} note={`${String(seenToday)} 台今天联机过`} />
      <Figure
        label="没送达的"
        value={unsent.toLocaleString('zh-CN')}
        note={oldest === undefined ? '没有在等的' : `最久 ${ageWords(oldest, center.nowMs)}`}
        {...alarming(unsent, 'triangle', 'warn')}
      />
      <Figure
        label="未处理的退回"
        value={found(refusals, '退回')}
        note={refusals === 0 ? '没有' : `${String(refused.length)} 台`}
        {...alarming(refusals, 'diamond', 'bad')}
      />
      <Figure label="时钟偏差 ＞1 分" value={found(off, '时钟')} note={off === 0 ? '没有' : '不影响先后'} />
      <Figure
        label="版本落后"
        value={found(behind.length, '版本落后')}
        note={behind.length === 0 ? '没有' : oldestVersion === undefined ? '不报版本' : `最旧 ${oldestVersion}`}
      />
      <Figure label="中心" value="正常" note={`版本 ${answer.version}`} shape="check" tone="ok" />
    </dl>
  );
}
