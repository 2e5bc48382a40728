import { expect, it, vi } from 'vitest';
import { exportQuery, startExporting } from '../support/exporting.ts';

it.each([
  ['all items', 2000, ''],
  ['half of them', 4000, ', filter: { campaignIds: ["even"] }'],
])('reads the next slice while the client takes its time with the first of %s', async (_, perDay, filter) => {
  const days = 2;
  const { upstream, store, post } = await startExporting({
    days,
    perDay,
    row: (index) => ({ skill: 's'.repeat(3500), proactiveCampaignId: index % 2 === 0 ? 'even' : 'odd' }),
  });
  store.pageLength = () => perDay;
  const query = exportQuery('nodes { transactionId skill again: skill }', days).replace(
    ') { nodes',
    `${filter}) { nodes`,
  );
  const response = await post({ query });
  // A slice is a day, and of the 2,000 items that the export has of it the client has read none.
  await vi.waitFor(() => expect(upstream.requests).toHaveLength(2));
  await response.body?.cancel();
});
