import { serverAudits } from 'graphql-http';
import { describe, expect, it } from 'vitest';
import { startProduction } from '../support/production.ts';

/** The audits, which send with a GET what CSRF prevention asks for. */
function auditsOf(url: string) {
  const fetchFn = (target: string, init: RequestInit = {}) =>
    init.method === 'POST'
      ? fetch(target, init)
      : fetch(target, { ...init, headers: { ...init.headers, 'graphql-require-preflight': '1' } });
  return serverAudits({ url, fetchFn });
}

/** What is not `ok`, with its reason. */
async function findings(url: string): Promise<string[]> {
  const results = await Promise.all(auditsOf(url).map(({ fn }) => fn()));
  return results.flatMap((result) =>
    result.status === 'ok' ? [] : [`${result.status} ${result.id} ${result.name}: ${result.reason}`],
  );
}

describe("graphql-http's server audits", () => {
  it('are all ok where introspection is on', async () => {
    const url = await startProduction({ web: { introspection: true } });
    expect(auditsOf(url).length).toBeGreaterThan(50);
    expect(await findings(url)).toEqual([]);
  });

  it('are all ok in production but the four that show by __type, which is introspection, that variables are taken', async () => {
    const refused = await findings(await startProduction());
    expect(refused.map((finding) => finding.split(' ')[1]).toSorted()).toEqual(['28B9', '2EA1', '6A70', 'D6D5']);
  });
});
