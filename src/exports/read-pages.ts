import { type ExecutionResult, GraphQLError } from 'graphql';
import type { ExportPlan } from '../graphql/exports/export-plan.ts';
import { object } from '../upstream/wire-values.ts';

/** One page of an export. */
export type ReadPage = {
  readonly plan: ExportPlan;
  readonly items: readonly unknown[];
  /** The errors of fields in items, by the index of the item. */
  readonly errors: ReadonlyMap<number, readonly GraphQLError[]>;
  /** The fields that are null or masked for this caller. */
  readonly redacted: readonly string[];
  /** The connection's cursor after this page. */
  readonly cursor: string | null;
  readonly isLast: boolean;
};

/** Runs the operation for `first` items after a cursor. The plan is null if the document has none. */
export type RunPage = (
  first: number,
  after: string | null,
) => Promise<{ readonly plan: ExportPlan | null; readonly result: ExecutionResult }>;

/** Why an export does not go on, as the client may see it. */
export class ExportFailure extends Error {
  override readonly name = 'ExportFailure';
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('An export does not go on.');
    this.errors = errors;
  }
}

/** Items of a page: more would keep the thread busy for so long that turns of the budget are lost. */
const PAGE_SIZE = 500;

/** Limits that a smaller page may keep. */
const LIMITS_OF_SIZE: readonly unknown[] = ['cost', 'answerBytes'];

/**
 * Reads a connection to its end, each page when it is asked for. A page that costs too much or is too large is halved.
 * Throws `ExportFailure`.
 */
export async function* readPages(run: RunPage, after: string | null): AsyncGenerator<ReadPage> {
  let size = PAGE_SIZE;
  for (let cursor = after; ; ) {
    const { plan, result } = await run(size, cursor);
    const connection = plan && connectionIn(result, plan);
    const items = plan && connection?.[plan.itemsKey];
    if (plan === null || !Array.isArray(items)) {
      if (size === 1 || !isTooLarge(result)) throw new ExportFailure(result.errors ?? [noItems(plan)]);
      size = Math.ceil(size / 2);
      continue;
    }
    const position = object(connection?.[plan.pageInfoKey]);
    const next = typeof position?.endCursor === 'string' ? position.endCursor : null;
    const isLast = position?.hasNextPage !== true;
    if (!isLast && next === cursor) throw new Error('A page of an export leads nowhere.');
    yield {
      plan,
      items,
      errors: errorsByItem(result, plan),
      redacted: redactedIn(result),
      cursor: next ?? cursor,
      isLast,
    };
    if (isLast) return;
    cursor = next;
  }
}

function connectionIn({ data }: ExecutionResult, { path }: ExportPlan): Readonly<Record<string, unknown>> | null {
  return object(path.reduce<unknown>((value, key) => object(value)?.[key], data));
}

/** The error of items that are not there without one: something above them is null, or a directive leaves them out. */
function noItems(plan: ExportPlan | null): GraphQLError {
  const path = plan === null ? [] : [...plan.path, plan.itemsKey];
  return new GraphQLError(`${path.join('.')} is not in the answer, so there is nothing to export.`, {
    path,
    extensions: { code: 'NOT_FOUND' },
  });
}

function isTooLarge({ errors = [] }: ExecutionResult): boolean {
  return errors.some(({ extensions: { code, limit } }) => code === 'LIMIT_EXCEEDED' && LIMITS_OF_SIZE.includes(limit));
}

/** All errors of a page whose connection is there are of fields in its items. */
function errorsByItem({ errors = [] }: ExecutionResult, { path }: ExportPlan): ReadPage['errors'] {
  return Map.groupBy(errors, (error) => Number(error.path?.[path.length + 1]));
}

function redactedIn({ extensions }: ExecutionResult): readonly string[] {
  const fields = object(extensions?.redacted)?.fields;
  return Array.isArray(fields) ? fields : [];
}
