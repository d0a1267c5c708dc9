/** Profiles a store can be filled with. */
export const SEED_PROFILES = ['demo'] as const;
export type SeedProfile = (typeof SEED_PROFILES)[number];

export const STREET_CODE = '310115005';
export const DISTRICT_CODE = '310115';

/** Of everybody on the demonstration street, and of nobody else: a demonstration server shows it on its sign-in page. */
export const DEMO_PASSWORD = 'Wangge2026';

export const CASE_COUNT = 3000;
/** The stream is laid over this many days before now. */
export const DAYS = 30;

/** What stands in `provenance.source` of everything made here. */
export const DEMO_SOURCE = '示范数据';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const MINUTE_MS = 60_000;
