import { parseArgs } from 'node:util';
import { QUERY_NAMES, type QueryName } from './queries.ts';

/** What to measure, and for how long. */
export type Options = {
  readonly rounds: number;
  /** Seconds of each measurement. */
  readonly seconds: number;
  /** The subjects to measure; empty for all. */
  readonly only: readonly string[];
  /** At least one. */
  readonly queries: readonly [QueryName, ...QueryName[]];
};

/** Reads `--rounds N --seconds S --only subject,subject --query name,name`. Throws for anything else. */
export function readOptions(args: readonly string[]): Options {
  const option = (standard: string) => ({ type: 'string', default: standard }) as const;
  const options = { rounds: option('3'), seconds: option('2'), only: option(''), query: option('') };
  const { values } = parseArgs({ args: [...args], options });
  const queries = listOf(values.query);
  const unknown = queries.find((name) => !QUERY_NAMES.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`There is no query ${unknown}, only ${QUERY_NAMES.join(', ')}`);
  const wanted = QUERY_NAMES.filter((name) => queries.includes(name));
  return {
    rounds: countOf('rounds', values.rounds),
    seconds: countOf('seconds', values.seconds),
    only: listOf(values.only),
    queries: wanted.length === 0 ? QUERY_NAMES : (wanted as [QueryName, ...QueryName[]]),
  };
}

function listOf(text: string): readonly string[] {
  return text.split(',').filter((part) => part !== '');
}

function countOf(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} must be a whole number from 1`);
  return Number(text);
}
