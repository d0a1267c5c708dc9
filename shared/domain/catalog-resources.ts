import type {
  CodeMapEntry,
  CatalogOf,
  DispatchRuleEntry,
  DuplicateRuleEntry,
  FieldEntry,
  PlaceKindEntry,
  RiskLevel,
  RiskRuleEntry,
  SourceEntry,
  TagEntry,
  TermEntry,
} from './catalog.ts';
import type { CareKind } from './care-file.ts';
import type { CalendarDay, WorkPeriod } from './work-calendar.ts';

/* Shapes of the tables under resources/catalogs that the records of a street are kept by: the catalogue document of the kind without its head. */

interface TableHead {
  readonly name: string;
  readonly version: number;
  /** Calendar day. */
  readonly validFrom: string;
  /** Where the rows come from and what in them is from memory. */
  readonly note: string;
}

/** resources/catalogs/terms.json */
export interface TermsTable extends TableHead {
  readonly kind: 'terms';
  readonly entries: readonly TermEntry[];
}

/** resources/catalogs/sources.json */
export interface SourcesTable extends TableHead {
  readonly kind: 'sources';
  readonly entries: readonly SourceEntry[];
}

/** resources/catalogs/tags.json */
export interface TagsTable extends TableHead {
  readonly kind: 'tags';
  readonly entries: readonly TagEntry[];
}

/** resources/catalogs/place-kinds.json */
export interface PlaceKindsTable extends TableHead {
  readonly kind: 'placeKinds';
  readonly entries: readonly PlaceKindEntry[];
}

/** resources/catalogs/risk-rules.json */
export interface RiskRulesTable extends TableHead {
  readonly kind: 'riskRules';
  readonly entries: readonly RiskRuleEntry[];
  readonly visits: readonly { readonly level: RiskLevel; readonly days: number }[];
}

/** resources/catalogs/duplicate-rules.json */
export interface DuplicateRulesTable extends TableHead {
  readonly kind: 'duplicateRules';
  readonly entries: readonly DuplicateRuleEntry[];
}

/** resources/catalogs/counting-rules.json */
export type CountingRulesTable = TableHead & Pick<CatalogOf<'countingRules'>, 'kind' | 'entries' | 'recurring'>;

/** resources/catalogs/dispatch-rules.json */
export interface DispatchRulesTable extends TableHead {
  readonly kind: 'dispatchRules';
  readonly entries: readonly DispatchRuleEntry[];
}

/** resources/catalogs/controls.json */
export type ControlsTable = TableHead & Pick<CatalogOf<'controls'>, 'kind' | 'entries'>;

/** resources/catalogs/templates.json */
export type TemplatesTable = TableHead & Pick<CatalogOf<'templates'>, 'kind' | 'entries' | 'parts'>;

/** resources/catalogs/code-map-*.json */
export interface CodeMapTable extends TableHead {
  readonly kind: 'codeMap';
  readonly localStandard: string;
  readonly nationalStandard: string;
  readonly entries: readonly CodeMapEntry[];
}

/** resources/catalogs/care-fields.json is a list of these, one for each kind. */
export interface CareFieldsTable extends TableHead {
  readonly kind: 'careFields';
  readonly careKind: CareKind;
  readonly entries: readonly FieldEntry[];
}

/** resources/catalogs/ledger-*.json */
export interface LedgerTable extends TableHead {
  readonly kind: 'ledger';
  readonly key: string;
  readonly titleField: string;
  readonly byMonth?: boolean;
  readonly onMap?: boolean;
  readonly entries: readonly FieldEntry[];
  readonly differences?: readonly string[];
}

/** resources/catalogs/case-rules.json: the version in force; version 1 is the national one, in code. */
export type CaseRulesTable = TableHead &
  Pick<
    CatalogOf<'caseRules'>,
    | 'kind'
    | 'entries'
    | 'states'
    | 'limits'
    | 'stageMinutes'
    | 'thresholds'
    | 'verifyFirst'
    | 'escalateOverdue'
    | 'autoDispatchMinutes'
  >;

/** resources/catalogs/calendar-*.json: one year each. */
export interface CalendarTable extends TableHead {
  readonly kind: 'calendar';
  readonly year: number;
  readonly periods: readonly WorkPeriod[];
  readonly seasons?: readonly { readonly from: string; readonly to: string; readonly periods: readonly WorkPeriod[] }[];
  readonly provisional?: boolean;
  readonly entries: readonly CalendarDay[];
}

export type StockTable =
  TermsTable | SourcesTable | TagsTable | PlaceKindsTable | RiskRulesTable | CareFieldsTable | LedgerTable;
