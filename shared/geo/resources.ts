import type { LineString, Polygon, Position } from './geojson.ts';

/* Shapes of the JSON files under resources/. What they mean and where they come from: resources/README.md. */

/** resources/street/areas.json */
export interface StreetAreas {
  /** Shown wherever the lines are: they are drawn for demonstration. */
  readonly label: '示意边界';
  readonly attribution: string;
  /** The district, the street, then communities and grids in the order of their codes. */
  readonly areas: readonly StreetArea[];
}

export type StreetAreaKind = 'district' | 'street' | 'community' | 'grid';

export interface StreetArea {
  /** 6 district, 9 street, 12 community, 15 grid. */
  readonly code: string;
  readonly kind: StreetAreaKind;
  /** Short: 陆家嘴街道, 上港第一, 上港第一 01. */
  readonly name: string;
  /** In full: 上港第一居委会. */
  readonly fullName?: string;
  /** Code one level up; the district has none. */
  readonly parent?: string;
  /** The district has no polygon: its border is not part of the open data. */
  readonly polygon?: Polygon;
  readonly labelPoint?: Position;
  /** Calendar day. */
  readonly validFrom: string;
}

/** resources/street/buildings.json */
export interface StreetBuildings {
  readonly attribution: string;
  readonly buildings: readonly StreetBuilding[];
}

export interface StreetBuilding {
  /** Id in the source, e.g. w40778072. */
  readonly sourceId: string;
  /** As people say it: 上港小区 27幢, 金茂大厦. */
  readonly label: string;
  /** Where the label comes from: the source's name, its address, or made up for the demonstration. */
  readonly labelSource: 'name' | 'address' | 'generated';
  /** Street and number, when the source has them. */
  readonly address?: string;
  readonly heightMetres?: number;
  /** From the height where there is one, otherwise a likely number for its size. */
  readonly levels: number;
  readonly isLevelsGenerated: boolean;
  readonly areaSquareMetres: number;
  readonly polygon: Polygon;
  readonly centroid: Position;
  readonly gridCode: string;
}

/** resources/street/roads.json */
export interface StreetRoads {
  readonly attribution: string;
  readonly roads: readonly StreetRoad[];
}

export interface StreetRoad {
  readonly name: string;
  readonly kind: 'major_road' | 'minor_road' | 'path';
  readonly line: LineString;
}

/** resources/street/addresses.json */
export interface StreetAddresses {
  readonly attribution: string;
  readonly addresses: readonly StreetAddress[];
}

export interface StreetAddress {
  readonly lon: number;
  readonly lat: number;
  /** 浦城路 388号东侧人行道, 上港小区 27幢北侧. */
  readonly text: string;
  readonly kind: 'road' | 'building';
  readonly gridCode: string;
}

export interface CategoryKeyResource {
  readonly standard: string;
  readonly kind: 'component' | 'matter';
  readonly code: string;
}

export interface CategoryResource extends CategoryKeyResource {
  readonly name: string;
  /** First two digits of the code, and what the standard calls them. */
  readonly classCode: string;
  readonly className: string;
}

interface CatalogResource {
  readonly name: string;
  readonly version: number;
  /** Calendar day. */
  readonly validFrom: string;
}

/** resources/catalogs/gb47678-5.json */
export interface NationalCatalog extends CatalogResource {
  readonly kind: 'categories';
  readonly standard: string;
  readonly entries: readonly CategoryResource[];
}

export interface TimeLimitResource {
  readonly amount: number;
  /** urgent…: day and night. work…: only in work periods. */
  readonly unit: 'urgentHour' | 'workHour' | 'urgentDay' | 'workDay';
}

export interface StandardRowResource {
  readonly id: string;
  readonly category: CategoryKeyResource;
  readonly openCondition: string;
  readonly closeCondition: string;
  readonly limit: TimeLimitResource;
  readonly urgent?: boolean;
  /** The street has no row of its own for this category. */
  readonly generic?: boolean;
}

export interface CollectionNoteResource {
  readonly category: CategoryKeyResource;
  readonly note: string;
  readonly reportInstead?: readonly { readonly when: string; readonly category: CategoryKeyResource }[];
  /** Key of the department that answers for it. */
  readonly department: string;
}

/** resources/catalogs/local-standards.json */
export interface LocalStandards extends CatalogResource {
  readonly kind: 'standards';
  readonly entries: readonly StandardRowResource[];
  /** One per national category. */
  readonly notes: readonly CollectionNoteResource[];
}

export interface DepartmentResource {
  readonly key: `dept:${string}`;
  readonly name: string;
  readonly duties: readonly string[];
}

/** resources/catalogs/departments.json */
export interface Departments extends CatalogResource {
  readonly kind: 'departments';
  readonly entries: readonly DepartmentResource[];
}

/** resources/cases/category-map.json: from the stream's categories to national matters, and words for them. */
export interface CaseCategoryMap {
  readonly standard: string;
  readonly kind: 'matter';
  /** Source category → five-digit codes. Which one a request takes depends on its place only: duplicates stay duplicates. */
  readonly categories: Readonly<Record<string, readonly string[]>>;
  /** Code → descriptions; `{place}` stands for the address. */
  readonly descriptions: Readonly<Record<string, readonly string[]>>;
  /** Codes that only make sense beside a building, or on a road. All others may be anywhere. */
  readonly placeKinds: Readonly<Record<string, StreetAddress['kind']>>;
}

/**
 * A row of resources/cases/nyc-311.csv.gz (UTF-8, one head line, comma-separated, no quoting: no field holds a comma).
 * Times are local and without zone: YYYY-MM-DDTHH:mm:ss. Empty fields are empty.
 */
export const CASE_STREAM_COLUMNS = [
  'id',
  'created',
  'due',
  'closed',
  'category',
  'code',
  'status',
  'channel',
  'lat',
  'lon',
  'resolution',
  'subcategory',
  'placeKind',
  'address',
  'district',
] as const;
export type CaseStreamRow = Readonly<Record<(typeof CASE_STREAM_COLUMNS)[number], string>>;
