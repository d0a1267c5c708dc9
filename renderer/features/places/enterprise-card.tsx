import { useState } from 'react';
import type { JSX } from 'react';
import { placeKind } from '../../../shared/risk/place-kind.ts';
import { enterpriseRisk } from '../../../shared/risk/enterprise-risk.ts';
import type { EnterpriseDocument, Licence } from '../../../shared/domain/enterprise.ts';
import { daysBetween, shanghaiDayOf } from '../../../shared/lib/calendar-day.ts';
import { LICENCE_SOON_DAYS } from '../../../shared/rules/licence-ends-soon.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { EnterpriseDialog } from '../../records/enterprise-dialog.tsx';
import { HazardDialog } from '../../records/hazard-dialog.tsx';
import { LicenceDialog } from '../../records/licence-dialog.tsx';
import { ReinspectDialog } from '../../records/reinspect-dialog.tsx';
import type { Done } from '../../records/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Shape, type ShapeName, type Tone } from '../../ui/shape.tsx';
import { PlaceFrame } from './place-frame.tsx';
import { enterpriseGroups, OPERATION_NAMES } from './place-fields.ts';
import type { PlacePageProps } from './place-page-props.ts';
import { WorkPanel } from './work-panel.tsx';

interface EnterpriseCardProps extends PlacePageProps {
  readonly record: EnterpriseDocument;
}

type Asked =
  | { readonly kind: 'edit' | 'hazard' | 'reinspect' | 'addLicence' }
  | { readonly kind: 'renew'; readonly licence: Licence };

/** How a licence stands today: shape, colour and words. */
export function licenceStanding(
  until: string | undefined,
  today: string,
): { readonly shape: ShapeName; readonly tone: Tone; readonly words: string } {
  if (until === undefined) return { shape: 'circle', tone: 'ok', words: '长期' };
  const days = daysBetween(today, until);
  if (days < 0) return { shape: 'diamond', tone: 'bad', words: `过期 ${String(-days)} 天` };
  if (days <= LICENCE_SOON_DAYS) return { shape: 'triangle', tone: 'warn', words: `剩 ${String(days)} 天` };
  return { shape: 'circle', tone: 'ok', words: `至 ${until}` };
}

const RISK_WORDS = { red: '红', orange: '橙', yellow: '黄', green: '绿' } as const;
const RISK_TONE = { red: 'bad', orange: 'bad', yellow: 'warn', green: 'ok' } as const;

