import { z } from 'zod';
import { baseFields, documentId } from './base-document.ts';
import { caseRuleFields } from './case-rules.ts';
import { countingRuleFields } from './counting-rules.ts';
import { calendarFields, timeOfDay } from './work-calendar.ts';

/** A category is known by (standard, kind, code): in GB/T 47678.5 the same five digits are both a component and a matter. */
export const categoryKey = z.looseObject({
  standard: z.string().min(1).max(40),
  kind: z.enum(['component', 'matter']),
  code: z.string().regex(/^\d{2,11}$/),
});
export type CategoryKey = Readonly<z.infer<typeof categoryKey>>;
export const categoryKeyText = (key: CategoryKey): string => `${key.standard}/${key.kind}/${key.code}`;

export const categoryEntry = z.looseObject({
  ...categoryKey.shape,
  name: z.string().min(1),
  /** The big class, e.g. 06 市容环境类. */
  classCode: z.string(),
  className: z.string(),
});
export type CategoryEntry = Readonly<z.infer<typeof categoryEntry>>;

/** Time a stage may take. 紧急 runs day and night, the others only in work periods (DOMAIN §1.7). */
export const timeLimit = z.looseObject({
  amount: z.number().positive(),
  unit: z.enum(['urgentHour', 'workHour', 'urgentDay', 'workDay']),
});
export type TimeLimit = Readonly<z.infer<typeof timeLimit>>;

/** One row of the local standard: condition → closing condition → limit. Chosen when a case is opened. */
export const standardRow = z.looseObject({
  id: z.string().min(1).max(60),
  category: categoryKey,
  openCondition: z.string().min(1),
  closeCondition: z.string().min(1),
  limit: timeLimit,
  urgent: z.boolean().optional(),
  /** Comes and goes (night stalls): checked at the hour at which it was seen (同时段核查). */
  checkSameHour: z.boolean().optional(),
  /** True where the district has no row of its own for the category yet. */
  generic: z.boolean().optional(),
});
export type StandardRow = Readonly<z.infer<typeof standardRow>>;

/** What staff must know when recording: what counts, and what to report instead (采集要求). */
export const collectionNote = z.looseObject({
  category: categoryKey,
  note: z.string().min(1),
  reportInstead: z.array(z.looseObject({ when: z.string(), category: categoryKey })).optional(),
  department: z.string().optional(),
});
export type CollectionNote = Readonly<z.infer<typeof collectionNote>>;

export const departmentEntry = z.looseObject({
  key: z.string().regex(/^dept:[a-z0-9-]{1,40}$/),
  name: z.string().min(1),
  duties: z.array(z.string()),
});
export type DepartmentEntry = Readonly<z.infer<typeof departmentEntry>>;

export const reasonEntry = z.looseObject({ code: z.string(), act: z.string(), label: z.string().min(1) });
export type ReasonEntry = Readonly<z.infer<typeof reasonEntry>>;

/** One word of a code list (GB/T 3304, 4761, …). */
export const termEntry = z.looseObject({
  list: z.string().max(40),
  /** The word itself where the record keeps the word. */
  code: z.string().max(40),
  label: z.string().min(1),
});
export type TermEntry = Readonly<z.infer<typeof termEntry>>;

/** How strong a source is: a value from a stronger one is not overwritten by a weaker one, the objection goes on record (DESIGN §3). */
export const sourceEntry = z.looseObject({ name: z.string().min(1).max(80), strength: z.int().min(0).max(100) });
export type SourceEntry = Readonly<z.infer<typeof sourceEntry>>;

