import type { ObjectionDocument } from '../../../shared/domain/objection.ts';
import type { Fact } from './person-facts.ts';

/** What the page may be asked to do. Most open a dialog; 移除标签, 核实 and 接收 are done at once and can be taken back. */
export type PersonAct =
  | { readonly kind: 'edit' | 'visit' | 'print' | 'addTag' | 'confirmHandover' }
  | {
      readonly kind:
        | 'move'
        | 'moveHousehold'
        | 'addStay'
        | 'moveOut'
        | 'death'
        | 'changeHead'
        | 'split'
        | 'merge'
        | 'birth'
        | 'changeClass'
        | 'void';
    }
  | { readonly kind: 'object'; readonly fact: Fact }
  | { readonly kind: 'answer'; readonly objection: ObjectionDocument }
  | { readonly kind: 'confirmField'; readonly fact: Fact }
  | { readonly kind: 'renewTag' | 'endTag'; readonly code: string }
  | { readonly kind: 'endStay'; readonly stay: string }
  | { readonly kind: 'open'; readonly person: string };

export type OnAct = (act: PersonAct) => void;
