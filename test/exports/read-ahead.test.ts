import { expect, it, vi } from 'vitest';
import { exportQuery, startExporting } from '../support/exporting.ts';

it('reads the next slice while the client takes its time with the first items of one', async () => {
  const days = 4;
  const { upstream, store, post } = await startExporting({
    days,
    perDay: 2000,
    row: () => ({ skill: 's'.repeat(5000) }),
  });
  store.pageLength = () => 2000;
  const response = await post({ query: exportQuery('nodes { transactionId skill }', days) });
  // A slice is a day, and of its 2,000 items the client has read none.
  await vi.waitFor(() => expect(upstream.requests).toHaveLength(2));
  await response.body?.cancel();
});
