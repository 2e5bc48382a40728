import type { Context } from '../request/context.ts';
import type { SendProactiveAlertInput } from './alert-input.ts';
import { badUserInput } from './client-error.ts';
import { mapSettled } from './map-settled.ts';
import { resolveSendProactiveAlert, type SendProactiveAlertPayload } from './send-proactive-alert.ts';

/** The maximum number of alerts in one list. */
const MAX_ALERTS = 100;
/** The number of concurrent alerts: enough for ten a second if each takes a second. */
const AT_ONCE = 10;

/**
 * `Mutation.sendProactiveAlerts`: the outcomes in the order of the inputs. Starts the alerts in that order. An element is
 * an error if that alert was certainly not sent, for example because the deadline left no time to start it. Throws if
 * there are none or too many. Price: one call for each alert that is valid and not a replay.
 */
export async function resolveSendProactiveAlerts(
  _root: unknown,
  { inputs }: { readonly inputs: readonly SendProactiveAlertInput[] },
  context: Context,
): Promise<readonly SendProactiveAlertPayload[]> {
  if (inputs.length < 1 || inputs.length > MAX_ALERTS) {
    throw badUserInput(`inputs has ${inputs.length} alerts; it must have 1 to ${MAX_ALERTS}.`);
  }
  return mapSettled(inputs, (input) => resolveSendProactiveAlert(null, { input }, context), AT_ONCE);
}
