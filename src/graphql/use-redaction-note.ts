import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../request/context.ts';
import { PERSONAL_DATA_SCOPE } from '../resolvers/personal-data.ts';

/** Lists in `extensions.redacted` the fields that are null or masked because the caller lacks `pii:read`. */
export function useRedactionNote(): Plugin {
  return {
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        const fields = redactedFields(args);
        if (Symbol.asyncIterator in result || fields.length === 0) return;
        const redacted = { code: 'REDACTED', requiredScope: PERSONAL_DATA_SCOPE, fields };
        setResult({ ...result, extensions: { ...result.extensions, redacted } });
      },
    }),
  };
}

function redactedFields({ contextValue }: ExecutionArgs): string[] {
  return [...(contextValue as Context).redacted].sort();
}
