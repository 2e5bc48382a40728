import type { Context } from '../context.ts';
import { UpstreamError } from '../upstream/http/upstream-error.ts';
import type { ProactiveAlertOutcome } from '../upstream/live-deflect/types.ts';
import { type AlertProblem, checkAlert, type SendProactiveAlertInput } from './alert-input.ts';

/** What became of an alert, told apart by `kind`. */
export type SendProactiveAlertPayload =
  | ProactiveAlertOutcome
  | { readonly kind: 'INVALID'; readonly problems: readonly AlertProblem[] }
  | { readonly kind: 'OUTCOME_UNKNOWN'; readonly reason: string };

/**
 * `Mutation.sendProactiveAlert`. Sent once: an answer that was lost is an outcome, not a second send. Throws
 * `UpstreamError` when the alert surely was not sent (unreachable, refused credentials, rate limit). Price: one call.
 */
export async function resolveSendProactiveAlert(
  _root: unknown,
  { input }: { readonly input: SendProactiveAlertInput },
  context: Context,
): Promise<SendProactiveAlertPayload> {
  const account = context.account(input.accountId);
  const checked = checkAlert(input);
  const problems = account === null ? [NO_ACCOUNT, ...checked.problems] : checked.problems;
  if (account === null || checked.alert === null) return { kind: 'INVALID', problems };
  try {
    return await account.sendProactiveAlert(checked.alert, context.call);
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.details.delivery !== 'unknown' || error.service !== 'LIVE_DEFLECT')
      throw error;
    return { kind: 'OUTCOME_UNKNOWN', reason: error.message };
  }
}

const NO_ACCOUNT: AlertProblem = { path: ['accountId'], message: 'The gateway serves no account of this accountId.' };
