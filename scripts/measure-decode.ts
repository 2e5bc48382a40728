import { z } from 'zod';
import { transactionRow } from '../src/upstream/outbound-reporting/transaction-row.ts';
import { instant, text } from '../src/upstream/wire-values.ts';
import { median } from './processes.ts';

const ROWS = 9999;
const RUNS = 20;
const TEXTS =
  'channel skill transactionId proactiveCampaignId conversationId consumerId initialSkill initialChannel errorCode errorMessage errorSource handOffId ivrNumber';
const TIMES =
  'attemptedTime inviteTime sentTime eligibleTime deliveredTime readTime failedTime skippedTime cancelledTime optInsTime optOutsTime conversationsCreatedTime conversationsClosedTime';

/** Prints how long it takes to decode the largest page with plain reads, and with a zod object per row that reads the same values. */
const rows = Array.from({ length: ROWS }, (_, index) => ({
  ...Object.fromEntries(TEXTS.split(' ').map((key) => [key, `${key}-${index}`])),
  ...Object.fromEntries(TIMES.split(' ').map((key) => [key, index % 3 === 0 ? null : '2026-03-10T10:00:00.000Z'])),
  attemptedTime: '2026-03-10T10:00:00.000Z',
}));
const asText = z.unknown().transform(text);
const asInstant = z.unknown().transform(instant);
const Row = z.object({
  ...Object.fromEntries(TEXTS.split(' ').map((key) => [key, asText])),
  ...Object.fromEntries(TIMES.split(' ').map((key) => [key, asInstant])),
});

function timed(work: () => void): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

const plain: number[] = [];
const byZod: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  plain.push(timed(() => rows.map((row) => transactionRow('12345678', 'PROACTIVE_MESSAGING', row))));
  byZod.push(timed(() => z.array(Row).parse(rows)));
}
console.log(`a page of ${ROWS} transaction rows, medians of ${RUNS}`);
console.log(`  plain reads          ${median(plain).toFixed(1)} ms`);
console.log(`  a zod object per row ${median(byZod).toFixed(1)} ms`);
