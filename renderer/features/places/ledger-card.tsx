import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { LedgerEntryDocument } from '../../../shared/domain/ledger-entry.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import type { LedgerKind } from '../../data/api.ts';
import { maskName } from '../../../shared/domain/identifiers/mask.ts';
import { fullMoment } from '../../lib/shanghai-time.ts';
import { LedgerDialog } from '../../records/ledger-dialog.tsx';
import type { Done } from '../../records/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { NoRightState } from '../../ui/no-right-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DifferenceTable } from './ledger-card-tables.tsx';
import { LedgerPrint } from './ledger-print.tsx';
import { PlaceFrame } from './place-frame.tsx';
import { ledgerGroups, monthBefore, monthDifferences } from './place-fields.ts';
import type { PlacePageProps } from './place-page-props.ts';
import { WorkPanel } from './work-panel.tsx';

interface LedgerCardProps extends PlacePageProps {
  readonly record: LedgerEntryDocument;
}

/** A line of a special ledger. Which ledger, which fields, what is compared: all of it is configuration. */
export function LedgerCard(props: LedgerCardProps): JSX.Element {
  const { catalogs } = useWorkstation();
  const ledgers = useLive(catalogs.ledgers);
  const ledger = ledgers?.find(({ key }) => key === props.record.ledger);
  if (ledgers === undefined) return <></>;
  return ledger === undefined ? (
    <NoRightState myScope="这种台账现在没有启用" askWhom="系统管理员" onBack={props.onBack} />
  ) : (
    <KnownLedgerCard {...props} ledger={ledger} />
  );
}

function KnownLedgerCard(props: LedgerCardProps & { readonly ledger: LedgerKind }): JSX.Element {
  const { record, ledger, onOpen, onOpenBuilding, onShowOnMap, onBack } = props;
  const { records, user, terminal, clock, audit } = useWorkstation();
  const [heard, setHeard] = useState<(done: Done) => void>();
  const [asked, setAsked] = useState<'edit' | 'print'>();
  const siblings = useLive(useMemo(() => records.of('ledgerEntry', 'ledger', ledger.key), [records, ledger.key]));
  const before = useMemo(
    () =>
      record.month === undefined
        ? undefined
        : siblings?.find(({ series, month }) => series === record.series && month === monthBefore(record.month ?? '')),
    [siblings, record],
  );
  const differences = monthDifferences(record, before, ledger.fields, ledger.differences);
  const groups = ledgerGroups(record, ledger.fields);
  const { building } = record;
  return (
    <>
      <PlaceFrame
        record={record}
        title={record.title}
        chips={
          <>
            <Chip>{ledger.name}</Chip>
            {record.month !== undefined && <Chip>{record.month}</Chip>}
          </>
        }
        groups={groups}
        onBack={onBack}
        onShowOnMap={
          !ledger.onMap || (record.place === undefined && building === undefined)
            ? undefined
            : () => {
                onShowOnMap('ledgerEntry', record._id);
              }
        }
        acts={() => (
          <>
            {building !== undefined && (
              <Button
                onClick={() => {
                  onOpenBuilding(building);
                }}
              >
                楼栋图
              </Button>
            )}
            <Button
              onClick={() => {
                void audit('print', record._id);
                setAsked('print');
              }}
            >
              打印
            </Button>
          </>
        )}
        main={{
          words: '编辑',
          run: (tell) => {
            setHeard(() => tell);
            setAsked('edit');
          },
        }}
        side={() => (
          <>
            {differences.length > 0 && (
              <Panel title="与上月比" note={before === undefined ? '上月没有登记' : monthBefore(record.month ?? '')}>
                <DifferenceTable differences={differences} />
              </Panel>
            )}
            <WorkPanel subject={record._id} building={building} onOpen={onOpen} />
          </>
        )}
      />
      {asked === 'edit' && (
        <LedgerDialog
          ledger={ledger}
          entry={record}
          onDone={(done) => heard?.(done)}
          onClose={() => {
            setAsked(undefined);
          }}
        />
      )}
      {asked === 'print' && (
        <LedgerPrint
          heading={`${ledger.name} · ${record.title}`}
          groups={groups}
          differences={differences}
          foot={`${maskName(user.displayName)} · 终端 ${terminal} · ${fullMoment(clock.nowMs())}`}
          onClose={() => {
            setAsked(undefined);
          }}
        />
      )}
    </>
  );
}
