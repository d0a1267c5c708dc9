import { useEffect, useMemo, useRef, useState } from 'react';
import type { JSX } from 'react';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { Act } from '../../../shared/cases/acts.ts';
import type { OfferedAct } from '../../../shared/cases/legal-acts.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { Trouble } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { storeTrouble } from '../../data/trouble.ts';
import { TroubleNote } from '../../records/act-note.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { isInputMethod } from '../../ui/keys.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { askedBy } from './act-input.ts';
import {
  actsOfMany,
  MOST_AT_ONCE,
  missingInBatch,
  NOTHING_FILLED,
  planFor,
  planWords,
  type BatchInput,
  type BatchPlan,
} from './batch.ts';
import { BatchLeftOver, type Batch } from './batch-run.ts';
import { besideReasons, reasonsOf } from './case-reasons.ts';
import { RefusalList } from './refusal-list.tsx';

export interface BatchDialogProps {
  readonly ids: readonly string[];
  /** `left`: those that cannot be done, which stay selected. Rejects where nothing could be begun: the dialog says so and stays. */
  readonly onStart: (batch: Batch, left: ReadonlySet<string>) => Promise<void>;
  readonly onClose: () => void;
}

type OfferedToMany = OfferedAct & { readonly count: number };
interface Read {
  readonly documents: readonly CaseDocument[];
  readonly acts: readonly OfferedToMany[];
}

/** So many logs are folded at a stretch: the page stays alive meanwhile. */
const SLICE = 20;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const NONE = [] as const;

/** The cases of a selection with what can be done with them, read once when the dialog opens. */
function useChosen(ids: readonly string[]): Read | undefined {
  const { cases, user, clock, rulebooks } = useWorkstation();
  const [read, setRead] = useState<Read>();
  const [failure, setFailure] = useState<{ readonly cause: unknown }>();
  useEffect(() => {
    let isWanted = true;
    const look = async (): Promise<void> => {
      const documents = await cases.many(ids);
      const found = new Map<Act, OfferedToMany>();
      for (let from = 0; isWanted && from < documents.length; from += SLICE) {
        for (const offer of actsOfMany(user, documents.slice(from, from + SLICE), isoAt(clock.nowMs()), rulebooks)) {
          found.set(offer.act, { ...offer, count: offer.count + (found.get(offer.act)?.count ?? 0) });
        }
        await pause();
      }
      const acts = [...found.values()].sort(
        (one, other) => Number(one.act === 'note') - Number(other.act === 'note') || other.count - one.count,
      );
      if (isWanted) setRead({ documents, acts });
    };
    look().catch((cause: unknown) => {
      if (isWanted) setFailure({ cause });
    });
    return () => {
      isWanted = false;
    };
  }, [cases, user, clock, rulebooks, ids]);
  // What cannot be read belongs to the nearest error boundary, not into silence.
  if (failure !== undefined) throw failure.cause;
  return read;
}

const leftOver = (left: number): Trouble => ({
  code: 'batch-left-over',
  what: `上一批还有 ${String(left)} 件没有办，这一批没有开始。`,
  safe: '选中的和写的都在。',
  next: '先在清单上方“接着办”或“不办了”，再办这一批。',
});

