import type { BaseUrl } from '../domain/base-url.ts';
import { malformed, parseJson } from '../http/decode.ts';
import type { Call, Send, UpstreamResponse } from '../http/request.ts';
import { JSON_HEADERS, sendRead } from '../http/send-json.ts';
import { boolean, type Instant, object, text } from '../wire-values.ts';
import { alertBody, alertOutcome } from './alert-outcome.ts';
import { alertRecords } from './alert-records.ts';
import type { AlertChannelCodes } from './channel-codes.ts';
import { deflectionAnswer } from './deflection-answer.ts';
import type { AlertReport, Deflection, ProactiveAlert, ProactiveAlertOutcome, Report, ReportQuery } from './types.ts';

/** The LiveDeflect API of one account. Each method throws `UpstreamError`. Price: one call. */
export type LiveDeflect = {
  fetchDeflections(query: ReportQuery, call: Call): Promise<Report<Deflection>>;
  fetchProactiveAlerts(query: ReportQuery, call: Call): Promise<AlertReport>;
  /** Never sends again what may have been sent. After an error whose delivery is `unknown`, the outcome is unknown. */
  sendProactiveAlert(alert: ProactiveAlert, call: Call): Promise<ProactiveAlertOutcome>;
};

/** The LiveDeflect settings of one account. */
export type LiveDeflectOptions = {
  readonly accountId: string;
  readonly readsWithBody: 'GET' | 'POST';
  readonly alertChannelCodes: AlertChannelCodes;
};

/**
 * How LiveDeflect is called. `reports` and `records` throw failures with HTTP 200 (`saysFailure`); `alerts` returns
 * HTTP 400, which explains a refusal.
 */
export type LiveDeflectSends = { readonly reports: Send; readonly records: Send; readonly alerts: Send };

/** The adapter of LiveDeflect: knows its paths, spellings and quirks, and returns the gateway's own types. */
export function liveDeflect(
  { accountId, readsWithBody, alertChannelCodes }: LiveDeflectOptions,
  baseUrl: BaseUrl,
  sends: LiveDeflectSends,
): LiveDeflect {
  const report = async <T>(
    send: Send,
    method: 'GET' | 'POST',
    path: string,
    { during }: ReportQuery,
    read: (json: unknown, body: string) => T,
    call: Call,
  ): Promise<{ items: T; fetchedAt: Instant }> => {
    const url = `${await baseUrl('liveDeflect', call)}/api/${path}`;
    // The documents send the times as strings.
    const body = { siteId: accountId, startTime: String(during.startMs), endTime: String(during.endMs) };
    const request = { method, url, body, family: 'liveDeflect', windowEndMs: during.endMs } as const;
    return sendRead(send, request, (response) => ({ items: read(reportJson(response), response.body) }), call);
  };
  return {
    fetchDeflections(query, call) {
      const read = (json: unknown) => deflectionAnswer(accountId, json) ?? failMalformed();
      return report(sends.reports, 'POST', 'getLiveDeflectData/v2', query, read, call);
    },
    fetchProactiveAlerts(query, call) {
      const about = { accountId, during: query.during, channelCodes: alertChannelCodes };
      const read = (json: unknown, body: string) => alertRecords(about, json, body);
      return report(sends.records, readsWithBody, 'proactiveReporting', query, read, call);
    },
    async sendProactiveAlert(alert, call) {
      const url = `${await baseUrl('liveDeflect', call)}/api/proactiveAlert`;
      const body = JSON.stringify(alertBody(accountId, alert, alertChannelCodes));
      const about = { family: 'liveDeflect', repeatable: false } as const;
      const response = await sends.alerts({ method: 'POST', url, headers: JSON_HEADERS, body, ...about, call });
      const outcome = alertOutcome(response.status, response.body);
      if (outcome === null) throw malformed('LIVE_DEFLECT', 'success');
      return outcome;
    },
  };
}

/** Whether a report of HTTP 200 is a failure: `success` is false, or there is an `error` and no data. */
export function saysFailure(json: unknown): boolean {
  const answer = object(json);
  return boolean(answer?.success) === false || (text(answer?.error) !== null && answer?.data === undefined);
}

function failMalformed(): never {
  throw malformed('LIVE_DEFLECT', 'data');
}

/** The JSON of a report; null if the body is empty, as in the document's answer of proactiveReporting. */
function reportJson(response: UpstreamResponse): unknown {
  return response.body.trim() === '' ? null : parseJson('LIVE_DEFLECT', response);
}
