import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';

describe('Query.nodes', () => {
  it('answers every one of many ids that fail at once', async () => {
    const gateway = await startTestGateway({ accounts: [accountAt('http://127.0.0.1:9')] });
    const ids = Array.from({ length: 60 }, (_, index) => `wrong-${index}`);
    const { data, errors } = await gateway.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(data.nodes).toEqual(ids.map(() => null));
    expect(errors).toHaveLength(60);
  });
});
