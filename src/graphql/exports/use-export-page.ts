import { type DocumentNode, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type ExportPlan, planExport } from './export-plan.ts';

/** One page of an export, in the context of its run. */
export type ExportPage = {
  readonly first: number;
  /** Null for the first page. */
  readonly after: string | null;
  /** Called with the plan when the page begins, after the document was found valid. */
  readonly onPlan: (plan: ExportPlan) => void;
};

/**
 * Runs one page of an export instead of its document. Goes before the plugins that price and compile operations, after
 * those that limit the client's document. A document is planned once while it is in the parser cache.
 */
export function useExportPage(): Plugin<{ readonly page?: ExportPage }> {
  const plans = new WeakMap<DocumentNode, Map<string, ExportPlan>>();
  return {
    onExecute({ args, context: { page } }) {
      if (page === undefined) return;
      const { schema, document, operationName } = args;
      const operation = getOperationAST(document, operationName);
      if (operation == null) return;
      const known = plans.get(document) ?? new Map<string, ExportPlan>();
      plans.set(document, known);
      const plan = known.get(operationName ?? '') ?? planExport(schema, document, operation);
      known.set(operationName ?? '', plan);
      page.onPlan(plan);
      const { first, after } = plan.variables;
      args.document = plan.document;
      args.variableValues = { ...args.variableValues, [first]: page.first, [after]: page.after };
    },
  };
}
