import { useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import type { JSX, KeyboardEvent } from 'react';
import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import { CHANNELS, type Channel } from '../../../shared/domain/case.ts';
import type { CategoryEntry } from '../../../shared/domain/catalog.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import type { PhotoKind } from '../../../shared/domain/evidence.ts';
import type { Post } from '../../../shared/domain/staff.ts';
import type { CaseRow, Draft } from '../../data/api.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { CHANNEL_NAMES } from '../../lib/case-words.ts';
import { useReady } from '../../lib/readiness.ts';
import { unfinishedIn } from '../../records/filled-in.ts';
import { hourMinuteSecond } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { PageHead } from '../../ui/frame/page-head.tsx';
import { picturesOf } from '../../ui/photo-input.tsx';
import { isInputMethod } from '../../ui/keys.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { useShortcuts, type Shortcut } from '../../ui/shortcuts.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { CategoryField } from './category-field.tsx';
import { ControlNote } from './control-note.tsx';
import { DuplicateNote, MergeNote } from './duplicate-note.tsx';
import { goesWhere } from './goes-where.ts';
import { duplicateFinder } from './likely-duplicates.ts';
import { mayMerge } from './merge-into.ts';
import { missingFields, type MissingFields } from './missing-fields.ts';
import { PhotoField } from './photo-field.tsx';
import { nextKinds } from './photo-kinds.ts';
import { PlaceField } from './place-field.tsx';
import { PlaceMap } from './place-map.tsx';
import { Sent } from './sent.tsx';
import { useDraft } from './use-draft.ts';
import { useHandIn } from './use-hand-in.ts';
import { useReportPlace } from './use-report-place.ts';
import { usualNames } from './usual-names.ts';

export interface ReportFormProps {
  readonly begin: Draft | undefined;
  readonly beginAt: readonly [number, number] | undefined;
  readonly post: Post;
  readonly areas: readonly AreaDocument[];
  readonly buildings: readonly BuildingDocument[];
  readonly categories: readonly CategoryEntry[];
  readonly onLeave: () => void;
  readonly onOpenCase: (id: string) => void;
  readonly onKeep: (draftId: string) => void;
  readonly onAgain: () => void;
}

const NOTHING = [] as const;
const nothing = (): void => undefined;
const PLACE_INPUT = '.report-field:nth-of-type(2) input';
const CHANNEL_OPTIONS = CHANNELS.map((channel) => ({ value: channel, label: CHANNEL_NAMES[channel] }));
const channelOf = (post: Post): Channel => (post.role === 'gridWorker' ? 'patrol' : 'phone');

export function ReportForm(props: ReportFormProps): JSX.Element {
  const { begin, beginAt, post, areas, buildings, categories, onLeave, onOpenCase, onKeep, onAgain } = props;
  const workstation = useWorkstation();
  const { user, clock } = workstation;
  const open = useLive(workstation.cases.open) ?? NOTHING;
  const notes = useLive(workstation.catalogs.notes) ?? NOTHING;
  const rules = useLive(workstation.catalogs.duplicateRules);
  const isOnline = useLive(workstation.sync.status)?.online === true;
  const now = useNow(clock.nowMs);
  const { keeper, draft } = useDraft(begin ?? channelOf(post));
  const { fields, photos } = draft;
  // Whoever comes back, by Back or over the lock, finds this form and not an empty one.
  const keep = useEffectEvent(onKeep);
  useLayoutEffect(() => {
    if (draft.id !== undefined) keep(draft.id);
  }, [draft.id]);
  const { finder, outside, place, placeAt } = useReportPlace({ keeper, areas, buildings, post, beginAt });
  const words = areaWords(areas);

  const [errors, setErrors] = useState<MissingFields>({});
  const [unfinished, setUnfinished] = useState<string>();
  const { isSending, trouble, sent, handIn } = useHandIn(keeper, post);
  /** The open case that this one is to be merged into once it is reported. */
  const [into, setInto] = useState<CaseRow>();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const form = useRef<HTMLDivElement>(null);
  const category = useRef<HTMLInputElement>(null);
  const map = useRef<HTMLDivElement>(null);
  const hasLeft = useRef(false);
  useReady('report', sent === undefined);

  // What is usual stays where it is while the form is open; new arrivals do not move it under the hand.
  const [usual, setUsual] = useState<readonly string[]>();
  if (usual === undefined && open.length > 0) setUsual(usualNames(open, user.id));

  const whose =
    fields.place === undefined
      ? undefined
      : isUnder(fields.place.gridCode, post.scope)
        ? {
            isOwn: true,
            words: post.role === 'gridWorker' ? '在我的网格内' : `${words.nameOf(fields.place.gridCode)} 网格`,
          }
        : { isOwn: false, words: `在 ${words.nameOf(fields.place.gridCode)} 网格，归那里办` };
  const canSelfHandle = post.role === 'gridWorker';
  const [likely] = useState(duplicateFinder);
  const duplicates =
    rules === undefined ? NOTHING : likely.find(fields, open, rules, now).filter(({ row }) => !dismissed.has(row.id));
  const control =
    fields.category === undefined || fields.place === undefined || fields.outcome !== 'report'
      ? null
      : workstation.controlOn({ category: fields.category, place: fields.place, channel: fields.channel }, isoAt(now));
  const said = unfinished ?? (trouble && trouble.what + trouble.safe + trouble.next);
  const missing = missingFields({ ...fields, photos });
  const community = fields.place === undefined ? undefined : words.fullNameOf(fields.place.gridCode.slice(0, 12));

  const addFiles = (files: readonly File[], kind?: PhotoKind): void => {
    const pictures = files.filter((file) => file.type.startsWith('image/'));
    const likely = nextKinds(photos, fields.outcome, pictures.length);
    void keeper.addPhotos(
      pictures.map((file, at) => ({
        blob: file,
        kind: kind ?? likely[at] ?? likely[0],
        takenAt: new Date(Math.min(file.lastModified, clock.nowMs())).toISOString(),
      })),
    );
  };
  const submit = (): void => {
    if (isSending || sent !== undefined) return;
    const open = form.current === null ? undefined : unfinishedIn(form.current);
    setUnfinished(open?.words);
    if (open !== undefined) {
      // What is typed and not chosen stands nowhere else: the case would be of what was chosen before.
      open.element.focus();
      return;
    }
    setErrors(missing);
    const [first] = Object.keys(missing);
    if (first !== undefined) {
      const field = { category: 'input', place: PLACE_INPUT, photos: '.report-photos > :last-child .ui-photo-add' }[
        first
      ];
      if (field !== undefined) form.current?.querySelector<HTMLElement>(field)?.focus();
      return;
    }
    handIn(into);
  };
  /** What could not be saved says so itself, and the form stays. */
  const saved = (next: () => void): void => {
    keeper.flush().then(next, (cause: unknown) => {
      console.error('The draft could not be saved.', cause);
    });
  };
  const leave = (): void => {
    if (isSending) return;
    saved(() => {
      if (!hasLeft.current) onLeave();
      hasLeft.current = true;
    });
  };
  /** Another case, with this form behind it as it is. */
  const lookAt = (caseId: string): void => {
    saved(() => {
      onOpenCase(caseId);
    });
  };
  const photoButton = (): HTMLElement | null | undefined => form.current?.querySelector<HTMLElement>('.ui-photo-add');
  const openPhotos = (): void => {
    if (!isSending) photoButton()?.click();
  };
  const toPlace = (): void => form.current?.querySelector<HTMLElement>(PLACE_INPUT)?.focus();
  const toPhotos = (): void => photoButton()?.focus();
  /** Enter moves on from a line that is filled; what is still being searched stays where it is. */
  const moveOn = (event: KeyboardEvent<HTMLElement>): void => {
    const { target } = event;
    if (event.key !== 'Enter' || event.ctrlKey || isInputMethod(event.nativeEvent)) return;
    if (!(target instanceof HTMLInputElement) || target.type !== 'text' || target.value === '') return;
    if (target === category.current) {
      if (target.value !== fields.category?.name) return;
      toPlace();
    } else if (target.matches(PLACE_INPUT) && target.getAttribute('role') !== 'combobox') toPhotos();
    else return;
    event.preventDefault();
  };
  const toMap = (): void => map.current?.querySelector<HTMLElement>('[role="application"]')?.focus();
  const saveWords =
    draft.savedAt === undefined || (draft.isDirty && draft.trouble !== undefined)
      ? undefined
      : draft.isDirty
        ? '正在存…'
        : `草稿已存本机 ${hourMinuteSecond(draft.savedAt)}`;

  const keysOfForm: readonly Shortcut[] = [
    { keys: 'Ctrl+Enter', label: '保存上报', group: '上报', inStatusBar: true, run: submit },
    ...(canSelfHandle
      ? [
          {
            keys: 'Ctrl+D',
            label: '自处置',
            group: '上报',
            inStatusBar: true,
            run: () => {
              if (!isSending) keeper.change({ outcome: fields.outcome === 'report' ? 'selfHandle' : 'report' });
            },
          },
        ]
      : []),
    { keys: 'Alt+P', label: '拍照/选照片', group: '上报', inStatusBar: true, run: openPhotos },
    { keys: 'Alt+M', label: '在图上点位置', group: '上报', inStatusBar: true, run: toMap },
    {
      keys: 'Ctrl+S',
      label: '存草稿',
      group: '上报',
      run: () => {
        saved(nothing);
      },
    },
    { keys: 'Escape', label: '存草稿离开', group: '上报', run: leave },
  ];
  // Once it is sent there is no form to save: its keys go with it.
  useShortcuts(
    sent === undefined
      ? keysOfForm
      : [
          { keys: 'N', label: '再报一件', group: '上报', run: onAgain },
          { keys: 'Escape', label: '离开', group: '上报', run: onLeave },
        ],
  );

  if (sent !== undefined) {
    return (
      <Sent
        caseId={sent.caseId}
        onDraft={onKeep}
        outcome={fields.outcome}
        title={fields.category?.name ?? ''}
        community={community ?? ''}
        merged={sent.merged}
        onOpen={() => {
          onOpenCase(sent.caseId);
        }}
        onAgain={onAgain}
      />
    );
  }
  return (
    <>
      <PageHead
        title="新上报"
        note={saveWords !== undefined && <StateMark kind="local" look="chip" words={saveWords} />}
        acts={
          <>
            {post.role !== 'gridWorker' && (
              <Select
                label="来源"
                className="report-channel"
                value={fields.channel}
                disabled={isSending}
                options={CHANNEL_OPTIONS}
                onChange={(channel) => {
                  keeper.change({ channel });
                }}
              />
            )}
            <Button keyHint="Esc" disabled={isSending} onClick={leave}>
              存草稿离开
            </Button>
          </>
        }
      />
      <div
        className="report"
        inert={isSending}
        onPaste={(event) => {
          const pictures = picturesOf(event.clipboardData);
          if (pictures.length === 0) return;
          event.preventDefault();
          addFiles(pictures);
        }}
      >
        <div ref={form} className="report-form">
          <div className="report-fields" onKeyDown={moveOn}>
            <CategoryField
              value={fields.category}
              onChange={(next) => {
                setUnfinished(undefined);
                if (next !== undefined) keeper.change({ category: next });
              }}
              categories={categories}
              notes={notes}
              usual={usual ?? NOTHING}
              error={missing.category === undefined ? undefined : errors.category}
              inputRef={category}
              onChosen={toPlace}
            />
            <PlaceField
              value={fields.place}
              onChange={(next) => {
                setUnfinished(undefined);
                place(next);
              }}
              finder={finder}
              whose={whose}
              error={outside ?? (missing.place === undefined ? undefined : errors.place)}
              onToMap={toMap}
              onChosen={toPhotos}
            />
            <PhotoField
              photos={photos}
              outcome={fields.outcome}
              onAdd={addFiles}
              onKind={keeper.setPhotoKind}
              onRemove={(id) => {
                void keeper.removePhoto(id);
              }}
              error={missing.photos === undefined ? undefined : errors.photos}
              trouble={draft.trouble}
            />
            <div className="report-field report-situation">
              <TextArea
                label={
                  <>
                    <b>4</b>情况
                  </>
                }
                note="选填"
                rows={2}
                maxLength={2000}
                value={fields.description}
                onChange={(description) => {
                  keeper.change({ description });
                }}
              />
              <Checkbox
                label="紧急"
                checked={fields.urgent}
                onChange={(urgent) => {
                  keeper.change({ urgent });
                }}
              />
            </div>
            {said !== undefined && (
              <p className="ui-field-error" role="alert">
                {said}
              </p>
            )}
          </div>
          {control !== null && <ControlNote control={control} />}
          {into !== undefined && (
            <MergeNote
              into={into}
              onDrop={() => {
                setInto(undefined);
              }}
            />
          )}
          {into === undefined && duplicates[0] !== undefined && (
            <DuplicateNote
              duplicate={duplicates[0]}
              nowMs={now}
              onOpen={lookAt}
              onMerge={fields.outcome === 'report' && mayMerge(post) ? setInto : undefined}
              onDismiss={(id) => {
                setDismissed((before) => new Set(before).add(id));
              }}
            />
          )}
          <div className="report-foot">
            {canSelfHandle && (
              <RadioGroup
                label="怎么办"
                look="segmented"
                size="large"
                value={fields.outcome}
                options={[
                  { value: 'report', label: '上报' },
                  { value: 'selfHandle', label: '已当场处置' },
                ]}
                onChange={(outcome) => {
                  keeper.change({ outcome });
                }}
              />
            )}
            <p className="report-goes">{goesWhere(isOnline, fields.outcome, community)}</p>
            <Button
              kind="primary"
              size="large"
              keyHint="Ctrl Enter"
              {...(isSending ? { busyText: '正在存…' } : {})}
              onClick={submit}
            >
              保存上报
            </Button>
          </div>
        </div>
        <div ref={map} className="report-map">
          <PlaceMap
            areas={areas}
            buildings={buildings}
            open={open}
            ownScope={post.scope}
            place={fields.place}
            onPick={placeAt}
          />
        </div>
      </div>
    </>
  );
}
