import type { BaseUrl } from '../domain/base-url.ts';
import { malformed, parseJson } from '../http/decode.ts';
import type { Call, Send } from '../http/request.ts';
import { UpstreamError } from '../http/upstream-error.ts';
import { boolean, type Instant, instantOf, object, text } from '../wire-values.ts';
import { alertBody, alertOutcome } from './alert-outcome.ts';
import { alertRecords } from './alert-records.ts';
import { deflectionAnswer } from './deflection-answer.ts';
import type {
  Deflection,
  ProactiveAlert,
  ProactiveAlertOutcome,
  ProactiveAlertRecord,
  Report,
  ReportQuery,
} from './types.ts';

/** The LiveDeflect API of one account. Every method is one upstream call and throws `UpstreamError`. */
export type LiveDeflect = {
  fetchDeflections(query: ReportQuery, call: Call): Promise<Report<Deflection>>;
  fetchProactiveAlerts(query: ReportQuery, call: Call): Promise<Report<ProactiveAlertRecord>>;
  /** Never repeats what may have been sent; an error whose delivery is `unknown` leaves the outcome open. */
  sendProactiveAlert(alert: ProactiveAlert, call: Call): Promise<ProactiveAlertOutcome>;
};

/** How LiveDeflect is spoken to: reports, and alerts, which explain their refusals with HTTP 400. */
export type LiveDeflectSends = { readonly reports: Send; readonly alerts: Send };

const HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

/** Knows the LiveDeflect API's paths, spellings and quirks, and answers in the graph's words. */
export function liveDeflect(
  { accountId, readsWithBody }: { readonly accountId: string; readonly readsWithBody: 'GET' | 'POST' },
  baseUrl: BaseUrl,
  sends: LiveDeflectSends,
): LiveDeflect {
  const report = async (method: 'GET' | 'POST', path: string, { during }: ReportQuery, call: Call) => {
    const url = `${await baseUrl('liveDeflect', call)}/api/${path}`;
    // The documents quote the times.
    const body = JSON.stringify({
      siteId: accountId,
      startTime: String(during.startMs),
      endTime: String(during.endMs),
    });
    const response = await sends.reports({ method, url, headers: HEADERS, body, repeatable: true, call });
    // The document's own answer of proactiveReporting is empty.
    const answer = response.body.trim() === '' ? null : parseJson('LIVE_DEFLECT', response);
    if (!saysFailure(answer)) return answer;
    const details = { delivery: 'answered', httpStatus: response.status } as const;
    throw new UpstreamError('UPSTREAM_REJECTED', 'LIVE_DEFLECT', 'answered that it did not succeed', details);
  };
  const now = () => instantOf(Date.now()) as Instant;
  return {
    async fetchDeflections(query, call) {
      const items = deflectionAnswer(accountId, await report('POST', 'getLiveDeflectData/v2', query, call));
      if (items === null) throw malformed('LIVE_DEFLECT', 'data');
      return { items, fetchedAt: now() };
    },
    async fetchProactiveAlerts(query, call) {
      return { items: alertRecords(await report(readsWithBody, 'proactiveReporting', query, call)), fetchedAt: now() };
    },
    async sendProactiveAlert(alert, call) {
      const url = `${await baseUrl('liveDeflect', call)}/api/proactiveAlert`;
      const body = JSON.stringify(alertBody(accountId, alert));
      const response = await sends.alerts({ method: 'POST', url, headers: HEADERS, body, repeatable: false, call });
      const outcome = alertOutcome(response.status, response.body);
      if (outcome === null) throw malformed('LIVE_DEFLECT', 'success');
      return outcome;
    },
  };
}

/** A report can fail with HTTP 200: `success` is false, or there is an `error` and no data. */
function saysFailure(json: unknown): boolean {
  const answer = object(json);
  return boolean(answer?.success) === false || (text(answer?.error) !== null && answer?.data === undefined);
}
