import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { useCalendarAt, useLive, useWorkstation } from '../../data/hooks.ts';
import { useRulesNow } from '../../data/rules-now.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { fullMoment } from '../../lib/shanghai-time.ts';
import { useHeld } from '../../records/use-held.ts';
import { Button } from '../../ui/button.tsx';
import { PageBody } from '../../ui/frame/page-head.tsx';
import { IconPrint } from '../../ui/icons.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { handoverLists, SHIFTS } from './handover-lists.ts';
import { HandoverTable } from './handover-table.tsx';
import { NoteField } from './note-field.tsx';
import { SheetPrint } from './sheet-print.tsx';
import { useNote } from './use-note.ts';
import type { GroupNames } from './use-words.ts';
import { countWords } from './words.ts';

export interface HandoverViewProps {
  readonly whose: string;
  readonly nowMs: number;
  readonly names: GroupNames;
  readonly onOpenCase: (id: string) => void;
}

/** So many lines of a list: what is more is no handover any more, and is said. */
const LINES = 60;
/** One of `SHIFTS`, as a choice is written. */
type Hours = `${(typeof SHIFTS)[number]}`;

/** 值班交接单: what a shift hands on to the next, as it stands now. */
export function HandoverView({ whose, nowMs, names, onOpenCase }: HandoverViewProps): JSX.Element {
  const { stock } = useWorkstation();
  const rules = useRulesNow();
  const calendarAt = useCalendarAt();
  const [hours, setHours] = useState<Hours>('12');
  const [isPrinting, setPrinting] = useState(false);
  const note = useNote('handover');
  const lists = useMemo(() => handoverLists(nowMs, Number(hours)), [nowMs, hours]);
  const live = useMemo(
    () => combineLive(lists.map(({ query }) => stock.list({ query, from: 0, count: LINES }))),
    [stock, lists],
  );
  const answers = useLive(live);
  // Those of the minute before stand until the next are here.
  const shown = useHeld(
    useMemo(() => {
      const all = answers?.flatMap((answer) => (answer === undefined ? [] : [answer])) ?? [];
      return all.length < lists.length ? undefined : { lists, answers: all };
    }, [lists, answers]),
  );

  const tables = (open: ((id: string) => void) | undefined): JSX.Element[] =>
    (shown?.lists ?? []).flatMap((list, at) => {
      const answer = shown?.answers[at];
      return answer === undefined
        ? []
        : [
            <HandoverTable
              key={list.key}
              list={list}
              answer={answer}
              nowMs={nowMs}
              calendarAt={calendarAt}
              stateWords={(state) => rules.states[state]}
              departmentWords={(key) => names.nameOf('department', key)}
              onOpenCase={open}
            />,
          ];
    });
  const total = shown?.answers.reduce((sum, answer) => sum + answer.total, 0) ?? 0;
  return (
    <>
      <div className="indicators-filter" role="group" aria-label="交接的条件">
        本班
        <RadioGroup
          label="本班多长"
          look="segmented"
          value={hours}
          options={SHIFTS.map((each) => ({
            value: `${each}` as const,
            label: `${String(each)} 小时`,
          }))}
          onChange={setHours}
        />
        <span className="indicators-quiet">一件可能在几张单子里；截至 {fullMoment(nowMs)}</span>
        <Button
          className="indicators-print"
          icon={<IconPrint />}
          onClick={() => {
            setPrinting(true);
          }}
        >
          打印交接单
        </Button>
      </div>
      <PageBody>
        <Panel title="值班交接单" note={shown === undefined ? undefined : `共 ${countWords(total)} 行`} padded>
          {shown === undefined ? (
            <Skeleton label="正在读取事件" rows={12} />
          ) : (
            <div className="indicators-paper">
              <NoteField label="交代事项" note={note} />
              {tables(onOpenCase)}
            </div>
          )}
        </Panel>
      </PageBody>
      {isPrinting && (
        <SheetPrint
          title="值班交接单"
          note={`${whose} · 截至 ${fullMoment(nowMs)} · 本班 ${hours} 小时`}
          object="indicators:handover"
          consequence={`${whose}未结事件中要交下一班的，${countWords(total)} 行。地址只到楼。用途印在页脚，也记入审计。`}
          usual="值班交接"
          signatures={['交班人', '接班人', '交接时间']}
          landscape
          onDone={() => {
            setPrinting(false);
          }}
        >
          {tables(undefined)}
          <h2>交代事项</h2>
          <p className="indicators-note">{note.text}</p>
        </SheetPrint>
      )}
    </>
  );
}
