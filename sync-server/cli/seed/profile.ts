/** Profiles a store can be filled with. */
export const SEED_PROFILES = ['small', 'demo', 'street'] as const;
export type SeedProfile = (typeof SEED_PROFILES)[number];

/** How much of everything a profile has. */
export interface SeedSize {
  readonly people: number;
  readonly enterprises: number;
  readonly components: number;
  readonly cases: number;
  /** The stream of cases is laid over this many days before now. */
  readonly days: number;
  /** Homes and offices together; left out: as many as people and enterprises need. */
  readonly rooms?: number;
}

export const SEED_SIZES: Readonly<Record<SeedProfile, SeedSize>> = {
  // As many cases a day as in the demonstration, so that every queue has some.
  small: { people: 1_200, enterprises: 120, components: 150, cases: 900, days: 9 },
  demo: { people: 20_000, enterprises: 1_500, components: 2_000, cases: 3_000, days: 30 },
  street: { people: 100_000, enterprises: 6_000, components: 10_000, cases: 50_000, days: 400, rooms: 60_000 },
};

export const STREET_CODE = '310115005';
export const DISTRICT_CODE = '310115';

/** Of everybody on the demonstration street, and of nobody else: a demonstration server shows it on its sign-in page. */
export const DEMO_PASSWORD = 'Wangge2026';

/** What stands in `provenance.source` of everything made here. */
export const DEMO_SOURCE = '示范数据';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const MINUTE_MS = 60_000;
