import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { startUpstream } from '../support/upstream.ts';

const DURING = '{ start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }';

describe.each(['deflections', 'proactiveAlerts'])('Account.%s', (field) => {
  it.each([[{ success: 'false', data: {} }], [{ success: false, message: 'no' }], [{ error: 'Unknown siteId' }]])(
    'is null, with the code, when a 200 says %j',
    async (json) => {
      const upstream = await startUpstream(() => ({ json }));
      const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
      const { data, errors } = await gateway.query(
        `{ account(accountId: "12345678") { ${field}(during: ${DURING}) { nodes { __typename } } } }`,
      );
      expect(data.account[field]).toBeNull();
      expect(errors?.[0]?.extensions).toEqual({ code: 'UPSTREAM_REJECTED', service: 'LIVE_DEFLECT', httpStatus: 200 });
      expect(upstream.requests).toHaveLength(1);
    },
  );
});
