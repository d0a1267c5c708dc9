import { useEffect, useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { ListQuery } from '../../../shared/stock/query.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { nextInList } from '../../lib/came-from.ts';
import { useReady } from '../../lib/readiness.ts';
import { Button } from '../../ui/button.tsx';
import { IconBack } from '../../ui/icons.tsx';
import { NoRightState } from '../../ui/no-right-state.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ActMessage } from './act-message.tsx';
import { CaseView } from './case-view.tsx';
import { useActing } from './use-acting.ts';
import './cases.css';

export interface CasePageProps {
  readonly id: string;
  readonly firstAct: string | undefined;
  readonly onBack: () => void;
  /** To the next case of the list one came from, in this one's place. */
  readonly onNext: (id: string) => void;
  readonly onShowOnMap: () => void;
  readonly onOpenCase: (id: string) => void;
}

const takeFocus = (button: HTMLButtonElement | null): void => {
  button?.focus();
};

const MINE: ListQuery<'case'> = { kind: 'case', where: [{ field: 'queues', op: 'in', values: ['mine'] }] };

/** What waits for this person, asked once an act is done; undefined before. */
function useMine(isWanted: boolean): ReadonlySet<string> | undefined {
  const { stock } = useWorkstation();
  const [mine, setMine] = useState<ReadonlySet<string>>();
  const [failure, setFailure] = useState<{ readonly cause: unknown }>();
  useEffect(() => {
    if (!isWanted) return;
    let isHere = true;
    stock.ids(MINE).then(
      (ids) => {
        if (isHere) setMine(new Set(ids));
      },
      (cause: unknown) => {
        if (isHere) setFailure({ cause });
      },
    );
    return () => {
      isHere = false;
    };
  }, [stock, isWanted]);
  // What cannot be read belongs to the nearest error boundary, not into silence.
  if (failure !== undefined) throw failure.cause;
  return isWanted ? mine : undefined;
}

const NOTHING = (): void => undefined;

/** The same anatomy on a page of its own. */
export function CasePage({ id, firstAct, onBack, onNext, onShowOnMap, onOpenCase }: CasePageProps): JSX.Element {
  const workstation = useWorkstation();
  const document = useLive(useMemo(() => workstation.cases.one(id), [workstation, id]));
  const areas = areaWords(useLive(workstation.areas) ?? []);
  const acting = useActing();
  const isDone = acting.result?.kind === 'done';
  const following = useMine(isDone);
  useReady('case', document !== undefined);
  useEffect(() => {
    if (document !== undefined && document !== null) void workstation.audit('view', id);
    // Put on record once per opening, not once per change of the case.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only whether the case is here counts
  }, [workstation, id, document === undefined || document === null]);
  useShortcuts([
    {
      keys: 'Escape',
      label: '返回列表',
      group: '办理',
      inStatusBar: true,
      run: onBack,
    },
  ]);
  if (document === undefined) return <Skeleton label="正在读取这件" rows={8} />;
  if (document === null) {
    const scope = workstation.user.posts[0]?.scope ?? '';
    return <NoRightState myScope={areas.scopeWords(scope)} onBack={onBack} />;
  }
  const nextId = following === undefined ? undefined : nextInList(workstation, id, (each) => following.has(each));
  const isLast = following !== undefined && nextId === undefined;
  return (
    <div className="cases-full">
      <div className="cases-full-head">
        <Button
          ref={isLast ? takeFocus : undefined}
          size="small"
          kind={isLast ? 'primary' : 'normal'}
          icon={<IconBack />}
          keyHint="Esc"
          onClick={onBack}
        >
          返回列表
        </Button>
        {acting.result !== undefined && <ActMessage result={acting.result} acting={acting} />}
        {nextId !== undefined && (
          <Button
            ref={takeFocus}
            size="small"
            kind="primary"
            keyHint="Enter"
            onClick={() => {
              onNext(nextId);
            }}
          >
            下一件
          </Button>
        )}
      </div>
      <CaseView
        document={document}
        acting={acting}
        firstAct={firstAct}
        onDone={NOTHING}
        look="page"
        onShowOnMap={onShowOnMap}
        onOpenCase={onOpenCase}
      />
    </div>
  );
}
