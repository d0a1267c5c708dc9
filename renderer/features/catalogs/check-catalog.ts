import { MOST_PARTS } from '../../../shared/cases/acts/joint.ts';
import { categoryKeyText, type CategoryEntry, type CodeMapEntry } from '../../../shared/domain/catalog.ts';
import { checkCodeMap, type MapFault } from '../../../shared/cases/code-map/preview.ts';
import { fieldText } from './cell-text.ts';
import { rowsOf, valueAt, type Content, type Row } from './rows.ts';
import type { Column, Table } from './columns.ts';
import { tablesOf } from './tables.ts';

/** What keeps a catalogue from being published, at its row and column. */
export interface Fault {
  readonly table: string;
  /** From 0. */
  readonly row: number;
  /** Path of the column; left out where the whole row is meant. */
  readonly column?: string;
  readonly words: string;
}

/** What a check has to know beside the catalogue itself. */
export interface Known {
  readonly categories: readonly CategoryEntry[];
  /** Keys of departments in force. */
  readonly departments: ReadonlySet<string>;
  /** Keys of templates in force. */
  readonly templates: ReadonlySet<string>;
  /** Codes of the areas on the map. */
  readonly areas: ReadonlySet<string>;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
function isRealDay(text: string): boolean {
  const ms = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

function againstCell(column: Column, row: Row): string | undefined {
  const value = valueAt(row, column.path);
  const text = fieldText(column, row).trim();
  if (text === '' && column.kind !== 'yesNo') {
    return column.required === true ? `${column.label}要填。${column.hint ?? ''}` : undefined;
  }
  switch (column.kind) {
    case 'number': {
      const { min, max, isWhole = false } = column;
      if (typeof value !== 'number' || value < min || value > max || (isWhole && !Number.isInteger(value)))
        return `${column.label}应是 ${String(min)} 到 ${String(max)} 之间的${isWhole ? '整数' : '数'}。`;
      return undefined;
    }
    case 'choice':
      return column.choices.some((one) => one.value === value)
        ? undefined
        : `${column.label}应从 ${column.choices.map(({ label }) => label).join('、')} 里选。`;
    case 'day':
      return isRealDay(text) ? undefined : `${column.label}应写成 2026-10-01 这样，并且真有这一天。`;
    case 'words': {
      const { terms = [], closed } = column;
      const wrong = (value as readonly string[]).find(
        (word) => closed !== undefined && !closed.includes(word) && terms.every(([known]) => known !== word),
      );
      return wrong === undefined
        ? undefined
        : `${column.label}里的“${wrong}”认不出，应从 ${terms.map(([, label]) => label).join('、')} 里选。`;
    }
    case 'time':
      return /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text) ? undefined : `${column.label}应写成 08:00 这样。`;
    default:
      return undefined;
  }
}

function againstRows(table: Table, rows: readonly Row[]): readonly Fault[] {
  const seen = new Map<string, number>();
  return rows.flatMap((row, at): readonly Fault[] => {
    const faults = table.columns.flatMap((column): readonly Fault[] => {
      const words = againstCell(column, row);
      return words === undefined ? [] : [{ table: table.field, row: at, column: column.path, words }];
    });
    const key = table.keyOf(row);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, at);
    const twice =
      first === undefined
        ? []
        : [{ table: table.field, row: at, words: `和第 ${String(first + 1)} 行说的是同一个，留一行。` }];
    return [...faults, ...twice];
  });
}

/** What a dispatch rule needs by its grade, and what its places and times may be. */
function againstDispatchRule(row: Row, known: Known): readonly Pick<Fault, 'column' | 'words'>[] {
  const { grade, department, template, area, from, to } = row;
  return [
    grade === 'general' && department === undefined
      ? { column: 'department', words: '一般件要写派给哪个部门，才能自动派遣。' }
      : undefined,
    typeof department === 'string' && !known.departments.has(department)
      ? { column: 'department', words: `处置部门目录里没有 ${department}。` }
      : undefined,
    grade === 'template' && template === undefined
      ? { column: 'template', words: '高频件要写用哪个一件事模板。' }
      : undefined,
    grade === 'template' && typeof template === 'string' && !known.templates.has(template)
      ? { column: 'template', words: `没有 ${template} 这个一件事模板，先在“一件事模板”里定好发布。` }
      : undefined,
    grade !== 'template' && template !== undefined
      ? { column: 'template', words: '只有高频件按模板派遣；改成高频，或清空这一格。' }
      : undefined,
    typeof area === 'string' && !known.areas.has(area)
      ? { column: 'area', words: `图上没有 ${area} 这个街道、社区或网格。` }
      : undefined,
    (from === undefined) === (to === undefined)
      ? undefined
      : { column: from === undefined ? 'from' : 'to', words: '从几点、到几点要一起写；不分时段就都空着。' },
    from !== undefined && from === to ? { column: 'to', words: '从和到是同一刻，一整天都算就都空着。' } : undefined,
  ].filter((fault) => fault !== undefined);
}

