import { useMemo, useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { mayWrite, mayWriteType } from '../../../shared/access/rights.ts';
import type { ComponentDocument } from '../../../shared/domain/component.ts';
import type { EnterpriseDocument } from '../../../shared/domain/enterprise.ts';
import type { LedgerEntryDocument } from '../../../shared/domain/ledger-entry.ts';
import type { ObjectionDocument } from '../../../shared/domain/objection.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { ActNote } from '../../records/act-note.tsx';
import { ConflictMark } from '../../records/conflict-mark.tsx';
import { FieldValue } from '../../records/field-value.tsx';
import { HistoryList } from '../../records/history-list.tsx';
import { IssueNotes, type Opens } from '../../records/issue-notes.tsx';
import { RevealBar, useReveal } from '../../records/masked-value.tsx';
import { ObjectionAnswer } from '../../records/objection-answer.tsx';
import { ObjectionDialog } from '../../records/objection-dialog.tsx';
import { RevealDialog } from '../../records/reveal-dialog.tsx';
import { useAction, type Done } from '../../records/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { PageBody, PageHead } from '../../ui/frame/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { wholeValue, type FieldGroup, type PlaceField } from './place-fields.ts';

export type PlaceRecord = EnterpriseDocument | ComponentDocument | LedgerEntryDocument;

export interface PlaceFrameProps {
  readonly record: PlaceRecord;
  readonly title: string;
  /** Beside the title: kind of place, standing. */
  readonly chips?: ReactNode;
  readonly groups: readonly FieldGroup[];
  /** Right column, above the history: what falls due, what hangs on it. */
  readonly side: (heard: (done: Done) => void, isKeeper: boolean) => ReactNode;
  /** Of the page head, beside 数据异议 and 在地图上看. */
  readonly acts?: (heard: (done: Done) => void) => ReactNode;
  /** What its keeper does most, on the primary button and by E: 编辑, 登记状态. */
  readonly main: { readonly words: string; readonly run: (heard: (done: Done) => void) => void };
  /** Fixes of the rules that open a dialog of the card. */
  readonly opens?: (heard: (done: Done) => void) => Opens;
  readonly onShowOnMap?: (() => void) | undefined;
  readonly onBack: () => void;
}

type Asked =
  | { readonly kind: 'object'; readonly field: PlaceField }
  | { readonly kind: 'answer'; readonly objection: ObjectionDocument }
  | { readonly kind: 'reveal' };

const NONE = [] as const;

/** The card all places and things share: facts with their sources on the left, what is due and what happened on the right. */
export function PlaceFrame(props: PlaceFrameProps): JSX.Element {
  const { record, title, chips, groups, side, acts, main, opens, onShowOnMap, onBack } = props;
  const { records, areas, user, clock } = useWorkstation();
  const id = record._id;
  const words = areaWords(useLive(areas) ?? NONE);
  const lives = useMemo(
    () => ({ delivery: records.delivery(id), objections: records.of('objection', 'subject', id) }),
    [records, id],
  );
  const delivery = useLive(lives.delivery);
  const objections = useLive(lives.objections) ?? NONE;
  const reveal = useReveal(id);
  const action = useAction();
  const [asked, setAsked] = useState<Asked>();
  const [historyOf, setHistoryOf] = useState<PlaceField>();
  const isKeeper = mayWrite(user, record, record) === 'allowed';
  const object = mayWriteType(user, 'objection')
    ? (field: PlaceField): void => {
        setAsked({ kind: 'object', field });
      }
    : undefined;
  const masked = groups.flatMap(({ fields }) => fields).filter(({ isMasked }) => isMasked === true);
  const close = (): void => {
    setAsked(undefined);
  };
  const runMain = (): void => {
    main.run(action.setDone);
  };
  const group = '单位和部件';
  useShortcuts([
    ...(isKeeper ? [{ keys: 'E', label: main.words, group, inStatusBar: true, run: runMain }] : []),
    { keys: 'Escape', label: '返回', group, inStatusBar: true, run: onBack },
  ]);

  return (
    <div className="places-page">
      <PageHead
        title={
          <>
            <button type="button" className="ui-link places-path" onClick={onBack}>
              {words.fullNameOf(record.scope)} /
            </button>{' '}
            {title}
          </>
        }
        note={
          <>
            {chips} {delivery !== undefined && <Delivery {...delivery} nowMs={clock.nowMs()} />}{' '}
            <ConflictMark id={id} />
          </>
        }
        acts={
          <>
            {onShowOnMap !== undefined && <Button onClick={onShowOnMap}>在地图上看</Button>}
            {masked.length > 0 && (
              <Button
                onClick={() => {
                  setAsked({ kind: 'reveal' });
                }}
              >
                显示完整号码
              </Button>
            )}
            {isKeeper && acts?.(action.setDone)}
            {isKeeper && (
              <Button kind="primary" keyHint="E" onClick={runMain}>
                {main.words}
              </Button>
            )}
          </>
        }
      />
      <ActNote done={action.done} trouble={action.trouble} onGone={action.clear} />
      <RevealBar reveal={reveal} />
      <PageBody columns="minmax(0, 1fr) minmax(340px, 400px)">
        <div className="places-facts">
          <IssueNotes subject={id} mayFix={isKeeper} opens={opens?.(action.setDone)} />
          {groups.map((group) => (
            <Panel key={group.title} title={group.title}>
              <div className="places-grid">
                {group.fields.map((field) => (
                  <FieldValue
                    key={field.field}
                    record={record}
                    field={field.field}
                    label={field.label}
                    words={field.text}
                    objections={objections.filter((each) => each.field === field.field && each.state === 'open')}
                    onHistory={() => {
                      setHistoryOf(field);
                    }}
                    onObject={
                      object &&
                      (() => {
                        object(field);
                      })
                    }
                    onAnswer={
                      isKeeper
                        ? (objection: ObjectionDocument) => {
                            setAsked({ kind: 'answer', objection });
                          }
                        : undefined
                    }
                  >
                    <Value
                      field={field}
                      whole={reveal.shown.has(field.field) ? wholeValue(record, field.field) : undefined}
                    />
                  </FieldValue>
                ))}
              </div>
            </Panel>
          ))}
        </div>
        <div className="places-side">
          {side(action.setDone, isKeeper)}
          <Panel
            title={historyOf === undefined ? '字段历史' : `字段历史 · ${historyOf.label}`}
            acts={
              historyOf !== undefined && (
                <Button
                  kind="link"
                  size="small"
                  onClick={() => {
                    setHistoryOf(undefined);
                  }}
                >
                  全部
                </Button>
              )
            }
          >
            <div className="places-history">
              <HistoryList subject={id} field={historyOf?.field} onDone={action.setDone} />
            </div>
          </Panel>
        </div>
      </PageBody>
      {asked?.kind === 'reveal' && (
        <RevealDialog
          name={title}
          fields={masked.map(({ field, label }) => ({ key: field, label }))}
          onReveal={(keys: readonly string[], reason: string) => {
            void reveal.show(keys, reason);
            close();
          }}
          onClose={close}
        />
      )}
      {asked?.kind === 'object' && (
        <ObjectionDialog
          record={record}
          field={asked.field.field}
          fieldName={asked.field.label}
          subjectName={title}
          onDone={action.setDone}
          onClose={close}
        />
      )}
      {asked?.kind === 'answer' && (
        <ObjectionAnswer objection={asked.objection} record={record} onDone={action.setDone} onClose={close} />
      )}
    </div>
  );
}

function Value({ field, whole }: { readonly field: PlaceField; readonly whole: string | undefined }): JSX.Element {
  const text = whole ?? field.text;
  if (field.isMasked === true && whole === undefined)
    return (
      <span className="ui-code">
        <span aria-hidden="true">{text}</span>
        <span className="ui-only-read">已打码</span>
      </span>
    );
  if (whole !== undefined) return <mark className="ui-code places-shown">{text}</mark>;
  return field.isCode === true ? <span className="ui-code">{text}</span> : <>{text}</>;
}

function Delivery({
  unsent,
  refused,
  receiptAt,
  nowMs,
}: {
  readonly unsent: number;
  readonly refused: boolean;
  readonly receiptAt: string | null;
  readonly nowMs: number;
}): JSX.Element | null {
  if (refused) return <StateMark kind="refused" look="chip" />;
  if (unsent > 0) return <StateMark kind="waiting" look="chip" />;
  return receiptAt === null ? null : (
    <StateMark kind="delivered" look="chip" words={`已送达 ${momentWords(receiptAt, nowMs)}`} />
  );
}
