import type { parse, validate } from 'graphql';
import { checkDocumentText } from './document-text.ts';
import { limitError, type OperationLimits } from './limit-error.ts';

/** Parsing that refuses a document with too many tokens or levels before it begins. */
export function boundedParse(parseDocument: typeof parse, limits: OperationLimits): typeof parse {
  return (source, options) => {
    checkDocumentText(typeof source === 'string' ? source : source.body, limits);
    return parseDocument(source, options);
  };
}

/** Validation that stops at `maxErrors` faults; an error after them says that there are more. */
export function boundedValidate(validateDocument: typeof validate, maxErrors: number): typeof validate {
  return (schema, document, rules, options, typeInfo) => {
    const errors = validateDocument(schema, document, rules, { ...options, maxErrors }, typeInfo);
    return errors.length > maxErrors
      ? [...errors.slice(0, maxErrors), limitError('validationErrors', maxErrors, null)]
      : errors;
  };
}
