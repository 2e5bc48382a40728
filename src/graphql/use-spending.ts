import type { Plugin } from 'graphql-yoga';
import type { CallerQuotas } from '../callers/quotas.ts';
import type { Run } from '../request/run.ts';

/** Counts the cost of each operation for its caller. Goes after the plugin that finds the cost. */
export function useSpending(quotas: CallerQuotas): Plugin<Run, Run> {
  return {
    onExecute({ context: { facts } }) {
      quotas.spend(facts.caller, facts.cost);
    },
  };
}
