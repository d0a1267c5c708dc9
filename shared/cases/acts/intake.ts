import { z } from 'zod';
import { documentId } from '../../domain/base-document.ts';
import { findingSchema } from '../../domain/case.ts';
import { standardRow } from '../../domain/catalog.ts';
import { intake, personChosen, personName, photos, reason, text, words, type ActDefinition } from './act-parts.ts';

export const VERIFIED_AS = ['exists', 'absent', 'unable'] as const;
export type VerifiedAs = (typeof VERIFIED_AS)[number];
export const VERIFIED_WORDS: Readonly<Record<VerifiedAs, string>> = {
  exists: '存在',
  absent: '不存在',
  unable: '无法核实',
};

/** From a finding to an opened case (DOMAIN §3.2). */
export const INTAKE_ACTS = {
  report: {
    label: '上报',
    roles: ['gridWorker', ...intake],
    requires: [],
    legal: false,
    data: z.looseObject({ finding: findingSchema, photos }),
  },
  selfHandle: {
    label: '自处置',
    roles: ['gridWorker'],
    requires: ['inScope', 'beforePhoto', 'afterPhoto'],
    legal: false,
    data: z.looseObject({ finding: findingSchema, photos, text }),
  },
  confirmSelfHandled: {
    label: '抽查认可',
    roles: [...intake, 'supervisor'],
    requires: ['inScope'],
    legal: true,
    key: 'E',
    data: z.looseObject({ text, photos }),
  },
  refuseSelfHandled: {
    label: '抽查不认可',
    roles: [...intake, 'supervisor'],
    requires: ['inScope', 'reason'],
    legal: true,
    key: 'R',
    data: reason,
  },
  claim: {
    label: '认领',
    roles: [...intake, 'dispatcher'],
    requires: ['inScope', 'notClaimed'],
    legal: false,
    key: 'C',
    data: words,
  },
  release: {
    label: '放回公共池',
    roles: [...intake, 'dispatcher', 'supervisor'],
    requires: ['inScope', 'claimant'],
    legal: false,
    data: words,
  },
  accept: {
    label: '受理',
    roles: intake,
    requires: ['inScope', 'free'],
    legal: false,
    key: 'A',
    data: z.looseObject({ text }),
  },
  sendToVerify: {
    label: '派核实',
    roles: intake,
    requires: ['inScope', 'free'],
    legal: true,
    key: 'V',
    data: z.looseObject({ worker: personChosen.optional(), workerName: personName.optional(), text }),
  },
  verify: {
    label: '核实反馈',
    roles: ['gridWorker', 'communityClerk'],
    requires: ['verifier', 'wordsUnlessFound'],
    legal: true,
    key: 'E',
    data: z.looseObject({ result: z.enum(VERIFIED_AS), text, photos }),
  },
  recallVerify: {
    label: '撤回核实',
    roles: intake,
    requires: ['inScope', 'reason'],
    legal: true,
    key: 'U',
    data: reason,
  },
  reject: { label: '不予受理', roles: intake, requires: ['inScope', 'reason', 'free'], legal: true, data: reason },
  void: { label: '作废', roles: intake, requires: ['inScope', 'reason', 'free'], legal: true, data: reason },
  reopen: {
    label: '重新受理',
    roles: ['supervisor'],
    requires: ['inScope', 'reason', 'notReopened'],
    legal: true,
    data: reason,
  },
  returnToIntake: {
    label: '退回核实',
    roles: ['streetClerk'],
    requires: ['inScope', 'reason', 'free'],
    legal: true,
    key: 'R',
    data: reason,
  },
  open: {
    label: '立案',
    roles: ['streetClerk'],
    requires: ['inScope', 'standard', 'free', 'verified'],
    legal: true,
    key: 'L',
    data: z.looseObject({ standard: standardRow, text }),
  },
  merge: {
    label: '并案',
    roles: intake,
    requires: ['inScope', 'free', 'otherCase'],
    legal: true,
    key: 'M',
    data: z.looseObject({
      into: documentId('case'),
      /** The number of the other, as far as it has one. */
      intoNumber: z.string().max(40).optional(),
      text,
    }),
  },
  unmerge: {
    label: '撤销并案',
    roles: [...intake, 'supervisor'],
    requires: ['inScope', 'reason'],
    legal: true,
    key: 'U',
    data: reason,
  },
  breakRing: {
    label: '互相并案，自动撤销',
    roles: ['systemAdmin'],
    requires: ['byTimer'],
    legal: false,
    data: words,
  },
} as const satisfies Readonly<Record<string, ActDefinition>>;