/** A tag that persons may bear. */
export const tagEntry = z.looseObject({
  code: z.string().min(1).max(40),
  label: z.string().min(1).max(40),
  family: z.string().max(40),
  /** Holds for so long unless said otherwise; left out: for good. */
  months: z.int().positive().optional(),
  /** Must be looked at again after so long. */
  reviewMonths: z.int().positive().optional(),
  /** A visit is due every so many days (DOMAIN §3.8). */
  visitDays: z.int().positive().optional(),
  /** Years of age it is for, both ends belonging to it. */
  ageFrom: z.int().min(0).max(150).optional(),
  ageTo: z.int().min(0).max(150).optional(),
});
export type TagEntry = Readonly<z.infer<typeof tagEntry>>;

const limitField = z.enum(['areaM2', 'beds', 'people']);
/**
 * A kind of place (九小场所 …): which trade, and the figures below which it is one. The first entry of a trade that holds is the kind;
 * the entry whose code is the trade itself has no limits and names the trade.
 */
export const placeKindEntry = z.looseObject({
  code: z.string().min(1).max(40),
  label: z.string().min(1).max(40),
  trade: z.string().min(1).max(40),
  /** All must hold. A figure that is not known counts as holding. */
  limits: z.array(z.looseObject({ field: limitField, below: z.number().optional(), atMost: z.number().optional() })),
  /** One of the nine small kinds (九小). */
  isNine: z.boolean().optional(),
  /** Only on these storeys. */
  floorsFrom: z.int().optional(),
  floorsTo: z.int().optional(),
  excludesComplex: z.boolean().optional(),
  licences: z.array(z.string()),
  inspectMonths: z.int().positive().optional(),
});
export type PlaceKindEntry = Readonly<z.infer<typeof placeKindEntry>>;

export const RISK_LEVELS = ['red', 'orange', 'yellow', 'green'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];
/** What makes a rented or self-built room a risk. Kind `hazard`: found and cleared by inspections; `figure`: from the record's own figures. */
export const riskRuleEntry = z.looseObject({
  code: z.string().min(1).max(40),
  label: z.string().min(1).max(80),
  level: z.enum(RISK_LEVELS),
  /** Which records: rooms by use or building kind, or enterprises. */
  applies: z.enum(['rental', 'selfBuilt', 'enterprise', 'any']),
  figure: z
    .looseObject({
      field: z.enum(['areaPerTenantM2', 'dangerGrade', 'tenants', 'use']),
      below: z.number().optional(),
      above: z.number().optional(),
      oneOf: z.array(z.string()).optional(),
    })
    .optional(),
});
export type RiskRuleEntry = Readonly<z.infer<typeof riskRuleEntry>>;
/** How often a level is visited. */
export const riskVisitEntry = z.looseObject({ level: z.enum(RISK_LEVELS), days: z.int().positive() });

/** From when on two findings may be the same thing (`shared/cases/likeness`). */
export const duplicateRuleEntry = z.looseObject({
  /** Left out: for every category without a row of its own. A code of two digits stands for its whole class. */
  category: categoryKey.optional(),
  radiusMetres: z.number().positive().max(1000),
  hours: z.number().positive().max(8760),
  /** 0 to 1: words less alike speak of two things. */
  textThreshold: z.number().min(0).max(1),
  /** Another door, building, staircase, floor or room is another thing, however near. */
  sameDoor: z.boolean().optional(),
  /** Categories that people take for this one. */
  alike: z.array(categoryKey).optional(),
});
export type DuplicateRuleEntry = Readonly<z.infer<typeof duplicateRuleEntry>>;

const templateKey = z.string().regex(/^tpl-[a-z0-9-]{1,36}$/);
/** 一件事: a prepared joint handling. Its parts lie beside, so that each is a row of its own. */
export const templateEntry = z.looseObject({
  key: templateKey,
  name: z.string().min(1).max(40),
  /** Offered for these, whatever the dispatch rules say. */
  categories: z.array(categoryKey).optional(),
});
export const templatePart = z.looseObject({
  template: templateKey,
  department: z.string().max(60),
  /** 主办: one of each template; the others are 协办. */
  isLead: z.boolean().optional(),
  /** The case goes on without it. */
  isOptional: z.boolean().optional(),
  /** What this department is to do. */
  what: z.string().max(200).optional(),
  /** Its own limit; left out: that of the standard. */
  limit: timeLimit.optional(),
});

