import { useState } from 'react';
import type { JSX } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useReady } from '../../lib/readiness.ts';
import { useNow } from '../../lib/use-now.ts';
import { useWidth, WIDE_PX } from '../../lib/use-media.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconAgain } from '../../ui/icons.tsx';
import { PageBody, PageHead } from '../../ui/frame/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { waitsForMe } from '../../data/records/api.ts';
import { ConflictDesk } from './conflict-desk.tsx';
import { Equation } from './equation.tsx';
import { HandoverDesk } from './handover-desk.tsx';
import { LocalState } from './local-state.tsx';
import { PhotoQueue } from './photo-queue.tsx';
import { ReceiptList } from './receipt-list.tsx';
import { RefusedDesk } from './refused-desk.tsx';
import { WaitingList } from './waiting-list.tsx';
import './sync.css';

export const SYNC_TABS = ['all', 'queued', 'refused', 'conflicts', 'handovers', 'photos', 'receipts'] as const;
export type SyncTab = (typeof SYNC_TABS)[number];

export interface SyncPageProps {
  readonly tab: string | undefined;
  readonly onTab: (tab: SyncTab) => void;
  /** False where it is not on this terminal. */
  readonly onOpenSubject: (id: string, act?: string) => Promise<boolean>;
  readonly onOpenDraft: (draftId: string) => void;
}

const RECENT = 12;
const ALL_RECEIPTS = 500;
const NOTHING = [] as const;

export function SyncPage({ tab, onTab, onOpenSubject: open, onOpenDraft }: SyncPageProps): JSX.Element {
  const { sync, handovers, clock, records } = useWorkstation();
  const conflicts = (useLive(records.disputes) ?? NOTHING).filter(waitsForMe).length;
  const status = useLive(sync.status);
  const queued = useLive(sync.queued) ?? NOTHING;
  const refused = useLive(sync.refused) ?? NOTHING;
  const incoming = useLive(handovers.incoming) ?? NOTHING;
  const outgoing = useLive(handovers.outgoing) ?? NOTHING;
  const handedToMe = incoming.filter(({ state }) => state === 'open').length;
  const current = SYNC_TABS.find((key) => key === tab) ?? 'all';
  const receipts = useLive(sync.receipts(current === 'receipts' ? ALL_RECEIPTS : RECENT)) ?? NOTHING;
  const now = useNow(clock.nowMs);
  const isWide = useWidth(WIDE_PX);
  const [isSyncing, setSyncing] = useState(false);
  const [isNowhere, setNowhere] = useState(false);
  const onOpenSubject = (id: string, act?: string): void => {
    void open(id, act).then((isFound) => {
      setNowhere(!isFound);
    });
  };
  useReady('sync', status !== undefined);

  if (status === undefined) return <Skeleton label="正在读取同步情况" />;
  const line = { isOnline: status.online, isHalted: status.halted !== null };
  const entries = queued.filter((write) => write.kind !== 'photo');
  const photos = queued.filter((write) => write.kind === 'photo');
  const oldest = queued[0]?.writtenAt;
  const syncNow = (): void => {
    if (isSyncing) return;
    setSyncing(true);
    void sync.syncNow().finally(() => {
      setSyncing(false);
    });
  };

  const waitingPanel = (
    <Panel title="待送" count={queued.length} note="文字先走，照片随后；互不等待">
      <WaitingList writes={entries} {...line} nowMs={now} onOpenSubject={onOpenSubject} onRetry={syncNow} />
      <PhotoQueue photos={photos} {...line} onOpenSubject={onOpenSubject} />
    </Panel>
  );
  const receiptPanel = (
    <Panel title="最近回执">
      <ReceiptList receipts={receipts} nowMs={now} onOpenSubject={onOpenSubject} />
    </Panel>
  );
  const refusedPanel =
    refused.length === 0 ? (
      <Panel title="退回箱" count={0}>
        <EmptyState title="没有被退回的">中心没接收的会放在这里，写明为什么退回、怎么改。后面的不受影响。</EmptyState>
      </Panel>
    ) : (
      <RefusedDesk refused={refused} nowMs={now} onOpenSubject={onOpenSubject} onOpenDraft={onOpenDraft} />
    );

  return (
    <>
      <PageHead
        title="同步"
        note="每条都以中心的回执为准，没有回执就不算送达"
        acts={
          <Button icon={<IconAgain />} keyHint="F5" {...(isSyncing ? { busyText: '正在同步…' } : {})} onClick={syncNow}>
            现在同步
          </Button>
        }
      />
      {isNowhere && (
        <Banner
          kind="info"
          act={
            <button
              type="button"
              className="ui-link"
              onClick={() => {
                setNowhere(false);
              }}
            >
              知道了
            </button>
          }
        >
          这一条的资料不在本机，打不开：可能已归别人管，也可能还没取到。写下的和送达的不受影响。
        </Banner>
      )}
      {current !== 'conflicts' && <Equation counts={status.counts} status={status} oldest={oldest} nowMs={now} />}
      <div className="sync-tabs">
        <Tabs
          label="同步"
          current={current}
          onChange={onTab}
          tabs={[
            { key: 'all', label: '总览' },
            { key: 'queued', label: '待送', count: queued.length },
            {
              key: 'refused',
              label: '退回箱',
              count: refused.length,
              ...(refused.length > 0 ? { tone: 'bad' as const } : {}),
            },
            {
              key: 'conflicts',
              label: '冲突台',
              count: conflicts,
              ...(conflicts > 0 ? { tone: 'violet' as const } : {}),
            },
            { key: 'handovers', label: '交接箱', count: handedToMe },
            { key: 'photos', label: '照片', count: photos.length },
            { key: 'receipts', label: '回执' },
          ]}
        />
      </div>
      {current === 'all' && (
        <PageBody columns={isWide ? 'minmax(0, 30%) minmax(0, 1fr) minmax(0, 21%)' : 'minmax(0, 404px) minmax(0, 1fr)'}>
          <div className="sync-column">
            {waitingPanel}
            {receiptPanel}
          </div>
          {refusedPanel}
          {isWide && <LocalState status={status} nowMs={now} />}
        </PageBody>
      )}
      {current === 'queued' && <PageBody>{waitingPanel}</PageBody>}
      {current === 'refused' && <PageBody>{refusedPanel}</PageBody>}
      {current === 'conflicts' && <ConflictDesk nowMs={now} onOpenSubject={onOpenSubject} />}
      {current === 'handovers' && (
        <PageBody columns="minmax(0, 404px) minmax(0, 1fr)">
          <HandoverDesk {...{ incoming, outgoing, ...line }} nowMs={now} onOpenSubject={onOpenSubject} />
        </PageBody>
      )}
      {current === 'photos' && (
        <PageBody>
          <Panel title="照片" count={photos.length} note="照片有自己的队列和回执">
            <PhotoQueue photos={photos} {...line} onOpenSubject={onOpenSubject} />
          </Panel>
        </PageBody>
      )}
      {current === 'receipts' && (
        <PageBody columns={isWide ? 'minmax(0, 1fr) minmax(0, 30%)' : 'minmax(0, 1fr) 340px'}>
          <Panel title="回执" note={`最近 ${String(receipts.length)} 条`}>
            <ReceiptList receipts={receipts} nowMs={now} onOpenSubject={onOpenSubject} />
          </Panel>
          <LocalState status={status} nowMs={now} />
        </PageBody>
      )}
    </>
  );
}
