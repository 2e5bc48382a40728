import { describe, expect, it } from 'vitest';
import { exampleOperations } from '../../src/server/graphiql.ts';
import { ACCOUNT_ID, NOW } from '../support/gateway.ts';
import { startSandboxed } from '../support/sandbox.ts';

describe('exampleOperations', () => {
  it.for(exampleOperations(ACCOUNT_ID, NOW).map((operation) => [nameOf(operation.query), operation] as const))(
    '%s answers with data on the sandbox',
    async ([, { query, variables }]) => {
      const { gateway } = await startSandboxed();
      const { data, errors } = await gateway.query(query, variables);
      expect(errors).toBeUndefined();
      expect(emptyLists(data)).toEqual([]);
    },
  );

  it('are shown by the page that a browser gets', async () => {
    const { gateway } = await startSandboxed();
    const page = await fetch(gateway.url, { headers: { accept: 'text/html' } });
    const html = await page.text();
    expect(page.headers.get('content-type')).toContain('text/html');
    for (const { query } of exampleOperations(ACCOUNT_ID, NOW)) expect(html).toContain(nameOf(query));
  });

  it('are not shown where there is no page', async () => {
    const { gateway } = await startSandboxed();
    const page = await fetch(new URL('/elsewhere', gateway.url), { headers: { accept: 'text/html' } });
    expect([page.status, gateway.bugs]).toEqual([404, []]);
  });
});

function nameOf(query: string): string {
  return /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
}

/** The paths of `nodes` that hold nothing: an example that shows nothing explains nothing. */
function emptyLists(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'nodes' && Array.isArray(item) && item.length === 0
      ? [`${path}.${key}`]
      : emptyLists(item, `${path}.${key}`),
  );
}
