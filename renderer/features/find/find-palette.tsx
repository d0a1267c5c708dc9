import { useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import type { JSX, KeyboardEvent } from 'react';
import { isUnder } from '../../../shared/domain/codes.ts';
import type { FindAnswer, Hit } from '../../../shared/stock/query.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useStateWords } from '../../data/rules-now.ts';
import { areaWords } from '../../lib/area-words.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { isBeingRead, isStillComing } from '../../records/still-coming.ts';
import { IconSearch } from '../../ui/icons.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { isInputMethod } from '../../ui/keys.ts';
import { useDebouncedSearch } from '../../ui/use-debounced-search.ts';
import { GROUP_NAMES, hitWords, spokenHit, type Fact, type HitContext } from './hit-words.ts';
import type { Part } from './marked-parts.ts';

export interface FindPaletteProps {
  readonly onClose: () => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onShowOnMap: (kind: StockKind, id: string) => void;
}

const NONE = [] as const;
const PER_GROUP = 5;
const PER_GROUP_ALONE = 50;

const isByAddress = ({ marks }: Hit): boolean => marks.length > 0 && marks.every(({ text }) => text === 'address');

/** The first of those that answer best; asked for by nothing but an address, the home comes before whoever lives there. */
function bestOf(hits: readonly Hit[]): number {
  const best = hits.reduce((at, hit, next) => (hit.rank < (hits[at]?.rank ?? Number.POSITIVE_INFINITY) ? next : at), 0);
  const found = hits[best];
  if (found?.kind !== 'person' || !isByAddress(found)) return best;
  const home = hits.findIndex((hit) => hit.kind === 'room' && isByAddress(hit) && hit.rank <= found.rank);
  return home < 0 ? best : home;
}

/** Question and kind in one text, so that an answer can be told from one to another question. What was asked before the stock was read up to its end is asked again. */
const questionOf = (typed: string, only: StockKind | undefined, isRead: boolean): string =>
  `${isRead ? '' : 'early'}|${only ?? ''}|${typed}`;

export function FindPalette({ onClose, onOpen, onShowOnMap }: FindPaletteProps): JSX.Element {
  const workstation = useWorkstation();
  const { stock, user } = workstation;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // Where the hand was before anything here took the focus.
  const [cameFrom] = useState(() => document.activeElement);
  const [typed, setTyped] = useState('');
  const [committed, setCommitted] = useState('');
  const [only, setOnly] = useState<StockKind>();
  /** The kinds Tab goes round, as the answer about all of them had them. */
  const [round, setRound] = useState<readonly StockKind[]>(NONE);
  /** Where the arrows put the hand; until then it lies on the best answer, in whatever group. */
  const [active, setActive] = useState<number>();
  /** Enter came faster than the answer: its best hit is meant, and gone to like this. */
  const entered = useRef<typeof onOpen>(undefined);
  const status = useLive(stock.status);
  const isComing = isStillComing(useLive(workstation.sync.status));
  const areas = useLive(workstation.areas) ?? NONE;
  const tags = useLive(workstation.catalogs.tags) ?? NONE;
  const placeKinds = useLive(workstation.catalogs.placeKinds) ?? NONE;

  useEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
    element?.querySelector('input')?.focus();
    return () => {
      element?.close();
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
    };
  }, [cameFrom]);

  const asked = committed.trim();
  const question = questionOf(asked, only, status?.ready === true && status.behind === 0);
  const found = useDebouncedSearch<FindAnswer>(question, asked !== '', async () => [
    await stock.find(asked, {
      perGroup: only === undefined ? PER_GROUP : PER_GROUP_ALONE,
      ...(only === undefined ? {} : { kinds: [only] }),
    }),
  ]);
  const answer = asked === '' ? undefined : found?.items[0];
  const isAnswered = found?.text === question;
  const hits = useMemo(() => answer?.groups.flatMap((group) => group.hits) ?? [], [answer]);
  const at = Math.min(active ?? bestOf(hits), hits.length - 1);
  const activeHit = hits[at];

  const stateWords = useStateWords();
  const context = useMemo((): HitContext => {
    const words = areaWords(areas);
    const tagNames = new Map(tags.map(({ code, label }) => [code, label]));
    const kindNames = new Map(placeKinds.map(({ code, label }) => [code, label]));
    return {
      typed: asked,
      today: shanghaiDay(workstation.clock.nowMs()),
      tag: (code) => tagNames.get(code) ?? code,
      placeKind: (code) => kindNames.get(code) ?? code,
      area: words.fullNameOf,
      stateWords,
      isMine: (scope) => user.posts.some((post) => isUnder(scope, post.scope)),
    };
  }, [areas, tags, placeKinds, asked, workstation, user.posts, stateWords]);

  const type = (text: string, isComposing: boolean): void => {
    entered.current = undefined;
    setTyped(text);
    if (isComposing) return;
    setActive(undefined);
    setCommitted(text);
  };
  const pick = (hit: Hit, go: (kind: StockKind, id: string) => void): void => {
    onClose();
    go(hit.kind, hit.id);
  };
  const pickEntered = useEffectEvent(() => {
    const go = entered.current;
    if (go === undefined || !isAnswered) return;
    entered.current = undefined;
    if (active === undefined && activeHit !== undefined) pick(activeHit, go);
  });
  useEffect(() => {
    pickEntered();
  }, [found]);
  /** From all to the kind under the hand, on through the others that were found, and back to all. */
  const nextKind = (): StockKind | undefined => {
    if (only !== undefined) return round[round.indexOf(only) + 1];
    const kinds = (answer?.groups ?? NONE).filter((group) => group.hits.length > 0).map(({ kind }) => kind);
    const first = kinds.findIndex((kind) => kind === activeHit?.kind);
    if (first < 0) return undefined;
    setRound([...kinds.slice(first), ...kinds.slice(0, first)]);
    return kinds[first];
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isInputMethod(event.nativeEvent)) return;
    const count = hits.length;
    if (event.key === 'ArrowDown') setActive(count === 0 ? 0 : (at + 1) % count);
    else if (event.key === 'ArrowUp') setActive(count === 0 ? 0 : (at - 1 + count) % count);
    else if (event.key === 'Tab') {
      entered.current = undefined;
      setOnly(nextKind());
      setActive(undefined);
    } else if (event.key === 'Enter' && asked !== '') {
      const go = event.ctrlKey || event.metaKey ? onShowOnMap : onOpen;
      // Where arrows had put the hand, another one may stand by then.
      if (!isAnswered) entered.current = active === undefined ? go : undefined;
      else if (activeHit !== undefined) pick(activeHit, go);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const scope = user.posts.map((post) => areaWords(areas).fullNameOf(post.scope)).join('、');
  const listId = `${id}-list`;
  const optionId = (hit: Hit): string => `${id}-${hit.id}`;
  return (
    <dialog
      ref={dialog}
      className="find-palette"
      aria-label="查找"
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        // A press on what lies behind is a press on the dialog itself.
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="find-head">
        <IconSearch size={17} />
        <input
          type="text"
          role="combobox"
          aria-label="姓名、拼音首字母、证件或手机后四位、地址、编号"
          aria-expanded={hits.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={activeHit === undefined ? undefined : optionId(activeHit)}
          autoComplete="off"
          spellCheck={false}
          placeholder="姓名、拼音首字母、后四位、地址、编号，可用空格连用"
          value={typed}
          onChange={(event) => {
            type(event.target.value, (event.nativeEvent as InputEvent).isComposing);
          }}
          onCompositionEnd={(event) => {
            type(event.currentTarget.value, false);
          }}
        />
        <span className="find-note" role="status">
          {only !== undefined && `只看${GROUP_NAMES[only]} · `}
          {answer !== undefined &&
            isAnswered &&
            `本机查找 · ${String(Math.max(1, Math.round(answer.tookMs)))} 毫秒 · 共 ${answer.total.toLocaleString('zh-CN')} 条`}
        </span>
      </div>
      <div id={listId} role="listbox" aria-label="找到的" className="find-list">
        {answer?.groups
          .filter(({ hits: inGroup }) => inGroup.length > 0)
          .map((group) => (
            <div key={group.kind} role="group" aria-label={`${GROUP_NAMES[group.kind]}，共 ${String(group.total)} 条`}>
              <div className="find-group" role="presentation">
                {GROUP_NAMES[group.kind]}
                {group.total > group.hits.length && (
                  <span>
                    {' '}
                    共 {group.total.toLocaleString('zh-CN')} 条，先列 {group.hits.length} 条
                  </span>
                )}
              </div>
              {group.hits.map((hit) => (
                <HitLine
                  key={hit.id}
                  id={optionId(hit)}
                  hit={hit}
                  context={context}
                  isActive={hit === activeHit}
                  onPick={(onMap) => {
                    pick(hit, onMap ? onShowOnMap : onOpen);
                  }}
                />
              ))}
            </div>
          ))}
        {answer !== undefined && isAnswered && hits.length === 0 && (
          <p className="find-nothing">
            {isComing
              ? `本机还没取齐${scope}的资料，取到的里没有“${asked}”。取齐后再查一次，`
              : `${scope}里没有“${asked}”。`}
            可以换拼音首字母、证件或手机后四位、地址里的几个字再试。
          </p>
        )}
      </div>
      <div className="find-foot">
        <span>
          <Kbd keys="↑" /> <Kbd keys="↓" /> 选择
        </span>
        <span>
          <Kbd keys="Enter" /> 打开
        </span>
        <span>
          <Kbd keys="Tab" /> {only === undefined ? '只看一类' : '换一类'}
        </span>
        <span>
          <Kbd keys="Ctrl Enter" /> 在地图上看
        </span>
        <span>
          <Kbd keys="Esc" /> 关闭
        </span>
        <span className="find-scope">
          {isComing || isBeingRead(status) ? '资料还在取，先查已有的；' : ''}
          容一字之差，范围：
          {scope}
        </span>
      </div>
    </dialog>
  );
}

const Marked = ({ parts }: { readonly parts: readonly Part[] }): JSX.Element => (
  <>{parts.map(({ text, isHit }, at) => (isHit ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>))}</>
);

const FactWords = ({ fact, isFirst }: { readonly fact: Fact; readonly isFirst: boolean }): JSX.Element => (
  <>
    {!isFirst && <span> · </span>}
    <span className={fact.isCode === true ? 'ui-code' : undefined}>
      <Marked parts={fact.parts} />
    </span>
  </>
);

interface HitLineProps {
  readonly id: string;
  readonly hit: Hit;
  readonly context: HitContext;
  readonly isActive: boolean;
  readonly onPick: (onMap: boolean) => void;
}

function HitLine({ id, hit, context, isActive, onPick }: HitLineProps): JSX.Element {
  const words = hitWords(hit, context);
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      aria-label={spokenHit(words)}
      className="find-hit"
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={(event) => {
        onPick(event.ctrlKey || event.metaKey);
      }}
    >
      <b className="ui-cut">
        <Marked parts={words.title} />
      </b>
      <span className="ui-cut">
        {words.facts.map((fact, at) => (
          <FactWords key={at} fact={fact} isFirst={at === 0} />
        ))}
        {hit.isNear && <span className="find-near"> · 一字之差</span>}
      </span>
      <span className="ui-cut find-place">
        <Marked parts={words.place} />
      </span>
      {isActive && <Kbd keys="Enter" />}
    </div>
  );
}