/** Many cases, one act: what will be refused and why stands there before it is done. */
export function BatchDialog({ ids, onStart, onClose }: BatchDialogProps): JSX.Element {
  const workstation = useWorkstation();
  const { user, clock, catalogs, rulebooks } = workstation;
  const departments = useLive(catalogs.departments) ?? NONE;
  const standards = useLive(catalogs.standards) ?? NONE;
  const notes = useLive(catalogs.notes) ?? NONE;
  const allReasons = useLive(catalogs.reasons) ?? NONE;
  const [openedAt] = useState(() => isoAt(clock.nowMs()));
  const tooMany = ids.length > MOST_AT_ONCE;
  const asked = useMemo(() => (tooMany ? [] : ids), [tooMany, ids]);
  const read = useChosen(asked);
  const [picked, setPicked] = useState<Act>();
  const [input, setInput] = useState<BatchInput>(NOTHING_FILLED);
  const [wasTried, setTried] = useState(false);
  const [isStarting, setStarting] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const change = (part: Partial<BatchInput>): void => {
    setInput((before) => ({ ...before, ...part }));
  };

  const form = useRef<HTMLDivElement>(null);
  const isRead = read !== undefined;
  useEffect(() => {
    // There was nothing to fill in before.
    if (isRead) form.current?.querySelector('select')?.focus();
  }, [isRead]);

  const acts = read?.acts ?? [];
  const offer = acts.find(({ act }) => act === picked) ?? acts[0];
  const reasons = offer === undefined ? NONE : reasonsOf(offer.act, allReasons);
  // Until something is said, a preview says what would be refused whatever is said.
  const judged = useMemo(
    (): BatchInput => (input.text.trim() === '' && input.reason === undefined ? { ...input, text: '待填' } : input),
    [input],
  );
  const plan = useMemo((): BatchPlan | undefined => {
    if (read === undefined || offer === undefined) return undefined;
    const by = { user, at: openedAt, rulebooks };
    return planFor(offer.act, read.documents, judged, { departments, standards, notes }, by);
  }, [read, offer, judged, departments, standards, notes, user, openedAt, rulebooks]);
  const missing = offer === undefined ? undefined : missingInBatch(offer.act, input, reasons.length > 0);

  const confirm = (): void => {
    if (isStarting) return;
    setTried(true);
    if (offer === undefined || read === undefined || plan === undefined || missing !== undefined) return;
    // Judged once more on what was filled in.
    const by = { user, at: isoAt(clock.nowMs()), rulebooks };
    const { items, refusals } = planFor(offer.act, read.documents, input, { departments, standards, notes }, by);
    if (items.length === 0) return;
    setStarting(true);
    setTrouble(undefined);
    onStart(
      { id: crypto.randomUUID(), act: offer.act, label: offer.label, items },
      new Set(refusals.flatMap(({ cases }) => cases.map(({ id }) => id))),
    )
      .catch((cause: unknown) => {
        if (cause instanceof BatchLeftOver) {
          setTrouble(leftOver(cause.left));
          return;
        }
        console.error('The acts on many cases could not be begun.', cause);
        setTrouble(storeTrouble(cause));
      })
      .finally(() => {
        setStarting(false);
      });
  };
  const able = plan?.items.length ?? 0;
  const asks = offer === undefined ? 'nothing' : askedBy(offer.act);
  const wordsLabel =
    asks === 'note'
      ? '备注'
      : asks !== 'reason' || offer === undefined
        ? '说明'
        : reasons.length === 0
          ? '理由'
          : besideReasons(offer.act, input.reason?.code);

  return (
    <Dialog
      title={`批量办理：选中 ${ids.length.toLocaleString('zh-CN')} 件`}
      size="wide"
      onClose={onClose}
      acts={
        <>
          {offer !== undefined && able > 0 && (
            <Button kind="primary" keyHint="Ctrl Enter" busyText={isStarting ? '正在存…' : undefined} onClick={confirm}>
              {offer.label} {able} 件
            </Button>
          )}
          <Button onClick={onClose}>取消</Button>
        </>
      }
    >
      <div
        ref={form}
        className="ui-stack"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.ctrlKey || isInputMethod(event.nativeEvent)) return;
          event.preventDefault();
          confirm();
        }}
      >
        {tooMany ? (
          <p>一次最多办 {MOST_AT_ONCE} 件。先用条件缩小范围，或分几次选。</p>
        ) : read === undefined ? (
          <p role="status">正在看这些事件能办什么…</p>
        ) : offer === undefined ? (
          <p>这些事件现在没有要你办的。</p>
        ) : (
          <>
            <Select
              label="办什么"
              value={offer.act}
              options={acts.map(({ act, label, count }) => ({
                value: act,
                label: `${label}（${String(count)} 件可以）`,
              }))}
              onChange={(act) => {
                setPicked(act);
                setInput(NOTHING_FILLED);
                setTried(false);
              }}
            />
            {asks === 'department' && (
              <Select
                label="派给"
                value={input.department?.key ?? 'main'}
                options={[
                  { value: 'main', label: '各类别的主办部门' },
                  ...departments.map(({ key, name }) => ({ value: key, label: name })),
                ]}
                onChange={(key) => {
                  change({ department: departments.find((one) => one.key === key) });
                }}
              />
            )}
            {asks === 'closeCondition' && (
              <Checkbox
                label="每一件都达到了自己的结案条件"
                checked={input.conditionMet}
                onChange={(conditionMet) => {
                  change({ conditionMet });
                }}
              />
            )}
            {asks === 'reason' && reasons.length > 0 && (
              <RadioGroup
                label="原因"
                value={input.reason?.code}
                options={reasons.map(({ code, label }) => ({ value: code, label }))}
                onChange={(code) => {
                  change({ reason: reasons.find((one) => one.code === code) });
                }}
              />
            )}
            {asks !== 'nothing' && (
              <TextArea
                label={wordsLabel}
                value={input.text}
                maxLength={500}
                onChange={(text) => {
                  change({ text });
                }}
              />
            )}
            {wasTried && missing !== undefined && (
              <p className="ui-field-error" role="alert">
                {missing}
              </p>
            )}
            {plan !== undefined && (
              <section className="cases-batch-plan" aria-label="会怎样">
                <p role="status">
                  <b>{planWords(offer.label, plan)}</b>
                  {offer.legal && able > 0 && '。每件各记一笔，办了不能一起撤。'}
                </p>
                <RefusalList refusals={plan.refusals} />
              </section>
            )}
          </>
        )}
        {trouble !== undefined && <TroubleNote trouble={trouble} />}
      </div>
    </Dialog>
  );
}
