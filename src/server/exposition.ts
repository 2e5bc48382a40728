/** The series of one metric: one for each combination of the labels' values, given in the order of the labels. */
type SeriesOf<T> = (...values: readonly string[]) => T;

/** A number that is counted or set. */
type Count = { value: number };

/** How many values are at most each of the bounds, and their sum. */
type Distribution = { observe(value: number): void };

/** Metrics that are plain numbers while requests run, and become text only when Prometheus asks. */
export type Exposition = {
  counter(name: string, help: string, ...labels: readonly string[]): SeriesOf<Count>;
  gauge(name: string, help: string, ...labels: readonly string[]): SeriesOf<Count>;
  histogram(
    name: string,
    help: string,
    bounds: readonly number[],
    ...labels: readonly string[]
  ): SeriesOf<Distribution>;
  /** Adds a metric without labels, whose value is read when it is printed. */
  reading(type: 'counter' | 'gauge', name: string, help: string, read: () => number): void;
  /** All metrics in Prometheus's text format, in the order in which they were added. */
  print(): string;
};

/** An exposition without metrics. */
export function createExposition(): Exposition {
  const printers: (() => readonly string[])[] = [];
  const add = (type: string, name: string, help: string, lines: () => readonly string[]) => {
    printers.push(() => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines(), '']);
  };
  const counts =
    (type: 'counter' | 'gauge') =>
    (name: string, help: string, ...labels: readonly string[]) => {
      const { at, all } = createSeries<Count>(labels, () => ({ value: 0 }));
      add(type, name, help, () => all().map(([pairs, { value }]) => line(name, pairs, value)));
      return at;
    };
  return {
    counter: counts('counter'),
    gauge: counts('gauge'),
    histogram(name, help, bounds, ...labels) {
      const { at, all } = createSeries(labels, () => createDistribution(bounds));
      add('histogram', name, help, () => all().flatMap(([pairs, { lines }]) => lines(name, pairs)));
      return at;
    },
    reading: (type, name, help, read) => add(type, name, help, () => [line(name, [], read())]),
    print: () => printers.flatMap((lines) => lines()).join('\n'),
  };
}

/** A label with its value, as it is printed. */
type Pair = `${string}="${string}"`;

function createSeries<T>(labels: readonly string[], create: () => T) {
  const byValues = new Map<string, readonly [pairs: readonly Pair[], series: T]>();
  return {
    at(...values: readonly string[]): T {
      const key = values.join('\n');
      const known = byValues.get(key);
      if (known !== undefined) return known[1];
      const series = create();
      byValues.set(key, [labels.map((label, index) => pair(label, values[index] ?? '')), series]);
      return series;
    },
    all: () => [...byValues.values()],
  };
}

function createDistribution(bounds: readonly number[]) {
  /** The last one counts what is above all bounds. */
  const counts = [...bounds, Number.POSITIVE_INFINITY].map(() => 0);
  let sum = 0;
  return {
    observe(value: number): void {
      let index = 0;
      while (value > (bounds[index] ?? Number.POSITIVE_INFINITY)) index += 1;
      counts[index] = (counts[index] ?? 0) + 1;
      sum += value;
    },
    lines(name: string, pairs: readonly Pair[]): readonly string[] {
      let count = 0;
      const buckets = counts.map((here, index) => {
        count += here;
        return line(`${name}_bucket`, [pair('le', String(bounds[index] ?? '+Inf')), ...pairs], count);
      });
      return [...buckets, line(`${name}_sum`, pairs, sum), line(`${name}_count`, pairs, count)];
    },
  };
}

function pair(label: string, value: string): Pair {
  return `${label}="${value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

function line(name: string, pairs: readonly Pair[], value: number): string {
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
}
