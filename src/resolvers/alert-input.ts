import { alertChannelCode } from '../upstream/live-deflect/channel-codes.ts';
import type { ProactiveAlert } from '../upstream/live-deflect/types.ts';
import type { MessagingChannel } from '../upstream/messaging-channel.ts';
import { parsePhoneNumber } from './phone-number.ts';

/** A `SendProactiveAlertInput` as GraphQL parsed it. */
export type SendProactiveAlertInput = {
  readonly accountId: string;
  readonly skill: string;
  readonly recipient: {
    readonly countryCode: string;
    readonly phoneNumber: string;
    readonly firstName?: string | null | undefined;
    readonly lastName?: string | null | undefined;
    readonly externalCustomer?: { readonly id: string; readonly descriptor: string } | null | undefined;
  };
  readonly template: {
    readonly name: string;
    readonly language: string;
    readonly version?: string | null | undefined;
    readonly variables: Readonly<Record<string, unknown>>;
  };
  readonly channel?: MessagingChannel | null | undefined;
  readonly externalAlertId?: string | null | undefined;
  readonly alertInfo?: Readonly<Record<string, unknown>> | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
};

/** One thing that is wrong with an alert: where, and what was expected. */
export type AlertProblem = { readonly path: readonly string[]; readonly message: string };

/** An alert as LiveDeflect takes it, or everything that is wrong with it. */
export type CheckedAlert =
  | { readonly alert: ProactiveAlert; readonly problems: readonly [] }
  | { readonly alert: null; readonly problems: readonly AlertProblem[] };

/** Checks all fields, so that every problem is told at once. */
export function checkAlert(input: SendProactiveAlertInput): CheckedAlert {
  const { recipient, template } = input;
  const problems: AlertProblem[] = [];
  const given = (text: string, ...path: string[]) => {
    if (text.trim() === '') problems.push({ path, message: 'Must not be empty.' });
  };
  given(input.skill, 'skill');
  given(template.name, 'template', 'name');
  if (recipient.externalCustomer != null) {
    given(recipient.externalCustomer.id, 'recipient', 'externalCustomer', 'id');
    given(recipient.externalCustomer.descriptor, 'recipient', 'externalCustomer', 'descriptor');
  }
  const phone = checkPhone(recipient, problems);
  checkValues(template.variables, ['template', 'variables'], problems);
  checkValues(input.alertInfo ?? {}, ['alertInfo'], problems);
  const channelCode = input.channel == null ? null : alertChannelCode(input.channel);
  if (channelCode === undefined)
    problems.push({ path: ['channel'], message: 'OTHER cannot be sent to; name a channel or leave it out.' });
  if (input.idempotencyKey != null && !PRINTABLE.test(input.idempotencyKey))
    problems.push({ path: ['idempotencyKey'], message: 'Must be 1 to 255 printable characters.' });
  if (problems.length > 0 || phone === null || channelCode === undefined) return { alert: null, problems };
  return { alert: { ...namesOf(input), ...phone, channelCode }, problems: [] };
}

/** Letters, digits, signs, blanks; no controls, line ends or characters that cannot be seen. */
const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}]{1,255}$/u;

function namesOf({ skill, recipient, template, externalAlertId, alertInfo }: SendProactiveAlertInput) {
  return {
    skill,
    firstName: recipient.firstName ?? null,
    lastName: recipient.lastName ?? null,
    externalCustomer: recipient.externalCustomer ?? null,
    externalAlertId: externalAlertId ?? null,
    alertInfo: alertInfo ?? null,
    template: { ...template, version: template.version ?? null },
  };
}

/** LiveDeflect puts code and number together, so the number goes without a trunk 0. The number itself is never repeated in a message. */
function checkPhone({ countryCode, phoneNumber }: SendProactiveAlertInput['recipient'], problems: AlertProblem[]) {
  const code = countryCode.trim().replace(/^\+/, '');
  if (!/^[1-9]\d{0,2}$/.test(code)) {
    problems.push({
      path: ['recipient', 'countryCode'],
      message: 'Must be a country calling code of 1 to 3 digits, such as 1 or 44.',
    });
    return null;
  }
  const parsed = parsePhoneNumber(code, phoneNumber);
  if (parsed?.isValid() && parsed.countryCallingCode === code) {
    return { countryCode: code, phoneNumber: parsed.nationalNumber };
  }
  problems.push({
    path: ['recipient', 'phoneNumber'],
    message: `Must be a valid telephone number of country code ${code}.`,
  });
  return null;
}

/** Templates and agents are shown texts and numbers; anything deeper would be lost. */
function checkValues(
  values: Readonly<Record<string, unknown>>,
  path: readonly string[],
  problems: AlertProblem[],
): void {
  for (const [key, value] of Object.entries(values)) {
    if (typeof value !== 'string' && typeof value !== 'number') {
      problems.push({ path: [...path, key], message: 'Must be a text or a number.' });
    }
  }
}
