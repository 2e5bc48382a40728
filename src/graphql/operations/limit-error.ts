import { GraphQLError } from 'graphql';
import type { GatewayConfig } from '../../config/config.ts';

/** The limits on a request, by the names of their settings. */
export type OperationLimits = GatewayConfig['operations'];

/** The name of a limit in `extensions.limit`. */
export type LimitName = keyof OperationLimits;

/** The message for a limit; `actual` is null if counting stopped at the limit. */
type Sentence = (maximum: number, actual: number | null) => string;

const SENTENCES: Readonly<Record<LimitName, Sentence>> = {
  bodyBytes: (maximum) => `The request body is larger than the limit of ${maximum} bytes.`,
  tokens: (maximum) => `The document has more tokens than the limit of ${maximum}.`,
  nesting: (maximum, actual) => `The operation or a variable is nested ${actual} levels deep; the limit is ${maximum}.`,
  depth: (maximum, actual) => `The operation is ${actual} levels deep; the limit is ${maximum}.`,
  rootFields: (maximum, actual) => `The operation has ${actual} root fields; the limit is ${maximum}.`,
  fields: (maximum, actual) => `The operation has ${actual} fields, with fragments expanded; the limit is ${maximum}.`,
  aliases: (maximum, actual) =>
    `The operation has ${actual} aliases, with fragments expanded; the limit is ${maximum}.`,
  directives: (maximum, actual) =>
    `The operation has ${actual} directives, with fragments expanded; the limit is ${maximum}.`,
  validationErrors: (maximum) => `The operation has more than ${maximum} errors; the others are not reported.`,
  alerts: (maximum, actual) => `The operation asks for ${actual} alerts; the limit is ${maximum}.`,
  answerBytes: (maximum) => `The answer is larger than the limit of ${maximum} bytes.`,
  cost: (maximum, actual) => `The operation costs ${actual} points; the limit is ${maximum}.`,
};

/** The error for an exceeded limit: HTTP 413 for a body, otherwise 400, whatever the client accepts. */
export function limitError(limit: LimitName, maximum: number, count: number | null): GraphQLError {
  // Fragments that double each other exceed what JavaScript numbers represent exactly.
  const actual = count === null ? null : Math.min(count, Number.MAX_SAFE_INTEGER);
  return new GraphQLError(SENTENCES[limit](maximum, actual), {
    extensions: {
      code: 'LIMIT_EXCEEDED',
      limit,
      maximum,
      ...(actual !== null && { actual }),
      http: { status: limit === 'bodyBytes' ? 413 : 400, spec: false },
    },
  });
}

/** Whether an error is from `limitError`. */
export function isLimitError(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions.code === 'LIMIT_EXCEEDED';
}
