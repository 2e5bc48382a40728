import { describe, expect, it } from 'vitest';
import { startSandboxed } from '../support/sandbox.ts';

const ERROR = 'error { source code meaning }';
const RANGE = 'attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }';

type Failed = { readonly error: { readonly source: string; readonly code: string; readonly meaning: string | null } };

/** The pairs that have no meaning. */
const unknown = (rows: readonly Failed[]) => rows.filter(({ error }) => error.meaning === null);

describe('DeliveryError.meaning', () => {
  it('is known for each failure of the sandbox, in transactions, deflections and campaign reports', async () => {
    const { gateway } = await startSandboxed();
    const failed = `(${RANGE}, filter: { statuses: [FAILED] }, first: 1000`;
    const { data, errors } = await gateway.query(`{ account(accountId: "12345678") {
      messages: transactions${failed}) { nodes { ${ERROR} } }
      deflections: transactions${failed}, app: CONNECT_TO_MESSAGING) { nodes { ${ERROR} } }
      campaigns(${RANGE}, first: 5) {
        nodes { consumersReport(filter: { statuses: [FAILED] }, first: 1000) { nodes { ${ERROR} } } }
      }
    } }`);
    expect(errors).toBeUndefined();
    const { messages, deflections, campaigns } = data.account;
    const reported = campaigns.nodes.flatMap((node: typeof campaigns) => node.consumersReport.nodes);
    for (const rows of [messages.nodes, deflections.nodes, reported]) {
      expect(rows.length).toBeGreaterThan(5);
      expect(unknown(rows)).toEqual([]);
    }
  });
});
