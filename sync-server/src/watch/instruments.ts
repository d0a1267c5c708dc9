type Labels = Readonly<Record<string, string>>;

/** Prometheus text, as much of it as is needed: counters, histograms, and gauges that are read when asked. */
export interface Instrument {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: () => readonly Sample[] | Promise<readonly Sample[]>;
}

export interface Sample {
  readonly suffix?: string;
  readonly labels?: Labels;
  readonly value: number;
}

const keyOf = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

export interface Counter extends Instrument {
  readonly add: (labels?: Labels, by?: number) => void;
}

export function counter(name: string, help: string): Counter {
  const counts = new Map<string, { readonly labels: Labels; value: number }>();
  return {
    name,
    help,
    type: 'counter',
    add: (labels = {}, by = 1) => {
      const key = keyOf(labels);
      const entry = counts.get(key) ?? { labels, value: 0 };
      entry.value += by;
      counts.set(key, entry);
    },
    samples: () => [...counts.values()],
  };
}

export interface Histogram extends Instrument {
  readonly observe: (labels: Labels, value: number) => void;
}

/** `bounds` rise; each bucket counts what is at most its bound. */
export function histogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const series = new Map<string, { readonly labels: Labels; readonly buckets: number[]; sum: number; count: number }>();
  return {
    name,
    help,
    type: 'histogram',
    observe: (labels, value) => {
      const key = keyOf(labels);
      const entry = series.get(key) ?? { labels, buckets: bounds.map(() => 0), sum: 0, count: 0 };
      bounds.forEach((bound, at) => {
        if (value <= bound) entry.buckets[at] = (entry.buckets[at] ?? 0) + 1;
      });
      entry.sum += value;
      entry.count += 1;
      series.set(key, entry);
    },
    samples: () =>
      [...series.values()].flatMap(({ labels, buckets, sum, count }): readonly Sample[] => [
        ...bounds.map((bound, at) => ({
          suffix: '_bucket',
          labels: { ...labels, le: String(bound) },
          value: buckets[at] ?? 0,
        })),
        { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
        { suffix: '_sum', labels, value: sum },
        { suffix: '_count', labels, value: count },
      ]),
  };
}

export const gauge = (name: string, help: string, samples: Instrument['samples']): Instrument => ({
  name,
  help,
  type: 'gauge',
  samples,
});

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

function lineOf(name: string, { suffix = '', labels = {}, value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${suffix}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
}

/** The page that Prometheus reads (text format 0.0.4). */
export async function prometheusText(instruments: readonly Instrument[]): Promise<string> {
  const parts: string[] = [];
  for (const { name, help, type, samples } of instruments) {
    const lines = (await samples()).map((sample) => lineOf(name, sample));
    parts.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines);
  }
  return `${parts.join('\n')}\n`;
}
