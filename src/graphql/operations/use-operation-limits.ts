import type { DocumentNode, validate } from 'graphql';
import type { Plugin, YogaInitialContext } from 'graphql-yoga';
import type { Run } from '../../request/run.ts';
import { boundedParse } from './document-text.ts';
import { createOperationFinder } from './known-operations.ts';
import { rememberPrices } from './known-prices.ts';
import { isLimitError, limitError, type OperationLimits } from './limit-error.ts';
import type { OperationSize } from './operation-size.ts';
import { variableNesting } from './variable-nesting.ts';

/** The header by which a client requests the cost of its operation: `include`. */
export const COST_HEADER = 'x-operation-cost';

/** The most characters of an operation's name in logs. */
const MAX_NAME_LENGTH = 100;

const SIZES: readonly (keyof OperationSize)[] = ['depth', 'rootFields', 'fields', 'aliases', 'directives'];

/**
 * Refuses operations that are too large before validation, and operations that cost too much before they run. Must come
 * before the plugins that run operations. Records the operation's name, type and cost; returns the cost on request.
 */
export function useOperationLimits(limits: OperationLimits): Plugin<Run, Run> {
  const find = createOperationFinder();
  const priceOf = rememberPrices();

  const checkSize = (document: DocumentNode, { facts, params }: Run & YogaInitialContext) => {
    const known = find(document, params.operationName);
    facts.operationName = known?.operation.name?.value.slice(0, MAX_NAME_LENGTH) ?? null;
    for (const limit of SIZES) check(limits, limit, known?.size[limit] ?? 0);
    check(limits, 'nesting', variableNesting(params.variables ?? {}));
  };

  return {
    onParse({ parseFn, setParseFn }) {
      setParseFn(boundedParse(parseFn, limits));
      return ({ result }) => {
        // Yoga would cache a returned error, and answer it with HTTP 200 for some clients.
        if (isLimitError(result)) throw result;
      };
    },
    onValidate({ params: { documentAST }, context, validateFn, setValidationFn }) {
      checkSize(documentAST, context);
      setValidationFn(boundedValidate(validateFn, limits.validationErrors));
    },
    onExecute({ args: { schema, document, operationName, variableValues }, context: { facts, request } }) {
      const known = find(document, operationName);
      if (known === null) return undefined;
      const { cost, alerts } = priceOf(known, schema, variableValues ?? {}, limits.validationErrors);
      facts.cost = cost;
      check(limits, 'alerts', alerts);
      check(limits, 'cost', cost);
      facts.operationType = known.operation.operation;
      if (request.headers.get(COST_HEADER) !== 'include') return undefined;
      return {
        onExecuteDone({ result, setResult }) {
          if (Symbol.asyncIterator in result) return;
          const extensions = { ...result.extensions, cost: { operation: cost, budget: limits.cost } };
          setResult({ ...result, extensions });
        },
      };
    },
  };
}

/** Wraps validation so that it stops after `maxErrors` errors and adds one that says so. */
function boundedValidate(validateDocument: typeof validate, maxErrors: number): typeof validate {
  return (schema, document, rules, options, typeInfo) => {
    const errors = validateDocument(schema, document, rules, { ...options, maxErrors }, typeInfo);
    return errors.length > maxErrors
      ? [...errors.slice(0, maxErrors), limitError('validationErrors', maxErrors, null)]
      : errors;
  };
}

function check(limits: OperationLimits, limit: keyof OperationLimits, count: number): void {
  if (count > limits[limit]) throw limitError(limit, limits[limit], count);
}
