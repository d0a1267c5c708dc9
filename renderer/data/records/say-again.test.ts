import { describe, expect, it } from 'vitest';
import { GRID } from '../../../shared/testing/builders.ts';
import { amendedEdit, insisted } from './say-again.ts';

const edit = {
  fields: [
    { field: 'workplace', from: '船厂', to: '码头' },
    { field: 'phones', from: [{ number: '1' }], to: [{ number: '2' }] },
  ],
  lost: [{ field: 'note', from: 'a', to: 'b', instead: 'c' }],
};
const now = {
  ...{ _id: 'person:1', type: 'person' as const, scope: GRID },
  ...{ workplace: '仓库', phones: [{ number: '1' }, { number: '9' }], note: 'c' },
};

describe('a refused edit said again', () => {
  it('says the amended values in the place of those that came back, also of what had given way', () => {
    const said = amendedEdit(edit, { workplace: '船坞', note: 'd' });
    expect(said && insisted(now, said)).toMatchObject({
      workplace: '船坞',
      note: 'd',
      phones: [{ number: '9' }, { number: '2' }],
    });
  });

  it('takes a value away where it was emptied', () => {
    const said = amendedEdit(edit, { workplace: undefined });
    expect(said && insisted(now, said)).not.toHaveProperty('workplace');
  });

  it('is the same edit where nothing is amended, and no other field comes in by it', () => {
    expect(amendedEdit(edit, {})).toEqual(edit);
    expect(amendedEdit(edit, { scope: '310115005036001' })).toBeNull();
  });
});
