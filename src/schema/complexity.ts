import { MAX_PAGE_SIZE, type PageArguments, pageSize } from '../resolvers/page-arguments.ts';
import { variableText } from '../resolvers/sending.ts';
import type { AnalyticsDimension } from '../upstream/outbound-reporting/types.ts';

/** The cost of a field in points, and the factor for what is selected below it. A field costs 1 by default. */
type Complexity = { readonly field: number; readonly multiplier: number };

/** The cost of a field that makes an upstream call. */
export const UPSTREAM_CALL = 10;

/** The factor of a list whose length no argument gives, for example the channels of a handoff. */
export const SHORT_LIST = 5;

/** The factor of `accounts`, however many the gateway serves. */
export const ACCOUNTS = 10;

/** The cost of an alert, which reaches a person. */
const ALERT = 100;

/**
 * One upstream call, and what is below it once per item of the page. A size that the resolver refuses counts as the
 * nearest valid one.
 */
export function pageComplexity(page: PageArguments): Complexity {
  return { field: UPSTREAM_CALL, multiplier: Math.min(Math.max(pageSize(page), 0), MAX_PAGE_SIZE) };
}

/** A breakdown, which by day may make upstream calls. */
export function breakdownComplexity({ by }: { readonly by: readonly AnalyticsDimension[] }): Complexity {
  return { field: by.includes('DAY') ? UPSTREAM_CALL : 1, multiplier: SHORT_LIST };
}

/** The items of a page: their connection has already multiplied. */
export const PAGE_ITEMS: Complexity = { field: 1, multiplier: 1 };

/** Characters of values that cost one point. */
const CHARACTERS_PER_POINT = 100;

/** The arguments of a field that fills in a text: values by their positions, or by the names of variables. */
type Fillings = {
  readonly values?: readonly string[] | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>>;
};

/**
 * A field that fills values into a text, or into each text of a list of `multiplier` items: the answer may have them
 * in each.
 */
export function filledComplexity(multiplier = 1) {
  return ({ values, variables = {} }: Fillings): Complexity => {
    const texts = values ?? Object.values(variables).map((value) => variableText(value) ?? '');
    const characters = texts.reduce((sum, value) => sum + value.length + 1, 0);
    return { field: 1 + Math.floor(characters / CHARACTERS_PER_POINT) * multiplier, multiplier };
  };
}

/** Nodes by their ids: each may cost an upstream call. */
export function nodesComplexity({ ids }: { readonly ids: readonly unknown[] }): Complexity {
  return { field: UPSTREAM_CALL * ids.length, multiplier: ids.length };
}

/** Nodes by the representations of a router: the same cost. */
export function entitiesComplexity({ representations }: { readonly representations: readonly unknown[] }): Complexity {
  return nodesComplexity({ ids: representations });
}

/**
 * The options of a mutation that sends alerts; `count` gives their number from the arguments. The cost includes what is
 * selected of each outcome; the limit `alerts` reads the count. A mutation without these options is not run.
 */
export function sendsAlerts<Arguments>(count: (args: Arguments) => number) {
  return {
    authScopes: { 'alerts:send': true },
    complexity: (args: Arguments): Complexity => ({ field: ALERT * count(args), multiplier: count(args) }),
    extensions: { alerts: count },
  } as const;
}