const DAY_MINUTES = 24 * 60;

/** What a control needs so that its place and its time are said whole. */
function againstControl(row: Row, known: Known): readonly Pick<Fault, 'column' | 'words'>[] {
  const { area, from, to, fromDay, toDay, radiusMetres } = row;
  const circle = [valueAt(row, 'centre.lon'), valueAt(row, 'centre.lat'), radiusMetres];
  const isHalf = circle.includes(undefined) && circle.some((part) => part !== undefined);
  return [
    typeof area === 'string' && !known.areas.has(area)
      ? { column: 'area', words: `图上没有 ${area} 这个街道、社区或网格。` }
      : undefined,
    typeof fromDay === 'string' && typeof toDay === 'string' && toDay < fromDay
      ? { column: 'toDay', words: '到哪天不能早于从哪天。' }
      : undefined,
    (from === undefined) === (to === undefined)
      ? undefined
      : { column: from === undefined ? 'from' : 'to', words: '每天从几点、到几点要一起写；全天都管就都空着。' },
    isHalf ? { column: 'radiusMetres', words: '中心经度、纬度和半径要一起填；不按点管就都空着。' } : undefined,
  ].filter((fault) => fault !== undefined);
}

/** What a template and its parts need, so that what is offered can be sent. */
function againstTemplates(content: Content, known: Known): readonly Fault[] {
  const entries = rowsOf(content, 'entries');
  const parts = rowsOf(content, 'parts');
  const keys = new Set(entries.map((row) => row['key']));
  const ofTemplates = entries.flatMap((row, at): readonly Fault[] => {
    const own = parts.filter((part) => part['template'] === row['key']);
    const leads = own.filter((part) => part['isLead'] === true);
    const words = !/^tpl-[a-z0-9-]{1,36}$/.test(typeof row['key'] === 'string' ? row['key'] : '')
      ? '编号应以 tpl- 开头，后面只用小写字母、数字和短横。'
      : own.length < 2 || own.length > MOST_PARTS
        ? `这个模板有 ${String(own.length)} 个部门，应是 2 到 ${String(MOST_PARTS)} 个，在“各部门的一份”里写。`
        : leads.length !== 1
          ? `这个模板有 ${String(leads.length)} 个主办，应正好一个。`
          : leads[0]?.['isOptional'] === true
            ? '主办的一份要办完才能核查，去掉“不办完也能核查”。'
            : undefined;
    return words === undefined ? [] : [{ table: 'entries', row: at, words }];
  });
  const ofParts = parts.flatMap((row, at): readonly Fault[] => {
    const { template, department } = row;
    const fault = (column: string, words: string): Fault => ({ table: 'parts', row: at, column, words });
    return [
      ...(typeof template === 'string' && !keys.has(template)
        ? [fault('template', `上面没有 ${template} 这个模板。`)]
        : []),
      ...(typeof department === 'string' && !known.departments.has(department)
        ? [fault('department', `处置部门目录里没有 ${department}。`)]
        : []),
      ...((valueAt(row, 'limit.amount') === undefined) === (valueAt(row, 'limit.unit') === undefined)
        ? []
        : [fault('limit.amount', '单独时限要连单位一起写；不单独定就都空着。')]),
    ];
  });
  return [...ofTemplates, ...ofParts];
}

const MAP_WORDS: Readonly<Record<MapFault['kind'], string>> = {
  unknown: '目录里没有这个码。',
  name: '码和名称对不上：目录里这个码叫“…”。',
  twice: '这一对已经有一行了。',
  noneAndSome: '这一类有对应的行，不能同时写“没有对应”。',
  halfRow: '写了关系就要有国家码；没有对应的不写国家码。',
};

