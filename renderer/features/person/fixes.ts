import type { Issue } from '../../../shared/rules/issue.ts';
import type { PersonAct } from './acts.ts';

/** The last part of an issue's id says which tag. */
const detailOf = ({ id, rule, subject }: Issue): string => id.slice(rule.length + subject.length + 2);

/** Fixes that open a dialog of this page. */
export const OPENED_FIXES = [
  'endTag',
  'renewTag',
  'moveIn',
  'moveOut',
  'chooseHead',
  'openTwin',
  'voidRecord',
] as const;

/** What a fix of the rules means on this page; fixes that only set fields are done where they are offered. */
export function actOfFix(issue: Issue, fix: string): PersonAct | undefined {
  switch (fix) {
    case 'endTag':
      return { kind: 'endTag', code: detailOf(issue) };
    case 'renewTag':
      return { kind: 'renewTag', code: detailOf(issue) };
    case 'moveIn':
      return { kind: 'move' };
    case 'moveOut':
      return { kind: 'moveOut' };
    case 'chooseHead':
      return { kind: 'changeHead' };
    case 'openTwin': {
      const [person] = detailOf(issue).split('+');
      return person === undefined ? undefined : { kind: 'open', person };
    }
    case 'voidRecord':
      return { kind: 'void' };
    default:
      return undefined;
  }
}
