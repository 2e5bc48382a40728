import { createServer } from 'node:http';
import { accountAnalytics, campaignAnalytics, transactionsPage } from './upstream-data.ts';

/**
 * Outbound Reporting as far as the benchmark's queries need it. An answer is made once and then sent as ready bytes, so
 * that this process is never what is measured. `GET /calls` says how many calls there were. Argument: the port.
 */
const [port] = process.argv.slice(2);
const ANALYTICS = /^\/api\/account\/(\d+)\/app\/prmsg\/analytics\/\?/;
const TRANSACTIONS = /^\/api\/account\/(\d+)\/app\/prmsg\/transactions\/\?/;
const CAMPAIGN = /^\/api\/account\/(\d+)\/app\/prmsg\/campaigns\/([^/]+)\/analytics\/$/;

const ready = new Map<string, Buffer>();
let calls = 0;

createServer((request, response) => {
  const { url = '' } = request;
  // A documented GET has a body: the connection is used again only after it was read.
  request.resume();
  if (url === '/calls') {
    response.end(String(calls));
    return;
  }
  calls += 1;
  const bytes = ready.get(url) ?? answerTo(url);
  ready.set(url, bytes);
  const headers = { 'content-type': 'application/json', 'content-length': bytes.length };
  response.writeHead(bytes.length === 0 ? 404 : 200, headers).end(bytes);
}).listen(Number(port), '127.0.0.1');

function answerTo(url: string): Buffer {
  const query = new URL(url, 'http://127.0.0.1').searchParams;
  const number = (name: string) => Number(query.get(name));
  const window = [number('attemptedStartTime'), number('attemptedEndTime')] as const;
  const [, ofAnalytics] = ANALYTICS.exec(url) ?? [];
  if (ofAnalytics !== undefined) return bytesOf(accountAnalytics(ofAnalytics, ...window));
  const [, ofTransactions] = TRANSACTIONS.exec(url) ?? [];
  if (ofTransactions !== undefined) return bytesOf(transactionsPage(ofTransactions, ...window, number('offset')));
  const [, ofCampaign, campaignId = ''] = CAMPAIGN.exec(url) ?? [];
  return ofCampaign === undefined ? Buffer.alloc(0) : bytesOf(campaignAnalytics(ofCampaign, campaignId));
}

function bytesOf(answer: unknown): Buffer {
  return Buffer.from(JSON.stringify(answer));
}