/** What only one kind of catalogue can get wrong. */
function againstKind(kind: string, content: Content, known: Known): readonly Fault[] {
  const entries = rowsOf(content, 'entries');
  const codes = new Set(known.categories.map(categoryKeyText));
  const classes = new Set(
    known.categories.map(({ standard, kind: one, classCode }) => `${standard}/${one}/${classCode}`),
  );
  const unknownCategory = (table: string, path: string, orClass: boolean): readonly Fault[] =>
    rowsOf(content, table).flatMap((row, at): readonly Fault[] => {
      const value = valueAt(row, path);
      const keys = (Array.isArray(value) ? value : value === undefined ? [] : [value]) as Parameters<
        typeof categoryKeyText
      >[0][];
      const [wrong] = keys.filter((key) => {
        const text = categoryKeyText(key);
        return !codes.has(text) && !(orClass && classes.has(text));
      });
      return wrong === undefined
        ? []
        : [
            {
              table,
              row: at,
              column: path,
              words: `类别目录里没有 ${wrong.code}。先在类别目录里加上，或改成已有的码。`,
            },
          ];
    });
  switch (kind) {
    case 'standards':
      return [
        ...unknownCategory('entries', 'category', false),
        ...unknownCategory('notes', 'category', false),
        ...rowsOf(content, 'notes').flatMap((row, at): readonly Fault[] => {
          const department = valueAt(row, 'department');
          return typeof department !== 'string' || known.departments.has(department)
            ? []
            : [{ table: 'notes', row: at, column: 'department', words: `处置部门目录里没有 ${department}。` }];
        }),
      ];
    case 'duplicateRules':
      return [
        ...unknownCategory('entries', 'category', true),
        ...unknownCategory('entries', 'alike', false),
        ...(entries.some((row) => row['category'] === undefined)
          ? []
          : [{ table: 'entries', row: 0, words: '要有一行不写类别，管其余所有类别。' }]),
      ];
    case 'dispatchRules':
      return [
        ...unknownCategory('entries', 'category', true),
        ...entries.flatMap((row, at) =>
          againstDispatchRule(row, known).map((fault) => ({ table: 'entries', row: at, ...fault })),
        ),
      ];
    case 'caseRules': {
      const waits = entries.findIndex(
        (row) => row['act'] === 'passCheck' && Array.isArray(row['also']) && row['also'].includes('sameHour'),
      );
      const minutes = valueAt(content, 'stageMinutes.check');
      return waits === -1 || (typeof minutes === 'number' && minutes >= DAY_MINUTES)
        ? []
        : [
            {
              table: 'entries',
              row: waits,
              column: 'also',
              words: `同一时段核查最多要等一天，“次数与时限”里的核查分钟数至少 ${String(DAY_MINUTES)}。`,
            },
          ];
    }
    case 'controls':
      return [
        ...unknownCategory('entries', 'categories', true),
        ...entries.flatMap((row, at) =>
          againstControl(row, known).map((fault) => ({ table: 'entries', row: at, ...fault })),
        ),
      ];
    case 'templates':
      return [...unknownCategory('entries', 'categories', false), ...againstTemplates(content, known)];
    case 'departments':
      return entries.flatMap((row, at): readonly Fault[] =>
        /^dept:[a-z0-9-]{1,40}$/.test(fieldText({ kind: 'text', path: 'key', label: '' }, row))
          ? []
          : [
              {
                table: 'entries',
                row: at,
                column: 'key',
                words: '编号应以 dept: 开头，后面只用小写字母、数字和短横。',
              },
            ],
      );
    case 'calendar': {
      const year = String(content['year']);
      const days = entries.flatMap((row, at): readonly Fault[] => {
        const day = fieldText({ kind: 'day', path: 'day', label: '' }, row);
        return day === '' || day.startsWith(`${year}-`)
          ? []
          : [{ table: 'entries', row: at, column: 'day', words: `这是 ${year} 年的表，日期要在这一年里。` }];
      });
      const periods = rowsOf(content, 'periods');
      const timeAt = (row: Row | undefined, end: 'from' | 'to'): string => {
        const time = row?.[end];
        return typeof time === 'string' ? time : '';
      };
      const hours = periods.flatMap((row, at): readonly Fault[] => {
        const [from, to] = [timeAt(row, 'from'), timeAt(row, 'to')];
        const before = at === 0 ? '00:00' : timeAt(periods[at - 1], 'to');
        const isTime = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;
        if (!isTime.test(from) || !isTime.test(to))
          return [{ table: 'periods', row: at, words: '时刻应写成 08:00 这样。' }];
        return from < to && before <= from
          ? []
          : [{ table: 'periods', row: at, words: '工作时段要按先后排列，互不重叠，从早到晚。' }];
      });
      return [...days, ...hours];
    }
    case 'codeMap': {
      const { nationalStandard } = content;
      const national = known.categories.filter(({ standard }) => standard === nationalStandard);
      return checkCodeMap(entries as unknown as readonly CodeMapEntry[], { national }).map((fault) => ({
        table: 'entries',
        row: fault.row,
        words: fault.kind === 'name' ? MAP_WORDS.name.replace('…', fault.name) : MAP_WORDS[fault.kind],
      }));
    }
    default:
      return [];
  }
}

/** Everything that stands against publishing, in the order of tables and rows. */
export function checkCatalog(kind: string, content: Content, known: Known): readonly Fault[] {
  const tables = tablesOf(kind, content);
  const faults = tables.flatMap((table) => againstRows(table, rowsOf(content, table.field)));
  const order = new Map(tables.map(({ field }, at) => [field, at]));
  // A row whose cells are incomplete is not judged for what it means as well.
  const incomplete = new Set(faults.map(({ table, row }) => `${table} ${String(row)}`));
  const deeper = againstKind(kind, content, known).filter(
    ({ table, row, column }) => column === undefined || !incomplete.has(`${table} ${String(row)}`),
  );
  return [...faults, ...deeper].sort((a, b) => (order.get(a.table) ?? 0) - (order.get(b.table) ?? 0) || a.row - b.row);
}
