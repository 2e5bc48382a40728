import type { Context } from '../request/context.ts';
import type { SendProactiveAlertInput } from './alert-input.ts';
import { badUserInput } from './client-error.ts';
import { mapSettled } from './map-settled.ts';
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
  return mapSettled(inputs, (input) => resolveSendProactiveAlert(null, { input }, context), AT_ONCE);
}
