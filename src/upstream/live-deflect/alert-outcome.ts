import { readErrorBody } from '../http/error-body.ts';
import { boolean, boundedJson, embeddedJson, instant, object, parsedJson, text } from '../wire-values.ts';
import { type AlertChannelCodes, alertChannelCode } from './channel-codes.ts';
import type { ProactiveAlert, ProactiveAlertOutcome } from './types.ts';

/** The body of a proactiveAlert request, without the optional members that are null. */
export function alertBody(
  accountId: string,
  alert: ProactiveAlert,
  channelCodes: AlertChannelCodes,
): Record<string, unknown> {
  const { template, externalCustomer } = alert;
  return {
    siteId: accountId,
    skill: alert.skill,
    customerCountryCode: alert.countryCode,
    customerPhoneNumber: alert.phoneNumber,
    ...(externalCustomer !== null && {
      externalCustomerId: externalCustomer.id,
      externalCustomerIdDescriptor: externalCustomer.descriptor,
    }),
    ...(alert.externalAlertId !== null && { externalAlertId: alert.externalAlertId }),
    ...(alert.alertInfo !== null && { alertInfo: alert.alertInfo }),
    ...(alert.firstName !== null && { firstName: alert.firstName }),
    ...(alert.lastName !== null && { lastName: alert.lastName }),
    ...(alert.channel !== null && { proactiveChannel: alertChannelCode(alert.channel, channelCodes) }),
    proactiveLanguage: template.language,
    proactiveTemplate: template.name,
    proactiveVariables: template.variables,
    ...(template.version !== null && { proactiveTemplateVersion: template.version }),
  };
}

/**
 * The outcome in a proactiveAlert answer with HTTP 2xx or 400. `success` decides, because HTTP 200 may be a failure.
 * Null if the answer proves nothing: a 2xx whose `success` is neither true nor false, or a 400 whose `success` is true.
 */
export function alertOutcome(status: number, body: string): ProactiveAlertOutcome | null {
  const answer = object(parsedJson(body));
  const success = boolean(answer?.success);
  const isRefusal = status === 400;
  if (success === (isRefusal ? true : null)) return null;
  if (isRefusal || success === false) return refusal(body, answer);
  const response = object(answer?.response);
  return {
    kind: 'SENT',
    messageName: text(response?.name),
    sentAt: instant(response?.sendTime),
    channelResponse: boundedJson(answer?.response ?? null),
  };
}

/** `message` may be a string with JSON inside (`"{}"` in the document), or a proxy's HTML page; neither is a reason. */
function refusal(body: string, answer: Record<string, unknown> | null): ProactiveAlertOutcome {
  const { message } = readErrorBody(body);
  const detail = embeddedJson(answer?.message ?? answer?.error ?? null);
  const isReadable = message !== null && !/^\s*[[{<]/.test(message);
  return {
    kind: 'REFUSED',
    reason: isReadable ? message : 'LiveDeflect did not send the alert and gave no reason.',
    detail,
  };
}
