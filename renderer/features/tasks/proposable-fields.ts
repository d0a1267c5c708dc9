/** What a visit may propose to change in the record of its subject: plain texts that one hears at the door. Everything else is an act of its own. */
export interface ProposableField {
  readonly field: string;
  readonly name: string;
}
export const PROPOSABLE: Readonly<Record<string, readonly ProposableField[]>> = {
  person: [
    { field: 'phones', name: '手机' },
    { field: 'workplace', name: '服务处所' },
    { field: 'occupation', name: '职业' },
    { field: 'formerName', name: '曾用名' },
    { field: 'note', name: '备注' },
  ],
  room: [
    { field: 'tenure', name: '产权' },
    { field: 'note', name: '备注' },
  ],
  enterprise: [
    { field: 'business', name: '经营范围' },
    { field: 'name', name: '名称' },
    { field: 'note', name: '备注' },
  ],
  component: [{ field: 'note', name: '备注' }],
};

/** A proposed text as the record would hold it: a telephone comes before those there are. */
export function proposedValue(field: string, text: string, present: unknown): unknown {
  if (field !== 'phones') return text;
  const others = Array.isArray(present) ? (present as readonly { readonly number: string }[]) : [];
  return [{ number: text }, ...others.filter(({ number }) => number !== text)];
}
