/** Fields that an act keeps in order with other records: setting or restoring one alone would tear it from the rest. */
const NOT_ALONE: ReadonlySet<string> = new Set([
  'scope',
  'audience',
  'handover',
  'homeRoom',
  'household',
  'relation',
  'head',
  'room',
  'person',
  'building',
  'counted',
  'until',
  'life',
  'diedOn',
  'leftOn',
  'leftTo',
  'hazards',
]);

export const isNotAlone = (field: string): boolean => NOT_ALONE.has(field);
