import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { JSX } from 'react';
import { flushSync } from 'react-dom';
import type { Act } from '../../../shared/cases/acts.ts';
import type { Fold } from '../../../shared/cases/fold.ts';
import { actsFor, type ActsFor, type OfferedAct } from '../../../shared/cases/legal-acts.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { Proposal } from '../../../shared/cases/dispatch/dispatch-rules.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { categoryKeyText } from '../../../shared/domain/catalog.ts';
import type { NewPhoto } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { nextActOf } from '../../../shared/cases/whose-turn.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { ActDialog } from './act-dialog.tsx';
import { alikeCases } from './alike-cases.ts';
import { ActFields, standardsFor } from './act-fields.tsx';
import {
  askedBy,
  consequenceOf,
  dataFor,
  doneWords,
  isAskedInBar,
  isAskedInDialog,
  missingFor,
  nameOf,
  NOTHING_TYPED,
  type ActInput,
  type Asked,
} from './act-input.ts';
import { forgetKept, useKeptAct } from './kept-acts.ts';
import type { Acting } from './use-acting.ts';

export interface ActionBarProps {
  readonly document: CaseDocument;
  /** Of its log. */
  readonly fold: Fold;
  readonly acting: Acting;
  /** What the dispatch rules say of it: offered first. */
  readonly proposal: Proposal | null;
  /** An act to begin with, when the page was opened for it. */
  readonly firstAct?: string | undefined;
  readonly onDone: (act: Act) => void;
}

/** Acts that stand in the bar itself; endings and remarks are one step away under 更多. */
const UNDER_MORE: ReadonlySet<Act> = new Set([
  'note',
  'correct',
  'void',
  'reject',
  'reopen',
  'release',
  'merge',
  'recallVerify',
  'unableToCheck',
  'dispatchJointly',
  'sendPart',
  'endJoint',
  'withdrawAssignment',
  'requestExtension',
  'requestSuspension',
  'cancelRequest',
  'appeal',
  'supervise',
  'blowWhistle',
  'endWhistle',
  'escalate',
  'forceClose',
  'reopenClosed',
]);
/** Endings that no later act takes back. */
const GRAVE: ReadonlySet<Act> = new Set(['void', 'reject', 'forceClose']);

/** What the key of an act does together with Shift: its choice may be another than the one filled in. */
const FIELD_WORDS: Readonly<Partial<Record<Asked, string>>> = { department: '换部门', standard: '选标准' };

const openParts = ({ parts }: CaseDocument): readonly string[] | undefined =>
  parts?.filter(({ state }) => state !== 'done').map(({ department }) => department);

/** Opened for a dispatch, a case that the rules want handled jointly begins with that. */
function leadingAct(
  acts: ActsFor,
  document: CaseDocument,
  firstAct: string | undefined,
  isJointly: boolean,
): OfferedAct | undefined {
  const find = (act: string | undefined): OfferedAct | undefined => acts.offered.find((offer) => offer.act === act);
  const jointly =
    isJointly && (firstAct === undefined || firstAct === 'dispatch') ? find('dispatchJointly') : undefined;
  return (
    jointly ??
    find(firstAct) ??
    find(nextActOf(document.state, openParts(document))) ??
    // Where the next step has to wait for another, that other one; a claim carries nothing on.
    acts.offered.find(({ act }) => !UNDER_MORE.has(act) && act !== 'claim') ??
    find('claim')
  );
}

/** `结案（处置部门正在处置）`: each act of this person that is still to come and may not be done now, with the reason. What is over stands in the course. */
function WithheldLine({ acts }: { readonly acts: ActsFor }): JSX.Element | null {
  const byWhy = new Map<string, string[]>();
  for (const { label, why, isBehind } of acts.withheld) {
    if (isBehind) continue;
    const reason = why.replace(/，现在不能.*$/, '').replace(/，不能.*$/, '');
    byWhy.set(reason, [...(byWhy.get(reason) ?? []), label]);
  }
  if (byWhy.size === 0) return null;
  const words = [...byWhy].map(([reason, labels]) => `${labels.join('、')}（${reason}）`).join('；');
  return (
    <p className="cases-bar-withheld" title={`现在不能做：${words}`}>
      现在不能做：{words}
    </p>
  );
}

