import { MAX_PAGE_SIZE, type PageArguments, pageSize } from '../resolvers/page-arguments.ts';

/** What a field costs, in points, and by how much it multiplies what is selected below it; a field costs 1 unless it says otherwise. */
type Complexity = { readonly field: number; readonly multiplier: number };

/** What a field costs that asks an upstream. */
export const UPSTREAM_CALL = 10;

/** By how much a list multiplies that is neither a page nor told by its arguments, such as the channels of a handoff. */
export const SHORT_LIST = 5;

/** By how much `accounts` multiplies, however many the gateway serves. */
export const ACCOUNTS = 10;

/** What an alert costs: it reaches a person. */
const ALERT = 100;

/** One upstream call, and what is below it once for each place of the page. A size that the resolver refuses is taken for the nearest that it takes. */
export function pageComplexity(page: PageArguments): Complexity {
  return { field: UPSTREAM_CALL, multiplier: Math.min(Math.max(pageSize(page), 0), MAX_PAGE_SIZE) };
}

/** The items of a page: its connection has multiplied for them. */
export const PAGE_ITEMS: Complexity = { field: 1, multiplier: 1 };

/** Characters of values that are filled into a text for one point more. */
const CHARACTERS_PER_POINT = 100;

/**
 * What a field costs that fills `values` into a text, or into each text of a list that multiplies by `multiplier`: the
 * values may come again in each.
 */
export function filledComplexity(multiplier = 1) {
  return ({ values }: { readonly values?: readonly string[] | null | undefined }): Complexity => {
    const characters = (values ?? []).reduce((sum, value) => sum + value.length + 1, 0);
    return { field: 1 + Math.floor(characters / CHARACTERS_PER_POINT) * multiplier, multiplier };
  };
}

/** Nodes by their ids: each may take a call. */
export function nodesComplexity({ ids }: { readonly ids: readonly unknown[] }): Complexity {
  return { field: UPSTREAM_CALL * ids.length, multiplier: ids.length };
}

/** Nodes by what a router knows of them: the same. */
export function entitiesComplexity({ representations }: { readonly representations: readonly unknown[] }): Complexity {
  return nodesComplexity({ ids: representations });
}

/**
 * The options of a mutation that sends as many alerts as `count` says of its arguments: their cost, with what is asked of
 * the outcome of each; the scope; and the count itself, for the limit `alerts`. A mutation without them is not run.
 */
export function sendsAlerts<Arguments>(count: (args: Arguments) => number) {
  return {
    authScopes: { 'alerts:send': true },
    complexity: (args: Arguments): Complexity => ({ field: ALERT * count(args), multiplier: count(args) }),
    extensions: { alerts: count },
  } as const;
}
