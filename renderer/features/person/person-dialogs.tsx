import { useState } from 'react';
import type { JSX } from 'react';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { maskName } from '../../../shared/domain/identifiers/mask.ts';
import { fullMoment } from '../../lib/shanghai-time.ts';
import { termWords } from '../../lib/term-words.ts';
import { BirthDialog } from '../../records/birth-dialog.tsx';
import { ClassDialog } from '../../records/class-dialog.tsx';
import { DeathDialog } from '../../records/death-dialog.tsx';
import { HeadDialog } from '../../records/head-dialog.tsx';
import { MergeDialog } from '../../records/merge-dialog.tsx';
import { MoveDialog } from '../../records/move-dialog.tsx';
import { ObjectionAnswer } from '../../records/objection-answer.tsx';
import { ObjectionDialog } from '../../records/objection-dialog.tsx';
import { PersonDialog } from '../../records/person-form.tsx';
import { SplitDialog } from '../../records/split-dialog.tsx';
import { EndStayDialog, StayDialog } from '../../records/stay-dialog.tsx';
import { TagDialog } from '../../records/tag-dialog.tsx';
import { VoidDialog } from '../../records/void-dialog.tsx';
import type { Done } from '../../records/use-action.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { PersonAct } from './acts.ts';
import { kinOf } from './family.ts';
import type { Fact } from './person-facts.ts';
import { PersonPrint } from './person-print.tsx';
import { standingsOf } from './tag-standing.ts';
import type { PersonInHand } from './use-person.ts';
import { VisitDialog } from './visit-dialog.tsx';

export interface PersonDialogsProps {
  readonly act: PersonAct;
  readonly person: PersonDocument;
  readonly around: PersonInHand;
  readonly facts: readonly Fact[];
  readonly today: string;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

/** The one dialog that is open. */
export function PersonDialogs(props: PersonDialogsProps): JSX.Element | null {
  const { act, person, around, facts, today, onDone, onClose } = props;
  const ends = { onDone, onClose };
  const id = person._id;
  switch (act.kind) {
    case 'edit':
      return <PersonDialog personId={id} {...ends} />;
    case 'visit':
      return <VisitDialog person={person} targets={around.targets} {...ends} />;
    case 'object':
      return (
        <ObjectionDialog
          record={person}
          field={act.fact.path}
          fieldName={act.fact.label}
          subjectName={person.name}
          {...ends}
        />
      );
    case 'answer':
      return <ObjectionAnswer objection={act.objection} record={person} {...ends} />;
    case 'print':
      return <Printing person={person} around={around} facts={facts} today={today} onClose={onClose} />;
    case 'addTag':
      return <TagDialog personId={id} {...ends} />;
    case 'renewTag':
      return <TagDialog personId={id} code={act.code} {...ends} />;
    case 'move':
      return <MoveDialog kind="in" personIds={[id]} {...ends} />;
    case 'moveHousehold':
      return person.household === undefined ? null : (
        <MoveDialog kind="household" householdId={person.household} {...ends} />
      );
    case 'addStay':
      return <StayDialog personId={id} {...ends} />;
    case 'endStay':
      return <EndStayDialog occupancyId={act.stay} {...ends} />;
    case 'moveOut':
      return <MoveDialog kind="out" personIds={[id]} {...ends} />;
    case 'death':
      return <DeathDialog personId={id} {...ends} />;
    case 'birth':
      return <BirthDialog parentId={id} {...ends} />;
    case 'changeClass':
      return <ClassDialog personId={id} {...ends} />;
    case 'changeHead':
      return person.household === undefined ? null : <HeadDialog householdId={person.household} {...ends} />;
    case 'split':
      return person.household === undefined ? null : <SplitDialog householdId={person.household} {...ends} />;
    case 'merge':
      return person.household === undefined || person.homeRoom === undefined ? null : (
        <MergeDialog householdId={person.household} roomId={person.homeRoom} {...ends} />
      );
    case 'void':
      return <VoidDialog personId={id} {...ends} />;
    case 'open':
    case 'confirmHandover':
    case 'confirmField':
    case 'endTag':
      return null;
  }
}

type PrintingProps = Pick<PersonDialogsProps, 'person' | 'around' | 'facts' | 'today' | 'onClose'>;

/** Asks what for, puts it on record, prints. */
function Printing({ person, around, facts, today, onClose }: PrintingProps): JSX.Element {
  const { audit, user, terminal, clock, catalogs, areas } = useWorkstation();
  const terms = termWords(useLive(catalogs.terms) ?? []);
  const tags = useLive(catalogs.tags) ?? [];
  const words = areaWords(useLive(areas) ?? []);
  const [purpose, setPurpose] = useState<string>();
  if (purpose === undefined)
    return (
      <ReasonDialog
        title="填表打印"
        consequence={`${person.name}的登记表，证件号和电话打码。用途印在页脚，也记入审计。`}
        wordsLabel="用途"
        actName="打印"
        onConfirm={({ words: given }) => {
          void audit('print', person._id, given);
          setPurpose(given);
        }}
        onClose={onClose}
      />
    );
  return (
    <PersonPrint
      person={person}
      facts={facts}
      homes={around.homes}
      kin={kinOf(person, around.members)}
      tags={standingsOf(person.tags ?? [], tags, today)}
      terms={terms}
      today={today}
      note={`${words.fullNameOf(person.scope)} · ${today}`}
      foot={`${maskName(user.displayName)} · 终端 ${terminal} · ${fullMoment(clock.nowMs())} 打印 · 用途：${purpose}`}
      onDone={onClose}
    />
  );
}
