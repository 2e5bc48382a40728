import fc from 'fast-check';
import { TWISTS, type TwistName } from './asking.ts';
import { OWN_TOKENS } from './callers.ts';
import { QUESTIONS, type QuestionName } from './questions.ts';
import { CHANGES, type ChangeName } from './settings.ts';
import { FAULTY, type Fault } from './world.ts';

/** A caller with its request; numbers are places in the plan's lists. */
export type Asker = { readonly caller: number; readonly twists: readonly number[] };

/** One thing that happens to both gateways. */
export type Step =
  | { readonly step: 'ask'; readonly question: number; readonly asker: Asker }
  /** The same question by several at the same time. */
  | { readonly step: 'together'; readonly question: number; readonly askers: readonly Asker[] }
  | { readonly step: 'clock'; readonly ms: number }
  | { readonly step: 'data' }
  | { readonly step: 'fault'; readonly fault: Fault }
  | { readonly step: 'refuse'; readonly token: string }
  | { readonly step: 'reload'; readonly change: number };

/**
 * A whole run: the few that ask, the few things they ask, the few ways in which they ask, and what happens in which
 * order. They are few so that the same is asked again, and asked almost the same.
 */
export type Plan = {
  readonly callers: readonly number[];
  readonly questions: readonly QuestionName[];
  readonly twists: readonly TwistName[];
  readonly changes: readonly ChangeName[];
  readonly servesStale: boolean;
  readonly steps: readonly Step[];
};

/** Questions whose answers are never kept. */
const ODD: readonly QuestionName[] = [
  'three',
  'neither',
  'pageOfText',
  'totalsOfNone',
  'schema',
  'mixed',
  'typename',
  'send',
  'sendOnce',
  'sendOther',
  'unknownField',
  'noSyntax',
  'nothing',
];

const MINUTE_MS = 60_000;
/** Around what answers are fresh for, and to the midnight after the start. */
const CLOCK_MS = [1, 1000, 25_000, 25_000, ...[1, 2, 5, 6, 180, 180, 363, 1500].map((minutes) => minutes * MINUTE_MS)];

const keys = <Name extends string>(of: Readonly<Record<Name, unknown>>) => Object.keys(of) as Name[];

const question = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...keys(QUESTIONS).filter((name) => !ODD.includes(name))) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD) },
);
/** The first callers have rights. */
const caller = fc.oneof({ weight: 5, arbitrary: fc.nat(8) }, { weight: 1, arbitrary: fc.nat(99) });

/** A place in a list of the plan. */
const place = fc.nat(2);
/** Half of all requests are plain: places past the end of the twists stand for none. */
const asker = fc.record({ caller: place, twists: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { maxLength: 2 }) });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ step: fc.constant('ask' as const), question: place, asker }) },
  {
    weight: 3,
    arbitrary: fc.record({
      step: fc.constant('together' as const),
      question: place,
      askers: fc.array(asker, { minLength: 2, maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('clock' as const), ms: fc.constantFrom(...CLOCK_MS) }) },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('data' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.constant('fault' as const),
      fault: fc.record({
        of: fc.constantFrom(...FAULTY.of),
        how: fc.constantFrom(...FAULTY.how),
        requests: fc.integer({ min: 1, max: 3 }),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('refuse' as const), token: fc.constantFrom(...OWN_TOKENS) }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('reload' as const), change: place }) },
);

/** Any run; where `focus` has a list, that one. */
export function planOf(
  focus: Partial<Pick<Plan, 'callers' | 'questions' | 'twists' | 'changes'>> = {},
): fc.Arbitrary<Plan> {
  const twists = fc.array(fc.constantFrom(...keys(TWISTS)), { maxLength: 3 });
  const { callers, questions, changes } = focus;
  return fc.record({
    callers: callers ? fc.constant(callers) : fc.array(caller, { minLength: 1, maxLength: 3 }),
    questions: questions ? fc.constant(questions) : fc.array(question, { minLength: 1, maxLength: 3 }),
    twists: (focus.twists ? fc.constant(focus.twists) : twists).map((others): TwistName[] => ['fresh', ...others]),
    changes: changes
      ? fc.constant(changes)
      : fc
          .array(fc.constantFrom(...keys(CHANGES)), { maxLength: 2 })
          .map((others): ChangeName[] => ['usual', ...others]),
    servesStale: fc.boolean(),
    steps: fc.array(step, { minLength: 1, maxLength: 50, size: 'max' }),
  });
}
