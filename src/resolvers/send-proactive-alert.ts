import type { Context } from '../request/context.ts';
import type { OnceSentAlert } from '../upstream/live-deflect/send-once.ts';
import { UNKNOWN_ACCOUNT } from './account.ts';
import { type AlertProblem, checkAlert, type SendProactiveAlertInput } from './alert-input.ts';
import { notAllowed, withVersion } from './allowed-alert.ts';

/** The outcome of an alert, by `kind`. */
export type SendProactiveAlertPayload =
  | Exclude<OnceSentAlert, { kind: 'KEY_REUSED' }>
  | { readonly kind: 'INVALID'; readonly problems: readonly AlertProblem[] };

/**
 * `Mutation.sendProactiveAlert`. Never sends twice: a lost response is an outcome, and a used idempotency key returns
 * its outcome. Throws `UpstreamError` if the alert was certainly not sent (unreachable, rejected credentials, rate
 * limit). Price: one call, none for a replay.
 */
export async function resolveSendProactiveAlert(
  _root: unknown,
  { input }: { readonly input: SendProactiveAlertInput },
  context: Context,
): Promise<SendProactiveAlertPayload> {
  const account = context.account(input.accountId);
  const { alert, problems: found } = checkAlert(account === null ? input : withVersion(input, account.sending));
  const problems = [...(account === null ? [NO_ACCOUNT] : notAllowed(input, account.sending)), ...found];
  if (account === null || alert === null || problems.length > 0) return { kind: 'INVALID', problems };
  const outcome = await account.sendAlertOnce(alert, input.idempotencyKey ?? null, account.call);
  return outcome.kind === 'KEY_REUSED' ? { kind: 'INVALID', problems: [KEY_REUSED] } : outcome;
}

const NO_ACCOUNT: AlertProblem = { path: ['accountId'], message: UNKNOWN_ACCOUNT };

const KEY_REUSED: AlertProblem = {
  path: ['idempotencyKey'],
  message: 'Was used for another alert of this account. Use a new key for each alert.',
};