export function EnterpriseCard(props: EnterpriseCardProps): JSX.Element {
  const { record, onOpen, onOpenBuilding, onShowOnMap, onBack } = props;
  const { catalogs, clock } = useWorkstation();
  const kinds = useLive(catalogs.placeKinds) ?? [];
  const risks = useLive(catalogs.riskRules);
  const [asked, setAsked] = useState<Asked>();
  const today = shanghaiDay(clock.nowMs());
  const kind = placeKind(record, kinds);
  const entry = kinds.find(({ code }) => code === kind.code);
  const risk = risks === undefined ? undefined : enterpriseRisk(record, risks);
  const openHazards = (record.hazards ?? []).filter(({ cleared }) => cleared === undefined);
  const ask = (kindOf: 'edit' | 'hazard' | 'reinspect' | 'addLicence') => () => {
    setAsked({ kind: kindOf });
  };
  const [heard, setHeard] = useState<(done: Done) => void>();
  const withHeard = (tell: (done: Done) => void, then: () => void) => () => {
    setHeard(() => tell);
    then();
  };
  const close = (): void => {
    setAsked(undefined);
  };
  const done = (message: Done): void => heard?.(message);
  const { building } = record;

  return (
    <>
      <PlaceFrame
        record={record}
        title={record.name}
        chips={
          <>
            <Chip>{entry?.label ?? '单位'}</Chip>
            {record.operation !== 'open' && <Chip tone="paused">{OPERATION_NAMES[record.operation]}</Chip>}
            {risk !== undefined && risk.level !== '' && risk.level !== 'green' && (
              <Chip tone={RISK_TONE[risk.level]}>
                {RISK_WORDS[risk.level]} {risk.reasons.map(({ label }) => label).join('、')}
              </Chip>
            )}
          </>
        }
        groups={enterpriseGroups(record, entry)}
        onBack={onBack}
        onShowOnMap={
          record.place === undefined && building === undefined
            ? undefined
            : () => {
                onShowOnMap('enterprise', record._id);
              }
        }
        acts={() =>
          building !== undefined && (
            <Button
              onClick={() => {
                onOpenBuilding(building, record.room);
              }}
            >
              楼栋图
            </Button>
          )
        }
        main={{
          words: '编辑',
          run: (tell) => {
            withHeard(tell, ask('edit'))();
          },
        }}
        opens={(tell) => ({
          renewLicence: (issue) => {
            const licence = record.licences?.find(({ id }) => issue.id.endsWith(id));
            if (licence === undefined) return;
            setHeard(() => tell);
            setAsked({ kind: 'renew', licence });
          },
        })}
        side={(tell, isKeeper) => (
          <>
            <Panel
              title="证照"
              count={record.licences?.length ?? 0}
              acts={
                isKeeper && (
                  <Button kind="link" size="small" onClick={withHeard(tell, ask('addLicence'))}>
                    添证
                  </Button>
                )
              }
            >
              <LicenceTable
                licences={record.licences ?? []}
                today={today}
                onRenew={
                  isKeeper
                    ? (licence: Licence) => {
                        setHeard(() => tell);
                        setAsked({ kind: 'renew', licence });
                      }
                    : undefined
                }
              />
            </Panel>
            <Panel
              title="隐患"
              count={openHazards.length}
              acts={
                isKeeper && (
                  <>
                    <Button kind="link" size="small" onClick={withHeard(tell, ask('hazard'))}>
                      登记隐患
                    </Button>
                    {openHazards.length > 0 && (
                      <Button kind="link" size="small" onClick={withHeard(tell, ask('reinspect'))}>
                        复查
                      </Button>
                    )}
                  </>
                )
              }
            >
              {openHazards.length === 0 ? (
                <p className="places-none">没有未消除的隐患。风险等级按隐患算，复查后才会降。</p>
              ) : (
                <ul className="places-links">
                  {openHazards.map((hazard) => (
                    <li key={hazard.id}>
                      <span>
                        {risks?.entries.find(({ code }) => code === hazard.code)?.label ?? hazard.code}
                        {hazard.note !== undefined && <span className="ui-list-second">{hazard.note}</span>}
                      </span>
                      <span>{shanghaiDayOf(hazard.foundAt)} 发现</span>
                    </li>
                  ))}
                </ul>
              )}
            </Panel>
            <WorkPanel subject={record._id} building={building} onOpen={onOpen} />
          </>
        )}
      />
      {asked?.kind === 'edit' && <EnterpriseDialog enterprise={record} onDone={done} onClose={close} />}
      {asked?.kind === 'addLicence' && <LicenceDialog enterprise={record} onDone={done} onClose={close} />}
      {asked?.kind === 'renew' && (
        <LicenceDialog enterprise={record} licence={asked.licence} onDone={done} onClose={close} />
      )}
      {asked?.kind === 'hazard' && <HazardDialog recordId={record._id} onDone={done} onClose={close} />}
      {asked?.kind === 'reinspect' && <ReinspectDialog recordId={record._id} onDone={done} onClose={close} />}
    </>
  );
}

interface LicenceTableProps {
  readonly licences: readonly Licence[];
  readonly today: string;
  /** Absent for who may not. */
  readonly onRenew: ((licence: Licence) => void) | undefined;
}

function LicenceTable({ licences, today, onRenew }: LicenceTableProps): JSX.Element {
  if (licences.length === 0) return <p className="places-none">没有登记证照。</p>;
  return (
    <table className="places-table">
      <thead>
        <tr>
          <th scope="col">证照</th>
          <th scope="col">有效期</th>
          <th scope="col">
            <span className="ui-only-read">办理</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {licences.map((licence) => {
          const standing = licenceStanding(licence.until, today);
          return (
            <tr key={licence.id}>
              <td>
                {licence.kind}
                {licence.number !== undefined && <span className="ui-list-second ui-code">{licence.number}</span>}
              </td>
              <td>
                <span className={`places-standing ui-tone-${standing.tone}`}>
                  <Shape name={standing.shape} tone={standing.tone} /> {standing.words}
                </span>
              </td>
              <td className="places-row-acts">
                {licence.until !== undefined && onRenew !== undefined && (
                  <Button
                    size="small"
                    onClick={() => {
                      onRenew(licence);
                    }}
                  >
                    续证
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