export function ActionBar({ document, fold, acting, proposal, firstAct, onDone }: ActionBarProps): JSX.Element {
  const workstation = useWorkstation();
  const departments = useLive(workstation.catalogs.departments) ?? [];
  const standards = standardsFor(document, useLive(workstation.catalogs.standards) ?? []);
  const notes = useLive(workstation.catalogs.notes) ?? [];
  const now = useNow(workstation.clock.nowMs);
  const acts = actsFor(workstation.user, document, isoAt(now), workstation.rulebooks, fold);
  const isJointly = proposal !== null && proposal.grade !== 'general';
  const leading = leadingAct(acts, document, firstAct, isJointly);

  const [chosenAct, setChosenAct] = useState<Act>();
  const [asking, setAsking] = useState<{ readonly offer: OfferedAct; readonly wasRefused?: boolean }>();
  const [tries, setTries] = useState(0);
  const bar = useRef<HTMLElement>(null);
  /** Pressed while the last act was still being written: done after it, where it is offered then. */
  const [early, setEarly] = useState<Act>();
  // What was chosen in one state is not what the next one begins with; a dialog stays open, with what is typed in it.
  const [state, setState] = useState(document.state);
  if (state !== document.state) {
    setState(document.state);
    setChosenAct(undefined);
    setTries(0);
  }

  const chosen = acts.offered.find((offer) => offer.act === chosenAct) ?? leading;
  const kept = useKeptAct(document._id, chosen?.act ?? '');
  const ofCategory = notes.find(
    (note) => categoryKeyText(note.category) === categoryKeyText(document.finding.category),
  )?.department;
  const mainDepartment = (proposal?.grade === 'general' ? proposal.department : undefined) ?? ofCategory;
  /** Dispatched together with this one already, while this one could not be. */
  const [sent, setSent] = useState<ReadonlySet<string>>(new Set());
  /** What was ticked and may still go along: a colleague may have been faster. */
  const bundledNow = (): readonly string[] => {
    const ticked = kept.typed.bundled ?? [];
    if (ticked.length === 0) return ticked;
    const alike = alikeCases(document, workstation.cases.open.get() ?? []);
    return ticked.filter((id) => sent.has(id) || alike.some(({ row }) => row.id === id));
  };
  const input: ActInput = {
    ...NOTHING_TYPED,
    department: departments.find(({ key }) => key === mainDepartment),
    ...(standards.length === 1 ? { standard: standards[0] } : {}),
    ...kept.typed,
    bundled: bundledNow(),
    photoCount: kept.photos.length,
  };
  const missing = chosen === undefined ? undefined : missingFor(chosen.act, input);

  const perform = async (offer: OfferedAct): Promise<void> => {
    const now: ActInput = { ...input, bundled: bundledNow() };
    const data = dataFor(offer.act, now, document);
    // The others first: what stands in the way of one of them is said here, where the case in hand is still to be dispatched.
    for (const id of offer.act === 'dispatch' ? now.bundled.filter((one) => !sent.has(one)) : []) {
      if (!(await acting.perform(id, offer, data, [], '捆绑的一件已派遣'))) return;
      setSent((before) => new Set(before).add(id));
    }
    const done = await acting.perform(
      document._id,
      offer,
      data,
      isAskedInBar(offer.act) ? kept.photos.map(({ photo }) => photo) : [],
      `${nameOf(document)} ${doneWords(offer.act, offer.label, now)}`,
    );
    if (!done) return;
    forgetKept(workstation, document._id, offer.act);
    setChosenAct(undefined);
    setTries(0);
    onDone(offer.act);
  };

  const press = (offer: OfferedAct): void => {
    if (acting.busyAct !== undefined) {
      setEarly(offer.act);
      return;
    }
    if (isAskedInDialog(offer.act)) {
      setAsking({ offer });
    } else if (isAskedInBar(offer.act) && chosen?.act !== offer.act) {
      setChosenAct(offer.act);
      setTries(0);
    } else if (missingFor(offer.act, input) !== undefined) {
      setTries((before) => before + 1);
    } else {
      void perform(offer);
    }
  };

  /** The dialog is gone, and its focus back, before the hand goes on. */
  const performAsked = async (
    offer: OfferedAct,
    data: Readonly<Record<string, unknown>>,
    photos: readonly NewPhoto[],
  ): Promise<void> => {
    if (acting.busyAct !== undefined) return;
    const words = `${nameOf(document)} ${doneWords(offer.act, offer.label, input)}`;
    if (!(await acting.perform(document._id, offer, data, photos, words))) {
      setAsking((now) => now && { ...now, wasRefused: true });
      return;
    }
    forgetKept(workstation, document._id, offer.act);
    flushSync(() => {
      setAsking(undefined);
    });
    onDone(offer.act);
  };

  const pressEarly = useEffectEvent(() => {
    if (early === undefined) return;
    const offer = acts.offered.find(({ act }) => act === early);
    setEarly(undefined);
    if (offer !== undefined) press(offer);
  });
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- that the act is written is told by whoever writes it, not by an event here
    if (acting.busyAct === undefined) pressEarly();
    // The key may have been heard in the very instant in which the act was written, and be noted after that was told.
  }, [acting.busyAct, early]);

  // What is asked in the bar is reached from the list: by the key of its act when something is missing, else by the key with Shift.
  const toField = (): void => {
    bar.current?.querySelector<HTMLElement>('.cases-bar-fields :is(select, input[type="checkbox"])')?.focus();
  };
  const leadToField = useEffectEvent(toField);
  useEffect(() => {
    if (tries > 0) leadToField();
  }, [tries]);

  const inBar = acts.offered.filter((offer) => !UNDER_MORE.has(offer.act) || offer.act === leading?.act);
  const underMore = acts.offered.filter((offer) => !inBar.includes(offer));
  const ordered = chosen === undefined ? inBar : [chosen, ...inBar.filter((offer) => offer.act !== chosen.act)];
  const seenKeys = new Set<string>();
  // What stands under 更多 has its key as well, where the bar leaves it free.
  const keyed = [...ordered, ...underMore].flatMap((offer) => {
    if (offer.key === undefined || seenKeys.has(offer.key)) return [];
    seenKeys.add(offer.key);
    return [{ ...offer, key: offer.key }];
  });
  const keyOf = (offer: OfferedAct): string | undefined => keyed.find(({ act }) => act === offer.act)?.key;

  const chosenKey = chosen === undefined ? undefined : keyOf(chosen);
  const fieldKey = chosenKey === undefined ? undefined : `Shift+${chosenKey}`;
  const fieldWords = chosen === undefined ? undefined : FIELD_WORDS[askedBy(chosen.act)];

  useShortcuts([
    ...keyed.map((offer) => ({
      keys: offer.key,
      label: offer.label,
      group: '办理',
      inStatusBar: true,
      run: () => {
        press(offer);
      },
    })),
    ...(chosen === undefined
      ? []
      : [
          {
            keys: 'Ctrl+Enter',
            label: chosen.label,
            group: '办理',
            run: () => {
              press(chosen);
            },
          },
        ]),
    ...(fieldKey === undefined || fieldWords === undefined
      ? []
      : [{ keys: fieldKey, label: fieldWords, group: '办理', run: toField }]),
    ...(underMore.length === 0
      ? []
      : [
          {
            keys: '.',
            label: '更多办理',
            group: '办理',
            run: () => {
              bar.current?.querySelector<HTMLElement>('.cases-bar-more button')?.click();
            },
          },
        ]),
  ]);

  const consequence = chosen === undefined ? undefined : consequenceOf(chosen.act, input, document);
  const { result } = acting;
  return (
    <section ref={bar} className="cases-bar" aria-label="办理">
      {kept.fromBefore !== undefined && (
        <p className="cases-bar-note" role="status">
          {kept.fromBefore}
        </p>
      )}
      {chosen !== undefined && askedBy(chosen.act) !== 'nothing' && (
        <div className="cases-bar-fields">
          <ActFields
            act={chosen.act}
            keyOfField={fieldWords === undefined ? undefined : fieldKey}
            document={document}
            input={input}
            onInput={(change) => {
              kept.change({ typed: { ...kept.typed, ...change } });
            }}
            kept={kept}
            departments={departments}
            mainDepartment={mainDepartment}
            standards={standards}
            error={tries > 0 ? missing : undefined}
            tries={tries}
          />
        </div>
      )}
      <div className="cases-bar-acts">
        {ordered.map((offer) => (
          <Button
            key={offer.act}
            kind={offer.act === chosen?.act ? 'primary' : 'normal'}
            keyHint={keyOf(offer)}
            {...(acting.busyAct === offer.act ? { busyText: '正在存…' } : {})}
            onClick={() => {
              press(offer);
            }}
          >
            {offer.label}
          </Button>
        ))}
        {underMore.length > 0 && (
          <span className="cases-bar-more">
            <Menu
              label="更多办理"
              button={
                <>
                  更多
                  <span className="ui-button-key" aria-hidden="true">
                    .
                  </span>
                </>
              }
              opens="up"
              align="right"
              items={underMore.map((offer) => ({
                key: offer.act,
                label: offer.label,
                keyHint: keyOf(offer),
                isDanger: GRAVE.has(offer.act),
                onPick: () => {
                  press(offer);
                },
              }))}
            />
          </span>
        )}
      </div>
      {chosen !== undefined && chosen.legal && consequence !== undefined && (
        <p className="cases-bar-note">{consequence}</p>
      )}
      {acts.offered.length === 0 && <p className="cases-bar-note">这件现在没有要你办的。</p>}
      <WithheldLine acts={acts} />
      {asking !== undefined && (
        <ActDialog
          offer={asking.offer}
          document={document}
          consequence={consequenceOf(asking.offer.act, input, document)}
          trouble={asking.wasRefused === true && result?.kind === 'trouble' ? result.trouble : undefined}
          isBusy={acting.busyAct !== undefined}
          onClose={() => {
            setAsking(undefined);
          }}
          onConfirm={(data, photos) => {
            void performAsked(asking.offer, data, photos);
          }}
        />
      )}
    </section>
  );
}
