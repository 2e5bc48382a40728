import type { Context } from '../context.ts';
import type { SendProactiveAlertInput } from './alert-input.ts';
import { badUserInput } from './client-error.ts';
import { resolveSendProactiveAlert, type SendProactiveAlertPayload } from './send-proactive-alert.ts';

/** The most alerts that one operation sends in one list. */
const MAX_ALERTS = 100;
/** Alerts under way at once: enough to keep up with ten a second when each takes a second. */
const AT_ONCE = 10;

/**
 * `Mutation.sendProactiveAlerts`: what became of each alert, in the order of the inputs, begun in that order. An error
 * stands for one that surely was not sent, as those are that the deadline leaves no time to begin. Throws when there are
 * none or too many. Price: one call for each alert that is valid and no replay.
 */
export async function resolveSendProactiveAlerts(
  _root: unknown,
  { inputs }: { readonly inputs: readonly SendProactiveAlertInput[] },
  context: Context,
): Promise<readonly SendProactiveAlertPayload[]> {
  if (inputs.length < 1 || inputs.length > MAX_ALERTS) {
    throw badUserInput(`inputs has ${inputs.length} alerts; it must have from 1 to ${MAX_ALERTS}.`);
  }
  const outcomes = await inTurn(inputs, (input) => resolveSendProactiveAlert(null, { input }, context));
  // GraphQL takes an error in a list for the failure of that element, for which Pothos has no type. A list of promises
  // will not do: the compiled execution loses the last elements when many of them reject at once.
  return outcomes as readonly SendProactiveAlertPayload[];
}

/** Works through the items in their order, `AT_ONCE` at a time; a failure stays with its item. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly (R | Error)[]> {
  const done: (R | Error)[] = [];
  const queue = items.entries();
  const workThrough = async () => {
    for (const [index, item] of queue) done[index] = await work(item).catch((error: Error) => error);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workThrough));
  return done;
}
