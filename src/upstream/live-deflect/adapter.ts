import type { BaseUrl } from '../domain/base-url.ts';
import { malformed, parseJson, readAnswer } from '../http/decode.ts';
import type { Call, Send, UpstreamResponse } from '../http/request.ts';
import { JSON_HEADERS } from '../http/send-json.ts';
import { type Instant, instantOf } from '../wire-values.ts';
import { alertBody, alertOutcome } from './alert-outcome.ts';
import { alertRecords } from './alert-records.ts';
import type { AlertChannelCodes } from './channel-codes.ts';
import { deflectionAnswer } from './deflection-answer.ts';
import type { AlertReport, Deflection, ProactiveAlert, ProactiveAlertOutcome, Report, ReportQuery } from './types.ts';

/** The LiveDeflect API of one account. Every method is one upstream call and throws `UpstreamError`. */
export type LiveDeflect = {
  fetchDeflections(query: ReportQuery, call: Call): Promise<Report<Deflection>>;
  fetchProactiveAlerts(query: ReportQuery, call: Call): Promise<AlertReport>;
  /** Never repeats what may have been sent; an error whose delivery is `unknown` leaves the outcome open. */
  sendProactiveAlert(alert: ProactiveAlert, call: Call): Promise<ProactiveAlertOutcome>;
};

/** One account as LiveDeflect's adapter needs to know it. */
export type LiveDeflectOptions = {
  readonly accountId: string;
  readonly readsWithBody: 'GET' | 'POST';
  readonly alertChannelCodes: AlertChannelCodes;
};

/** How LiveDeflect is spoken to: reports, the records of alerts, whose failures with HTTP 200 are thrown (`saysFailure`), and alerts, which explain their refusals with HTTP 400. */
export type LiveDeflectSends = { readonly reports: Send; readonly records: Send; readonly alerts: Send };

/** Knows the LiveDeflect API's paths, spellings and quirks, and answers in the graph's words. */
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
    // The documents quote the times.
    const body = JSON.stringify({
      siteId: accountId,
      startTime: String(during.startMs),
      endTime: String(during.endMs),
    });
    const about = { family: 'liveDeflect', windowEndMs: during.endMs, repeatable: true } as const;
    const response = await send({ method, url, headers: JSON_HEADERS, body, ...about, call });
    const answer = readAnswer(response, () => ({ items: read(reportJson(response), response.body) }));
    return { ...answer, fetchedAt: instantOf(response.fetchedAt) as Instant };
  };
  return {
    fetchDeflections(query, call) {
      const read = (json: unknown) => deflectionAnswer(accountId, json) ?? failMalformed();
      return report(sends.reports, 'POST', 'getLiveDeflectData/v2', query, read, call);
    },
    fetchProactiveAlerts(query, call) {
      return report(sends.records, readsWithBody, 'proactiveReporting', query, alertRecords, call);
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

function failMalformed(): never {
  throw malformed('LIVE_DEFLECT', 'data');
}

/** The JSON of a report; null when it is empty, as the document's own answer of proactiveReporting is. */
function reportJson(response: UpstreamResponse): unknown {
  return response.body.trim() === '' ? null : parseJson('LIVE_DEFLECT', response);
}
