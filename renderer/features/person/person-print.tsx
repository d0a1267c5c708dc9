import type { JSX } from 'react';
import { maskId, maskPhone } from '../../../shared/domain/identifiers/mask.ts';
import { OCCUPANCY_ROLE_NAMES, PERSON_CLASS_NAMES, type PersonDocument } from '../../../shared/domain/person.ts';
import { ageOn } from '../../../shared/lib/calendar-day.ts';
import type { TermWords } from '../../lib/term-words.ts';
import { PrintSheet } from '../../ui/print-sheet.tsx';
import type { Kin } from './family.ts';
import type { Fact } from './person-facts.ts';
import type { TagStanding } from './tag-standing.ts';
import type { Home } from './use-person.ts';

export interface PersonPrintProps {
  readonly person: PersonDocument;
  readonly facts: readonly Fact[];
  readonly homes: readonly Home[];
  readonly kin: readonly Kin[];
  readonly tags: readonly TagStanding[];
  readonly terms: TermWords;
  readonly today: string;
  readonly note: string;
  readonly foot: string;
  readonly onDone: () => void;
}

type Pair = readonly [label: string, value: string];

/** Two pairs in a line, as forms of the office have it. */
function Pairs({ pairs }: { readonly pairs: readonly Pair[] }): JSX.Element {
  const lines = Array.from({ length: Math.ceil(pairs.length / 2) }, (_, at) => pairs.slice(at * 2, at * 2 + 2));
  return (
    <table className="print-table">
      <tbody>
        {lines.map((line) => (
          <tr key={line[0]?.[0]}>
            {line.map(([label, value]) => [
              <th key={`${label} h`} scope="row">
                {label}
              </th>,
              <td key={label} colSpan={line.length === 1 ? 3 : 1}>
                {value}
              </td>,
            ])}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The card on paper. Numbers stay covered; care files are not printed. */
export function PersonPrint(props: PersonPrintProps): JSX.Element {
  const { person, facts, homes, kin, tags, terms, today, note, foot, onDone } = props;
  const own: readonly Pair[] = [
    ['姓名', person.name],
    ['性别', terms('sex', person.sex)],
    ['年龄', person.birth === undefined ? '未知' : `${String(ageOn(person.birth, today))} 岁`],
    ['类别', PERSON_CLASS_NAMES[person.class]],
    ['证件号', person.idNumber === undefined ? '没有登记' : maskId(person.idNumber)],
    ['电话', (person.phones ?? []).map(({ number }) => maskPhone(number)).join('、') || '没有登记'],
    ...facts.map(({ label, words }): Pair => [label, words]),
  ];
  return (
    <PrintSheet title="居民登记表" note={note} foot={foot} signatures={['填表人', '审核人', '日期']} onDone={onDone}>
      <Pairs pairs={own} />
      <h2>住所</h2>
      <table className="print-table">
        <thead>
          <tr>
            <th>地址</th>
            <th>角色</th>
            <th>起止</th>
          </tr>
        </thead>
        <tbody>
          {homes.map(({ stay, address }) => (
            <tr key={stay._id}>
              <td>{address === '' ? '在别的网格' : address}</td>
              <td>{OCCUPANCY_ROLE_NAMES[stay.role]}</td>
              <td>
                {stay.since} 至{stay.until === undefined ? '今' : ` ${stay.until}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {kin.length > 0 && (
        <>
          <h2>家庭与联系人</h2>
          <p>
            {kin
              .map(({ name, member, relation, isContact, standing }) =>
                [
                  name,
                  member === undefined ? relation : terms('relation', member.relation),
                  isContact ? '紧急联系人' : '',
                  standing,
                ]
                  .filter((part) => part !== '')
                  .join(' '),
              )
              .join('；')}
          </p>
        </>
      )}
      {tags.length > 0 && (
        <>
          <h2>标签</h2>
          <p>{tags.map(({ label, words, tag }) => `${label}（${words}，来源 ${tag.source}）`).join('；')}</p>
        </>
      )}
    </PrintSheet>
  );
}
