import type { Cores } from './cores.ts';
import type { CallCounts, Figures, Measurement } from './figures.ts';
import { reachGoals } from './goals.ts';
import type { Options } from './options.ts';
import { QUERIES, type QueryName } from './queries.ts';
import { median, medianRatio } from './ratios.ts';
import { SUBJECTS, type SubjectName } from './subject-names.ts';

/** A table for each query, and the goals. */
export function report(figures: Figures, { rounds, seconds }: Options, cores: Cores): string {
  const tables = [...figures.loads].map(([query, subjects]) => queryTable(query, subjects, figures.calls));
  const how = `Medians of ${rounds} rounds of ${seconds} s each, 16 connections; server on core ${cores.server}, upstream on ${cores.upstream}, wrk on ${cores.client}. Ratios are of one round. Node.js ${process.version}. Others used ${othersOf(figures)} of the server’s core.`;
  return [how, ...tables, startLines(figures), goalTable(figures)].join('\n\n');
}

function queryTable(
  query: QueryName,
  subjects: ReadonlyMap<SubjectName, readonly Measurement[]>,
  calls: CallCounts,
): string {
  const rates = (name: SubjectName) => (subjects.get(name) ?? []).map(({ perSecond }) => perSecond);
  const rows = [...subjects].map(([name, measurements]) => {
    const middle = (key: keyof Measurement) => median(measurements.map((measurement) => measurement[key]));
    const count = calls.get(query)?.get(name);
    return [
      SUBJECTS[name],
      Math.round(middle('perSecond')).toLocaleString('en'),
      decimals(medianRatio(rates(name), rates('bare-ready')), 3),
      decimals(medianRatio(rates(name), rates('mercurius')), 2),
      decimals(middle('p50Ms'), 2),
      decimals(middle('p99Ms'), 2),
      decimals(median(measurements.map(({ p99Ms, p50Ms }) => p99Ms / p50Ms)), 1),
      Math.round(middle('perCoreSecond')).toLocaleString('en'),
      count === undefined ? '–' : `${count.first}, ${count.again}`,
    ];
  });
  const head = [
    '',
    'requests/s',
    '× bare',
    '× Mercurius',
    'p50 ms',
    'p99 ms',
    'p99÷p50',
    'requests per core second',
    'upstream calls, again',
  ];
  return `### ${QUERIES[query].title}\n\n${table(head, rows)}`;
}

/** The median share of the server's core that others used. */
function othersOf({ loads }: Figures): string {
  const all = [...loads.values()].flatMap((subjects) => [...subjects.values()].flat());
  return `${decimals(100 * median(all.map(({ others }) => others)), 0)} %`;
}

function startLines({ start, wire }: Figures): string {
  const lines = [
    `Cold start to the first answer, any core: ${(start.startMs / 1000).toFixed(2)} s; four seconds later ${Math.round(start.idleMb)} MB are resident.`,
  ];
  if (wire !== null)
    lines.push(`A page of 1,000 has ${wire.plain} bytes, and ${wire.packed} as a browser asks for it.`);
  return lines.join(' ');
}

function goalTable(figures: Figures): string {
  const rows = reachGoals(figures).map(({ title, value, perCore, goal, unit, isReached }) => [
    title,
    decimals(value, 2),
    decimals(perCore, 2),
    `${goal}${unit}`,
    Number.isNaN(value) ? 'not measured' : isReached ? 'reached' : 'missed',
  ]);
  return `### Figures to reach\n\n${table(['', 'figure', 'by processor time', 'goal', ''], rows)}`;
}

function decimals(value: number, digits: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits);
}

/** Figures stand to the right, words to the left. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const ruler = head.map((_, column) => (column === 0 ? '---' : '--:'));
  return [line(head), line(ruler), ...rows.map(line)].join('\n');
}
