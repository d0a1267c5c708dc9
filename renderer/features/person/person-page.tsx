import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import { mayWrite, mayWriteType } from '../../../shared/access/rights.ts';
import { confirmFields } from '../../../shared/actions/confirm-fields.ts';
import { confirmHandover } from '../../../shared/actions/confirm-handover.ts';
import { endTag } from '../../../shared/actions/tags.ts';
import { CARE_KIND_NAMES } from '../../../shared/domain/care-file.ts';
import type { ObjectionDocument } from '../../../shared/domain/objection.ts';
import { PERSON_CLASS_NAMES, type PersonDocument } from '../../../shared/domain/person.ts';
import type { Issue } from '../../../shared/rules/issue.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { useReady } from '../../lib/readiness.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { WIDE_PX, useWidth } from '../../lib/use-media.ts';
import { ActNote } from '../../records/act-note.tsx';
import { gatherAround } from '../../records/gather.ts';
import { IssueNotes, type Opens } from '../../records/issue-notes.tsx';
import { useAction } from '../../records/use-action.ts';
import { NoRightState } from '../../ui/no-right-state.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { PersonAct } from './acts.ts';
import { FactsPanel } from './facts-panel.tsx';
import { FamilyPanel } from './family-panel.tsx';
import { actOfFix, OPENED_FIXES } from './fixes.ts';
import { HandoverBanner } from './handover-banner.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { HomesPanel } from './homes-panel.tsx';
import { PersonNumbers } from './numbers.tsx';
import { PersonCard } from './person-card.tsx';
import { PersonDialogs } from './person-dialogs.tsx';
import { cardFacts, careFacts } from './person-facts.ts';
import { PersonHead } from './person-head.tsx';
import { PersonMap } from './person-map.tsx';
import { openVisit } from './plain-visit.ts';
import { RecordTabs } from './record-tabs.tsx';
import { TagsPanel } from './tags-panel.tsx';
import { useFacts } from './use-facts.ts';
import { useAround, usePerson } from './use-person.ts';
import './person.css';

export interface PersonPageProps {
  readonly id: string;
  readonly tab: string | undefined;
  readonly onTab: (tab: string) => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onBack: () => void;
}

/** 居民档案. Only the fields of the person's class; what this client has not got leaves no trace. */
export function PersonPage(props: PersonPageProps): JSX.Element {
  const { id, onBack } = props;
  const { user, areas, audit } = useWorkstation();
  const person = usePerson(id);
  const words = areaWords(useLive(areas) ?? []);
  const isHere = person !== undefined && person !== null;
  useReady('person', person !== undefined);
  useEffect(() => {
    if (isHere) void audit('view', id);
    // Put on record once per opening, not once per change of the record.
  }, [audit, id, isHere]);
  if (person === undefined) return <Skeleton label="正在读取这份档案" rows={8} />;
  if (person === null) return <NoRightState myScope={words.scopeWords(user.posts[0]?.scope ?? '')} onBack={onBack} />;
  return <KnownPerson {...props} person={person} />;
}

