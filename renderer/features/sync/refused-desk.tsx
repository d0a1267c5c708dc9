import { useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { hasHistory } from '../../../shared/domain/change.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import type { Amended, RefusedWrite, Trouble, WriteRow } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { countedWords, keptIn, useKept } from '../../lib/kept.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { fieldName } from '../../records/field-names.ts';
import { refusalWords } from '../../records/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Shape } from '../../ui/shape.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useInHand } from '../../ui/use-in-hand.ts';
import { amendedValue, wrongFields } from './amendable.ts';
import { RefusedEdit, saidFields, type Typed } from './refused-edit.tsx';
import { useUpDown } from './use-up-down.ts';

export interface RefusedDeskProps {
  readonly refused: readonly RefusedWrite[];
  readonly nowMs: number;
  readonly onOpenSubject: (id: string, act?: string) => void;
  readonly onOpenDraft: (draftId: string) => void;
}

/** What the centre did not take: why, how to mend it, what I had written; and the way out. */
export function RefusedDesk({ refused, nowMs, onOpenSubject, onOpenDraft }: RefusedDeskProps): JSX.Element | null {
  const hand = useInHand(refused.map(({ id }) => id));
  const picked = refused[hand.at];
  useUpDown('退回箱', refused.length, hand.step);
  if (picked === undefined) return null;
  return (
    <RefusedItem key={picked.id} picked={picked} nowMs={nowMs} onOpenSubject={onOpenSubject} onOpenDraft={onOpenDraft}>
      {refused.length > 1 && (
        <ul className="sync-refused-list" aria-label={`退回箱 ${String(refused.length)} 条`}>
          {refused.map((write) => (
            <li key={write.id}>
              <button
                type="button"
                className="sync-line-open"
                aria-current={write.id === picked.id ? 'true' : undefined}
                onClick={() => {
                  hand.take(write.id);
                }}
              >
                <StateMark kind="refused" words={write.title} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </RefusedItem>
  );
}

interface RefusedItemProps extends Pick<RefusedDeskProps, 'nowMs' | 'onOpenSubject' | 'onOpenDraft'> {
  readonly picked: RefusedWrite;
  /** The others. */
  readonly children: ReactNode;
}

const NOTHING = [] as const;
/** What is being put right of each one that came back. */
const keptTyped = keptIn(
  () => new Map<string, { readonly typed: Typed }>(),
  (kept) =>
    countedWords(
      [...kept.values()].filter(({ typed }) => typed.size > 0),
      '条退回里改的内容',
    ),
);
const UNTYPED: { readonly typed: Typed } = { typed: new Map() };
/** Receipts that are looked through for what went past it. */
const LOOKED_THROUGH = 500;

/** 后面已送达 86 条，没有被它挡住 */
function pastWords(receipts: readonly WriteRow[], writtenAt: string): string {
  const past = receipts.filter((row) => row.writtenAt > writtenAt).length;
  if (past === 0) return '它不挡后面的';
  return `后面已送达 ${String(past)}${past === LOOKED_THROUGH ? ' 条以上' : ' 条'}，没有被它挡住`;
}

function RefusedItem({ picked, nowMs, onOpenSubject, onOpenDraft, children }: RefusedItemProps): JSX.Element {
  const workstation = useWorkstation();
  const { sync } = workstation;
  const receipts = useLive(sync.receipts(LOOKED_THROUGH)) ?? NOTHING;
  const [isDiscarding, setDiscarding] = useState(false);
  const [isResending, setResending] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const [{ typed }, type, forget] = useKept(keptTyped, workstation, picked.id, UNTYPED);
  const { change, record } = picked;
  const edit = change === undefined || record === undefined ? undefined : { change, record };
  const subjectType = typeOfId(picked.subject);
  const name = (path: string): string => fieldName(hasHistory(subjectType) ? subjectType : 'person', path);
  const said = edit === undefined ? [] : saidFields(edit.change);
  const wrong = wrongFields(picked.why, said);
  const why = refusalWords(picked);
  // The case of a refused report is nowhere but here: it is put right as a draft.
  const isNewReport = picked.act === 'report' || picked.act === 'selfHandle';
  const resendName = isNewReport ? '照原样再送' : edit === undefined ? '再送一次' : '改好重送';
  const lostNames =
    edit === undefined ? picked.submitted.map(([field]) => field) : said.map(({ field }) => name(field));

  const resend = (): void => {
    if (isResending) return;
    setResending(true);
    setTrouble(undefined);
    const amended: Amended = Object.fromEntries(
      said.flatMap(({ field, to }) => {
        const text = typed.get(field);
        const value = text === undefined ? to : amendedValue(field, text);
        return value === to ? [] : [[field, value] as const];
      }),
    );
    void (edit === undefined ? sync.resend(picked.id) : sync.resend(picked.id, amended))
      .then((outcome) => {
        if (outcome.ok) forget();
        else setTrouble(outcome.trouble);
      })
      .finally(() => {
        setResending(false);
      });
  };
  const reportAnew = (): void => {
    setTrouble(undefined);
    void sync.reportAnew(picked.id).then((outcome) => {
      if (outcome.ok) onOpenDraft(outcome.value.id);
      else setTrouble(outcome.trouble);
    });
  };
  useShortcuts([
    {
      keys: 'Ctrl+Enter',
      label: isNewReport ? '改好重新上报' : resendName,
      group: '退回箱',
      inStatusBar: true,
      run: isNewReport ? reportAnew : resend,
    },
  ]);

  return (
    <Panel
      title={`被退回：${picked.title}`}
      edge="bad"
      icon={<Shape name="arrowBack" tone="bad" size={14} />}
      note={`${momentWords(picked.writtenAt, nowMs)} 提交 · ${momentWords(picked.refusedAt, nowMs)} 退回`}
      acts={<span className="sync-past">{pastWords(receipts, picked.writtenAt)}</span>}
      foot={
        <>
          {isNewReport && (
            <Button kind="primary" keyHint="Ctrl Enter" onClick={reportAnew}>
              改好重新上报
            </Button>
          )}
          <Button
            {...(isNewReport ? {} : { kind: 'primary' as const, keyHint: 'Ctrl Enter' })}
            {...(isResending ? { busyText: '正在送…' } : {})}
            onClick={resend}
          >
            {resendName}
          </Button>
          {!isNewReport && (
            <Button
              onClick={() => {
                onOpenSubject(
                  picked.subject,
                  picked.act === 'photo' || picked.act === 'change' ? undefined : picked.act,
                );
              }}
            >
              {picked.act === 'change' ? '打开这条' : '打开这件改好重送'}
            </Button>
          )}
          <span className="sync-apart">
            <Button
              kind="danger"
              onClick={() => {
                setDiscarding(true);
              }}
            >
              放弃这一条
            </Button>
          </span>
        </>
      }
    >
      {children}
      <dl className="sync-why">
        <div>
          <dt className="ui-tone-bad">为什么退回</dt>
          <dd>
            {why}
            {/[。！？]$/.test(why) ? '' : '。'}
          </dd>
        </div>
        <div>
          <dt>怎么改</dt>
          <dd>{picked.fix}</dd>
        </div>
      </dl>
      {trouble !== undefined && (
        <p className="ui-field-error sync-trouble" role="alert">
          {trouble.what}
          {trouble.safe}
          {trouble.next}
        </p>
      )}
      {edit !== undefined && (
        <RefusedEdit
          {...edit}
          wrong={wrong}
          typed={typed}
          onType={(next) => {
            type({ typed: next });
          }}
        />
      )}
      {edit === undefined && picked.submitted.length > 0 && (
        <table className="sync-submitted">
          <thead>
            <tr>
              <th scope="col">字段</th>
              <th scope="col">你提交的</th>
            </tr>
          </thead>
          <tbody>
            {picked.submitted.map(([field, text]) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isDiscarding && (
        <Dialog
          title={`放弃“${picked.title}”？`}
          onClose={() => {
            setDiscarding(false);
          }}
          acts={
            <>
              <Button
                kind="danger"
                onClick={() => {
                  setDiscarding(false);
                  void sync.discard(picked.id).then(forget);
                }}
              >
                放弃
              </Button>
              <Button
                autoFocus
                onClick={() => {
                  setDiscarding(false);
                }}
              >
                继续留着
              </Button>
            </>
          }
        >
          <p>
            {lostNames.slice(0, 4).join('、')}
            {lostNames.length > 4 ? '等' : ''} {lostNames.length} 项只在本机有，放弃后不能找回；中心的内容不变。
          </p>
        </Dialog>
      )}
    </Panel>
  );
}
