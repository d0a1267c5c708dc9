const format = new Intl.NumberFormat('zh-CN');

/** `23,104`. One formatter for all: `toLocaleString` makes one for every number, which takes longer than drawing it. */
export const counted = (count: number): string => format.format(count);
