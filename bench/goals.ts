import type { Figures, Measurement } from './figures.ts';
import { QUERIES, type QueryName } from './queries.ts';
import { median, medianRatio } from './ratios.ts';
import type { SubjectName } from './subject-names.ts';

/** A figure beside its goal; NaN if it was not measured. */
export type Goal = {
  readonly title: string;
  readonly value: number;
  /**
   * A ratio's value in requests per second of processor time, which must reach the goal, too: where others use the
   * machine, the rate alone says little. NaN for what is no ratio of rates.
   */
  readonly perCore: number;
  readonly goal: number;
  readonly unit: '' | ' MB' | ' s';
  readonly isReached: boolean;
};

/** A goal for the rate of one subject as a multiple of another's. */
type RatioGoal = readonly [
  title: string,
  subject: SubjectName,
  base: SubjectName,
  goals: Partial<Record<QueryName, number>>,
];

/** A number for every query. */
const forAll = (goal: number): Record<QueryName, number> => ({
  analytics: goal,
  'page-100': goal,
  'page-1000': goal,
  joined: goal,
});

const RATIOS: readonly RatioGoal[] = [
  ['default × bare ready bytes', 'gateway', 'bare-ready', forAll(0.75)],
  ['32 keys × one key', 'gateway-32-keys', 'gateway', forAll(0.8)],
  ['1,000 callers × one', 'gateway-1000-callers', 'gateway', forAll(0.8)],
  ['ready answers off × Yoga’s `{ __typename }`', 'gateway-not-ready', 'yoga', { analytics: 0.7 }],
  ['ready answers off × bare parse and stringify', 'gateway-not-ready', 'bare-json', { 'page-1000': 1.3 }],
  [
    'caching off × Mercurius',
    'gateway-no-cache',
    'mercurius',
    { analytics: 0.7, 'page-100': 0.8, 'page-1000': 1.1, joined: 1.1 },
  ],
];

/** The goals that the figures can be held against. */
export function reachGoals({ loads, start, wire }: Figures): readonly Goal[] {
  const of = (query: QueryName, name: SubjectName): readonly Measurement[] => loads.get(query)?.get(name) ?? [];
  const ratio = (query: QueryName, subject: SubjectName, base: SubjectName, key: 'perSecond' | 'perCoreSecond') => {
    const series = (name: SubjectName) => of(query, name).map((measurement) => measurement[key]);
    return medianRatio(series(subject), series(base));
  };
  const ratios = RATIOS.flatMap(([title, subject, base, goals]) =>
    (Object.entries(goals) as [QueryName, number][]).map(([query, goal]): Goal => {
      const value = ratio(query, subject, base, 'perSecond');
      const perCore = ratio(query, subject, base, 'perCoreSecond');
      return {
        title: `${title}: ${nameOf(query)}`,
        value,
        perCore,
        goal,
        unit: '',
        isReached: Math.min(value, perCore) >= goal,
      };
    }),
  );
  const tails = (Object.keys(QUERIES) as QueryName[]).map((query) => {
    const tail = median(of(query, 'gateway').map(({ p99Ms, p50Ms }) => p99Ms / p50Ms));
    return atMost(`p99 ÷ p50, ready answers: ${nameOf(query)}`, tail, 2);
  });
  return [
    ...ratios,
    ...tails,
    atMost(
      'bytes of a page of 1,000 as a browser asks, of all',
      wire === null ? Number.NaN : wire.packed / wire.plain,
      0.1,
    ),
    atMost('resident memory idle', start.idleMb, 110, ' MB'),
    atMost('cold start to the first answer', start.startMs / 1000, 0.8, ' s'),
  ];
}

function nameOf(query: QueryName): string {
  const { title } = QUERIES[query];
  return title.charAt(0).toLowerCase() + title.slice(1);
}

function atMost(title: string, value: number, goal: number, unit: Goal['unit'] = ''): Goal {
  return { title, value, perCore: Number.NaN, goal, unit, isReached: value <= goal };
}
