import type { ProactiveAlert } from '../upstream/live-deflect/types.ts';
import type { MessagingChannel } from '../upstream/messaging-channel.ts';
import { parseCountryCode, phoneNumbers } from './phone-number.ts';

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

/** One problem with an alert: the path in the input, and what was expected. */
export type AlertProblem = { readonly path: readonly string[]; readonly message: string };

/** An alert as LiveDeflect takes it, or all its problems. */
export type CheckedAlert =
  | { readonly alert: ProactiveAlert; readonly problems: readonly [] }
  | { readonly alert: null; readonly problems: readonly AlertProblem[] };

/** Checks all fields and returns every problem. */
export function checkAlert(input: SendProactiveAlertInput): CheckedAlert {
  const { recipient, template } = input;
  const problems: AlertProblem[] = [];
  const checkNotEmpty = (text: string, ...path: string[]) => {
    if (text.trim() === '') problems.push({ path, message: 'Must not be empty.' });
  };
  checkNotEmpty(input.skill, 'skill');
  checkNotEmpty(template.name, 'template', 'name');
  checkNotEmpty(template.language, 'template', 'language');
  if (recipient.externalCustomer != null) {
    checkNotEmpty(recipient.externalCustomer.id, 'recipient', 'externalCustomer', 'id');
    checkNotEmpty(recipient.externalCustomer.descriptor, 'recipient', 'externalCustomer', 'descriptor');
  }
  const phone = checkPhone(recipient, problems);
  checkNumbers(template.variables, ['template', 'variables'], problems);
  checkNumbers(input.alertInfo, ['alertInfo'], problems);
  const channel = input.channel ?? null;
  if (channel === 'OTHER')
    problems.push({ path: ['channel'], message: 'Must not be OTHER. Name another channel, or omit it.' });
  if (input.idempotencyKey != null && !PRINTABLE.test(input.idempotencyKey))
    problems.push({ path: ['idempotencyKey'], message: 'Must be 1 to 255 printable characters.' });
  if (problems.length > 0 || phone === null || channel === 'OTHER') return { alert: null, problems };
  return { alert: { ...namesOf(input), ...phone, channel }, problems: [] };
}

/** No control characters, line ends or invisible characters. */
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

/**
 * LiveDeflect joins code and number, so the number is sent without a trunk 0, and the area of a code like `1-242` is
 * sent as part of the number. No message contains the number.
 */
function checkPhone({ countryCode, phoneNumber }: SendProactiveAlertInput['recipient'], problems: AlertProblem[]) {
  const country = parseCountryCode(countryCode);
  if (country === null) {
    const message = 'Must be a country calling code, for example 1, 44 or 1-242.';
    problems.push({ path: ['recipient', 'countryCode'], message });
    return null;
  }
  const { callingCode } = country;
  const number = phoneNumbers(country, phoneNumber).find(
    (parsed) => parsed.isValid() && parsed.countryCallingCode === callingCode,
  );
  if (number !== undefined) return { countryCode: callingCode, phoneNumber: number.nationalNumber };
  const message = `Must be a valid phone number for country code ${countryCode.trim().replace(/^\+/, '')}.`;
  problems.push({ path: ['recipient', 'phoneNumber'], message });
  return null;
}

/** Any JSON is valid except a number that would not arrive unchanged. Infinity is one that could not be read exactly. */
function checkNumbers(value: unknown, path: readonly string[], problems: AlertProblem[]): void {
  if (typeof value === 'number' && (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)) {
    problems.push({ path, message: 'Cannot be sent unchanged. Send such a number as a string.' });
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) checkNumbers(part, [...path, key], problems);
}
