import { useMemo } from 'react';
import type { JSX } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useSame } from '../../lib/use-same.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CaseView } from './case-view.tsx';
import type { Acting } from './use-acting.ts';

export interface CasePaneProps {
  readonly id: string;
  readonly acting: Acting;
  readonly onDone: () => void;
  readonly onShowOnMap: () => void;
  readonly onOpenCase: (id: string) => void;
}

/** The selected case beside its list. */
export function CasePane({ id, acting, ...does }: CasePaneProps): JSX.Element {
  const workstation = useWorkstation();
  const document = useLive(useMemo(() => workstation.cases.one(id), [workstation, id]));
  const onDone = useSame(does.onDone);
  const onShowOnMap = useSame(does.onShowOnMap);
  const onOpenCase = useSame(does.onOpenCase);
  if (document === undefined) return <Skeleton label="正在读取这件" />;
  if (document === null) {
    return <EmptyState title="这件不在本机了">它已不在你的范围内，或刚刚移走。经过都在中心。</EmptyState>;
  }
  return (
    <CaseView
      key={id}
      document={document}
      acting={acting}
      onDone={onDone}
      look="pane"
      onShowOnMap={onShowOnMap}
      onOpenCase={onOpenCase}
    />
  );
}