function KnownPerson({
  person,
  tab,
  onTab,
  onOpen,
  onBack,
}: PersonPageProps & { readonly person: PersonDocument }): JSX.Element {
  const workstation = useWorkstation();
  const { user, areas, clock, catalogs } = workstation;
  const now = useNow(clock.nowMs, 60_000);
  const today = shanghaiDay(now);
  const words = areaWords(useLive(areas) ?? []);
  const around = useAround(person);
  const facts = useFacts(person, around);
  const careFields = useLive(catalogs.careFields);
  const tagEntries = useLive(catalogs.tags) ?? [];
  const isWide = useWidth(WIDE_PX);
  const action = useAction();
  const [act, setAct] = useState<PersonAct>();

  const mayEdit = person.state !== 'void' && mayWrite(user, person, person) === 'allowed';
  const answer = mayEdit
    ? (objection: ObjectionDocument): void => {
        onAct({ kind: 'answer', objection });
      }
    : undefined;
  const isPresent = person.life === 'living' && person.leftOn === undefined;
  const may = {
    write: mayEdit,
    object: mayWriteType(user, 'objection'),
    // A visit nobody asked for is a task of its own, which not every post may make.
    visit: mayEdit && isPresent && (openVisit(around.targets) !== undefined || mayWriteType(user, 'task')),
  };
  const opens: Opens = Object.fromEntries(
    OPENED_FIXES.map((fix) => [
      fix,
      (issue: Issue) => {
        const asked = actOfFix(issue, fix);
        if (asked !== undefined) onAct(asked);
      },
    ]),
  );
  const runAtOnce = async (asked: PersonAct): Promise<void> => {
    const context = action.context();
    switch (asked.kind) {
      case 'confirmField': {
        const input = { record: person._id, fields: [asked.fact.path], subjectName: person.name };
        await action.run(confirmFields([person], input, context));
        return;
      }
      case 'confirmHandover': {
        const documents = await gatherAround(workstation, { people: [person._id] });
        await action.run(confirmHandover(documents, { person: person._id }, context));
        return;
      }
      case 'endTag': {
        const tag = tagEntries.find(({ code }) => code === asked.code);
        if (tag !== undefined) await action.run(endTag([person], { person: person._id, tag }, context));
        return;
      }
      case 'open':
        onOpen('person', asked.person);
        return;
      default:
        return;
    }
  };
  const onAct = (asked: PersonAct): void => {
    action.clear();
    setAct(asked);
    void runAtOnce(asked);
  };
  const keeperAct = mayEdit ? onAct : undefined;
  const openPerson = (id: string): void => {
    onOpen('person', id);
  };
  const openRoom = (id: string): void => {
    onOpen('room', id);
  };
  const group = '居民档案';
  useShortcuts([
    ...(may.write
      ? [
          {
            keys: 'E',
            label: '编辑',
            group,
            inStatusBar: true,
            run: () => {
              onAct({ kind: 'edit' });
            },
          },
          {
            keys: 'T',
            label: '标签',
            group,
            inStatusBar: true,
            run: () => {
              onAct({ kind: 'addTag' });
            },
          },
        ]
      : []),
    ...(may.write && isPresent
      ? [
          {
            keys: 'M',
            label: '登记迁移',
            group,
            inStatusBar: true,
            run: () => {
              onAct({ kind: 'move' });
            },
          },
        ]
      : []),
    ...(may.write && isPresent && person.household !== undefined
      ? [
          {
            keys: 'Shift+M',
            label: '整户迁移',
            group,
            run: () => {
              onAct({ kind: 'moveHousehold' });
            },
          },
        ]
      : []),
    ...(may.visit
      ? [
          {
            keys: 'V',
            label: '登记走访',
            group,
            inStatusBar: true,
            run: () => {
              onAct({ kind: 'visit' });
            },
          },
        ]
      : []),
    {
      keys: 'H',
      label: '字段历史',
      group,
      inStatusBar: true,
      run: () => {
        onTab('history');
      },
    },
    { keys: 'Escape', label: '返回', group, inStatusBar: true, run: onBack },
  ]);
  return (
    <>
      <PersonHead
        person={person}
        around={around}
        facts={[...cardFacts(person), ...facts]}
        nowMs={now}
        onOpenRoom={openRoom}
        onAct={onAct}
        may={may}
      />
      <HandoverBanner person={person} areas={words} nowMs={now} onAct={keeperAct} />
      <ActNote done={action.done} trouble={action.trouble} onGone={action.clear} />
      <div className="person-page" data-wide={isWide || undefined}>
        <div className="person-column">
          <PersonCard person={person} today={today} objections={around.objections} onAnswer={answer}>
            <PersonNumbers person={person} />
          </PersonCard>
          <TagsPanel person={person} today={today} onAct={keeperAct} />
          <FamilyPanel
            person={person}
            members={around.members}
            number={around.household?.number}
            today={today}
            onOpen={openPerson}
          />
        </div>
        <div className="person-column">
          <IssueNotes subject={person._id} mayFix={mayEdit} opens={opens} />
          <FactsPanel
            title="基本情况"
            note={`只显示适用于${PERSON_CLASS_NAMES[person.class]}的字段`}
            aside="每项下方为来源与核实日"
            facts={facts}
            recordOf={(fact) => (fact.record === 'room' && around.room != null ? around.room : person)}
            objections={around.objections}
            onHistory={() => {
              onTab('history');
            }}
            onObject={
              may.object
                ? (fact) => {
                    onAct({ kind: 'object', fact });
                  }
                : undefined
            }
            onConfirm={
              mayEdit
                ? (fact) => {
                    onAct({ kind: 'confirmField', fact });
                  }
                : undefined
            }
            onAnswer={answer}
          />
          {around.careFiles.map((file) => (
            <FactsPanel
              key={file._id}
              title={CARE_KIND_NAMES[file.kind]}
              note={`专档 · ${file.since} 起${file.until === undefined ? '' : `至 ${file.until}`}`}
              facts={careFacts(file, careFields?.get(file.kind) ?? [])}
              recordOf={() => file}
              objections={[]}
            />
          ))}
          <HomesPanel homes={around.homes} onOpenRoom={openRoom} onAct={keeperAct} />
          <RecordTabs
            person={person}
            around={around}
            nowMs={now}
            today={today}
            tab={tab}
            onTab={onTab}
            onOpen={onOpen}
            onDone={action.setDone}
          />
        </div>
        {isWide && (
          <div className="person-column">
            {around.building != null && <PersonMap building={around.building} />}
            <HistoryPanel subject={person._id} onDone={action.setDone} />
          </div>
        )}
      </div>
      {act !== undefined && (
        <PersonDialogs
          act={act}
          person={person}
          around={around}
          facts={facts}
          today={today}
          onDone={action.setDone}
          onClose={() => {
            setAct(undefined);
          }}
        />
      )}
    </>
  );
}
