import type { JSX } from 'react';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { ageWords } from '../../lib/age.ts';
import { termWords } from '../../lib/term-words.ts';
import { isStillComing } from '../../records/still-coming.ts';
import { Chip } from '../../ui/chip.tsx';
import { Panel } from '../../ui/panel.tsx';
import { kinOf } from './family.ts';

export interface FamilyPanelProps {
  readonly person: PersonDocument;
  readonly members: readonly PersonDocument[];
  /** 户号 */
  readonly number: string | undefined;
  readonly today: string;
  readonly onOpen: (person: string) => void;
}

/** The household and whom to call. Relations are those to its head. */
export function FamilyPanel({ person, members, number, today, onOpen }: FamilyPanelProps): JSX.Element {
  const { catalogs, sync } = useWorkstation();
  const terms = termWords(useLive(catalogs.terms) ?? []);
  const isComing = isStillComing(useLive(sync.status));
  const kin = kinOf(person, members);
  const about = ({ relation, birth, life }: PersonDocument): string =>
    [terms('relation', relation), birth === undefined || life === 'dead' ? '' : ageWords(birth, today)]
      .filter((part) => part !== '')
      .join(' · ');
  return (
    <Panel title="家庭与联系人" className="person-family" note={number === undefined ? undefined : `户号 ${number}`}>
      {kin.length === 0 ? (
        <p className="person-quiet">{isComing ? '家庭成员还没取到本机。' : '没有登记家庭成员和联系人。'}</p>
      ) : (
        <ul>
          {kin.map((each) => (
            <li key={each.key} className="person-kin">
              {each.member === undefined ? (
                <b>{each.name}</b>
              ) : (
                <button
                  type="button"
                  className="ui-link"
                  onClick={() => {
                    onOpen(each.key);
                  }}
                >
                  {each.name}
                </button>
              )}
              <span className="ui-cut">{each.member === undefined ? each.relation : about(each.member)}</span>
              {each.member !== undefined && each.standing !== '' && (
                <span className="person-quiet">{each.standing}</span>
              )}
              {each.isContact && <Chip>紧急联系人</Chip>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