/** 一般, 高频, 疑难 (DOMAIN §3.6): dispatched by the rule itself, by a prepared set of parts, jointly by whoever dispatches. */
export const DISPATCH_GRADES = ['general', 'template', 'hard'] as const;
export type DispatchGrade = (typeof DISPATCH_GRADES)[number];
/** Whom cases of a category, an area and a time go to. What is left out holds for all; of several rows the narrowest counts (`shared/cases/dispatch`). */
export const dispatchRuleEntry = z.looseObject({
  /** A code of two digits stands for its whole class. */
  category: categoryKey.optional(),
  /** Our own code of a street, a community or a grid. */
  area: z
    .string()
    .regex(/^\d{9}(?:\d{3}){0,2}$/)
    .optional(),
  days: z.enum(['workdays', 'restDays']).optional(),
  /** Hours of the day at which the case was opened; `to` does not belong to them. Over midnight where `to` is the earlier. */
  from: timeOfDay.optional(),
  to: timeOfDay.optional(),
  grade: z.enum(DISPATCH_GRADES),
  /** 一般: who gets it. 疑难: who leads. */
  department: z.string().max(60).optional(),
  /** 高频: the key of the template. */
  template: templateKey.optional(),
});
export type DispatchRuleEntry = Readonly<z.infer<typeof dispatchRuleEntry>>;

/** 管控区域/时段: where and when certain classes are not to be reported by patrols, as it was approved, with the reason they are told. */
export const controlEntry = z.looseObject({
  id: z.string().min(1).max(40),
  name: z.string().min(1).max(60),
  /** A code of two digits stands for its whole class. */
  categories: z.array(categoryKey).min(1),
  /** Our own code of a street, a community or a grid; left out: all of the table's area. */
  area: z
    .string()
    .regex(/^\d{9}(?:\d{3}){0,2}$/)
    .optional(),
  /** WGS84 degrees, with `radiusMetres`: only so near. */
  centre: z.looseObject({ lon: z.number(), lat: z.number() }).optional(),
  radiusMetres: z.number().positive().max(5_000).optional(),
  /** Calendar days, both belonging to it. */
  fromDay: z.iso.date(),
  toDay: z.iso.date(),
  /** Hours of each day; `to` does not belong to them. Over midnight where `to` is the earlier. */
  from: timeOfDay.optional(),
  to: timeOfDay.optional(),
  message: z.string().min(1).max(200),
  approvedBy: z.string().min(1).max(60),
});
export type ControlEntry = Readonly<z.infer<typeof controlEntry>>;

const namedCategory = z.looseObject({ ...categoryKey.shape, name: z.string().min(1).max(60) });
export const CODE_RELATIONS = ['same', 'narrower', 'wider', 'none'] as const;
export type CodeRelation = (typeof CODE_RELATIONS)[number];
/**
 * One correspondence of a local code set and the national one. `narrower`: the local category is a part of the national one; `wider`: it holds more; `none`: somebody looked, and
 * nothing corresponds. Several rows for one local category leave the choice to a person.
 */
export const codeMapEntry = z.looseObject({
  local: namedCategory,
  national: namedCategory.optional(),
  relation: z.enum(CODE_RELATIONS),
});
export type CodeMapEntry = Readonly<z.infer<typeof codeMapEntry>>;

/** A field that configuration describes: of a special ledger or of a care file. */
export const fieldEntry = z.looseObject({
  key: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/),
  label: z.string().min(1).max(40),
  kind: z.enum(['text', 'longText', 'number', 'year', 'money', 'date', 'choice', 'yesNo', 'phone', 'idNumber']),
  required: z.boolean().optional(),
  choices: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  maxLength: z.int().positive().optional(),
  unit: z.string().max(20).optional(),
  hint: z.string().max(200).optional(),
  /** Where it stands out: a column of the list. The card and the print show all. */
  inList: z.boolean().optional(),
});
export type FieldEntry = Readonly<z.infer<typeof fieldEntry>>;

