import type { RecordOf } from '../domain/record-of.ts';
import { cleanBuilding, cleanEstate, cleanRoomNumber, cleanUnit, type LevelResult } from '../address/levels.ts';
import { defineRule, type Finding } from './define-rule.ts';

export interface Level {
  readonly field: 'label' | 'estate' | 'unit' | 'number';
  readonly name: string;
  readonly value: string;
  readonly clean: (text: string) => LevelResult;
}

/** The levels of the address tree that a record holds. A building need not have a number or an estate of its own. */
export function levelsOf(record: RecordOf['building'] | RecordOf['room']): readonly Level[] {
  if (record.type === 'room') {
    return [
      { field: 'unit', name: '单元', value: record.unit, clean: cleanUnit },
      { field: 'number', name: '室号', value: record.number, clean: cleanRoomNumber },
    ];
  }
  return [
    ...(record.label === undefined
      ? []
      : [{ field: 'label' as const, name: '楼', value: record.label, clean: cleanBuilding }]),
    ...(record.estate === undefined
      ? []
      : [{ field: 'estate' as const, name: '小区', value: record.estate, clean: cleanEstate }]),
  ];
}

export const addressLevelWrong = defineRule({
  name: 'address-level-wrong',
  title: '地址写法不对',
  of: ['building', 'room'],
  needsWorld: false,
  find: (record) =>
    levelsOf(record).flatMap(({ field, name, value, clean }): readonly Finding[] => {
      const cleaned = clean(value);
      if (!cleaned.ok) return [{ severity: 'error', field, detail: field, words: cleaned.reason.words }];
      if (cleaned.value === value) return [];
      return [
        {
          severity: 'doubt',
          field,
          detail: field,
          words: `${name}写成了“${value}”，应写“${cleaned.value}”。`,
          fixes: [{ key: `${field}Clean`, label: `改为 ${cleaned.value}` }],
        },
      ];
    }),
});
