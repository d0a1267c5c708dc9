interface Kind {
  readonly kind: string;
  readonly got: number;
  readonly total: number | null;
}
interface FirstPull {
  readonly kinds: readonly Kind[];
  readonly secondsLeft: number | null;
}

/** `约 1 分 20 秒`: in coarse steps, so that it does not flicker and promises no more than is known. Never less than ten seconds. */
export function leftWords(seconds: number): string {
  const step = seconds < 60 ? 10 : seconds < 300 ? 20 : seconds < 3_600 ? 60 : 600;
  const rounded = Math.max(10, Math.ceil(seconds / step) * step);
  if (rounded < 60) return `约 ${String(rounded)} 秒`;
  const minutes = Math.floor(rounded / 60);
  if (minutes >= 60) {
    const rest = minutes % 60;
    return `约 ${String(Math.floor(minutes / 60))} 小时${rest === 0 ? '' : ` ${String(rest)} 分`}`;
  }
  const rest = rounded % 60;
  return `约 ${String(minutes)} 分${rest === 0 ? '' : ` ${String(rest)} 秒`}`;
}

export const isAllHere = ({ got, total }: Kind): boolean => total !== null && got >= total;

const count = (number: number): string => number.toLocaleString('zh-CN');
const listed = (kinds: readonly Kind[]): string => {
  const names = kinds.map(({ kind }) => kind);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join('、')}和${names.at(-1) ?? ''}`;
};
/** What people work with; that the tables and names behind it are here goes without saying. */
const UNSPOKEN: ReadonlySet<string> = new Set(['目录和网格', '人员', '变更和异议']);

/** 事件和任务可以用了；居民还在取，约 1 分 20 秒。 `null` while nothing can be said but the counts. */
export function pullSentence({ kinds, secondsLeft }: FirstPull): string | null {
  if (kinds.some(({ total }) => total === null)) return null;
  const ready = kinds.filter((kind) => isAllHere(kind) && !UNSPOKEN.has(kind.kind));
  const [coming, ...later] = kinds.filter((kind) => !isAllHere(kind));
  if (coming === undefined) return kinds.length === 0 ? null : '都取到了，正在核对收尾。';
  // The time is that of all there is to come: of the kind on its way alone only where no other waits behind it.
  const left = secondsLeft === null ? '' : `，${later.length === 0 ? '' : '全部到齐'}${leftWords(secondsLeft)}`;
  return `${ready.length === 0 ? '' : `${listed(ready)}可以用了；`}${coming.kind}还在取${left}。`;
}

/** 居民已取 612 / 共 1,702，还在取; `null` where a kind is all here. */
export function incompleteWords({ kinds }: FirstPull, kind: string): string | null {
  const found = kinds.find((one) => one.kind === kind);
  if (found === undefined || isAllHere(found)) return null;
  return `已取 ${count(found.got)}${found.total === null ? '' : ` / 共 ${count(found.total)}`}，还在取`;
}
