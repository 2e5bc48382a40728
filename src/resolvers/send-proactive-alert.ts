import type { Context } from '../request/context.ts';
import type { OnceSentAlert } from '../upstream/live-deflect/send-once.ts';
import { type AlertProblem, checkAlert, type SendProactiveAlertInput } from './alert-input.ts';

/** What became of an alert, told apart by `kind`. */
export type SendProactiveAlertPayload =
  | Exclude<OnceSentAlert, { kind: 'KEY_REUSED' }>
  | { readonly kind: 'INVALID'; readonly problems: readonly AlertProblem[] };

/**
 * `Mutation.sendProactiveAlert`. Sent once: an answer that was lost is an outcome, not a second send, and an idempotency
 * key that was used has its outcome already. Throws `UpstreamError` when the alert surely was not sent (unreachable,
 * refused credentials, rate limit). Price: one call, none for a replay.
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
  const outcome = await account.sendAlertOnce(checked.alert, input.idempotencyKey ?? null, context.call);
  return outcome.kind === 'KEY_REUSED' ? { kind: 'INVALID', problems: [KEY_REUSED] } : outcome;
}

const NO_ACCOUNT: AlertProblem = { path: ['accountId'], message: 'The gateway serves no account of this accountId.' };

const KEY_REUSED: AlertProblem = {
  path: ['idempotencyKey'],
  message: 'Was used for another alert of this account; take a new one for each alert.',
};
