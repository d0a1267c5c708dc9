/** 案卷编号, 19 digits: division 6 + date 8 (Asia/Shanghai) + sequence of the day 5 (DOMAIN §1.3, a local rule). */
export function caseNumber(scope: string, atMs: number, sequence: number): string {
  return `${scope.slice(0, 6)}${shanghaiDay(atMs)}${String(sequence).padStart(5, '0')}`;
}

/** The day in Shanghai (UTC+8 all year since 1992), as YYYYMMDD. */
export function shanghaiDay(atMs: number): string {
  return new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** As lists show it: 1120-00019. */
export const shortCaseNumber = (number: string): string => `${number.slice(10, 14)}-${number.slice(14)}`;
/** As the page shows it: 310115 20261120 00019. */
export const groupedCaseNumber = (number: string): string =>
  `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`;
