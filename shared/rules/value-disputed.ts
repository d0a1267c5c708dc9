import { defineRule } from './define-rule.ts';

/** What somebody marked wrong waits for its keeper: it stands in his work list, not only under the value. */
export const valueDisputed = defineRule({
  name: 'value-disputed',
  title: '有异议，等答复',
  of: ['person', 'room', 'building', 'enterprise', 'component'],
  needsWorld: true,
  find: ({ _id }, world) =>
    world.openObjectionsTo(_id).map((objection) => ({
      severity: 'doubt' as const,
      field: objection.field,
      detail: objection._id,
      words: `${objection.fieldName}有异议，${objection.raisedBy.name}：${objection.why.replace(/[。；;.]+$/u, '')}。核对后改正，或写明为什么不改。`,
    })),
});
