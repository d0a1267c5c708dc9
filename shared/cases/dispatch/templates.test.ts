import { describe, expect, it } from 'vitest';
import { aCase, aFinding } from '../../testing/builders.ts';
import { logOf, WAY_TO } from '../../testing/lifecycle.ts';
import { templatesFor, templatesOf } from './templates.ts';

const { category } = aFinding();
const NAMES = new Map([['dept:roads', '养护所']]);
const part = (template: string, department: string, more: object = {}) => ({ template, department, ...more });
const TABLE = {
  entries: [
    { key: 'tpl-own', name: '垃圾一件事', categories: [category] },
    { key: 'tpl-named', name: '规则点名的' },
    { key: 'tpl-half', name: '只有一份', categories: [category] },
    { key: 'tpl-two', name: '两个主办', categories: [category] },
    { key: 'tpl-idle', name: '主办可不等', categories: [category] },
  ],
  parts: [
    part('tpl-own', 'dept:green', { isOptional: true, limit: { amount: 1, unit: 'urgentHour' } as const }),
    part('tpl-own', 'dept:roads', { isLead: true, what: '清运' }),
    ...['dept:roads', 'dept:green'].map((key) => part('tpl-named', key, { isLead: key === 'dept:roads' })),
    part('tpl-half', 'dept:roads', { isLead: true }),
    ...['dept:roads', 'dept:green'].map((key) => part('tpl-two', key, { isLead: true })),
    ...['dept:roads', 'dept:green'].map((key) =>
      part('tpl-idle', key, { isLead: key === 'dept:roads', isOptional: true }),
    ),
  ],
};

describe('templates', () => {
  it('are those that could be sent as they stand, who leads first', () => {
    const templates = templatesOf([TABLE], NAMES);
    expect(templates.map(({ key }) => key)).toEqual(['tpl-own', 'tpl-named']);
    expect(templates[0]?.parts).toEqual([
      { key: 'dept:roads', name: '养护所', isLead: true, isRequired: true, what: '清运' },
      {
        ...{ key: 'dept:green', name: 'dept:green', isLead: false, isRequired: false },
        limit: { amount: 1, unit: 'urgentHour' },
      },
    ]);
  });

  it('are offered for their category, that of the dispatch rules first', () => {
    const templates = templatesOf([TABLE], NAMES);
    const keys = (...asked: Parameters<typeof templatesFor>) => templatesFor(...asked).map(({ key }) => key);
    const proposal = { grade: 'template', template: 'tpl-named', version: 1, rule: '' } as const;
    expect([keys(templates, category, null), keys(templates, category, proposal)]).toEqual([
      ['tpl-own'],
      ['tpl-named', 'tpl-own'],
    ]);
    expect(keys(templates, { ...category, code: '09001' }, null)).toEqual([]);
  });

  it('give each part a limit of its own where they say so, and the standard to the others', () => {
    const [template] = templatesOf([TABLE], NAMES);
    const data = { parts: template?.parts, templateName: template?.name };
    const { parts, log } = aCase(logOf([...WAY_TO.pendingDispatch, { act: 'dispatchJointly', data }]));
    const [lead, other] = parts ?? [];
    const fromMs = Date.parse(log.at(-1)?.at ?? '');
    expect(Date.parse(other?.dueAt ?? '') - fromMs).toBe(3_600_000);
    expect(Date.parse(lead?.dueAt ?? '')).toBeGreaterThan(fromMs + 3_600_000);
    expect([lead?.what, other?.isRequired]).toEqual(['清运', false]);
  });
});