const catalogHead = {
  _id: documentId('catalog'),
  type: z.literal('catalog'),
  ...baseFields,
  name: z.string().min(1).max(80),
  version: z.int().min(1),
  validFrom: z.iso.date(),
  validTo: z.iso.date().optional(),
  /** Where its rows come from and what in them is not certain. */
  note: z.string().max(400).optional(),
} as const;

/** National and local tables: plural, versioned, switched per district (scope 6 or 9 digits); never constants in code. */
export const catalogSchema = z.discriminatedUnion('kind', [
  z.looseObject({ ...catalogHead, kind: z.literal('categories'), entries: z.array(categoryEntry) }),
  z.looseObject({
    ...catalogHead,
    kind: z.literal('standards'),
    entries: z.array(standardRow),
    notes: z.array(collectionNote),
  }),
  z.looseObject({ ...catalogHead, kind: z.literal('departments'), entries: z.array(departmentEntry) }),
  z.looseObject({ ...catalogHead, kind: z.literal('reasons'), entries: z.array(reasonEntry) }),
  z.looseObject({ ...catalogHead, kind: z.literal('terms'), entries: z.array(termEntry) }),
  z.looseObject({ ...catalogHead, kind: z.literal('sources'), entries: z.array(sourceEntry) }),
  z.looseObject({ ...catalogHead, kind: z.literal('tags'), entries: z.array(tagEntry) }),
  z.looseObject({ ...catalogHead, kind: z.literal('placeKinds'), entries: z.array(placeKindEntry) }),
  z.looseObject({
    ...catalogHead,
    kind: z.literal('riskRules'),
    entries: z.array(riskRuleEntry),
    visits: z.array(riskVisitEntry),
  }),
  z.looseObject({ ...catalogHead, kind: z.literal('calendar'), ...calendarFields }),
  z.looseObject({ ...catalogHead, kind: z.literal('caseRules'), ...caseRuleFields }),
  z.looseObject({ ...catalogHead, kind: z.literal('countingRules'), ...countingRuleFields }),
  z.looseObject({ ...catalogHead, kind: z.literal('duplicateRules'), entries: z.array(duplicateRuleEntry) }),
  z.looseObject({ ...catalogHead, kind: z.literal('dispatchRules'), entries: z.array(dispatchRuleEntry) }),
  z.looseObject({ ...catalogHead, kind: z.literal('controls'), entries: z.array(controlEntry) }),
  z.looseObject({
    ...catalogHead,
    kind: z.literal('templates'),
    entries: z.array(templateEntry),
    parts: z.array(templatePart),
  }),
  z.looseObject({
    ...catalogHead,
    kind: z.literal('codeMap'),
    localStandard: z.string().min(1).max(40),
    nationalStandard: z.string().min(1).max(40),
    entries: z.array(codeMapEntry),
  }),
  z.looseObject({ ...catalogHead, kind: z.literal('careFields'), careKind: z.string(), entries: z.array(fieldEntry) }),
  z.looseObject({
    ...catalogHead,
    kind: z.literal('ledger'),
    /** What entries name in `ledger`. */
    key: z.string().regex(/^[a-z][a-zA-Z0-9-]{1,39}$/),
    /** The key of the field that names an entry. */
    titleField: z.string(),
    byMonth: z.boolean().optional(),
    onMap: z.boolean().optional(),
    entries: z.array(fieldEntry),
    /** Keys of fields whose difference to the month before is shown. */
    differences: z.array(z.string()).optional(),
  }),
]);
export type CatalogDocument = Readonly<z.infer<typeof catalogSchema>>;
export type CatalogOf<K extends CatalogDocument['kind']> = Extract<CatalogDocument, { kind: K }>;
