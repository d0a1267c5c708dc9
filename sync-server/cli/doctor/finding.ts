/** Something that is not as it should be, for people who run the server. */
export interface Finding {
  readonly what: string;
  readonly means: string;
  readonly todo: string;
}

export interface Report {
  /** What is in order, one line each. */
  readonly fine: readonly string[];
  readonly findings: readonly Finding[];
}

export const fine = (...lines: readonly string[]): Report => ({ fine: lines, findings: [] });
export const found = (what: string, means: string, todo: string): Report => ({
  fine: [],
  findings: [{ what, means, todo }],
});

export const together = (reports: readonly Report[]): Report => ({
  fine: reports.flatMap((report) => report.fine),
  findings: reports.flatMap((report) => report.findings),
});

/** Enough to look for, not a list of everything. */
const MOST_EXAMPLES = 3;

/** `3 条，例如 case:…、case:…` */
export const examples = (ids: readonly string[]): string =>
  `${ids.length} 条，例如 ${ids.slice(0, MOST_EXAMPLES).join('、')}`;
