import { readdirSync, readFileSync } from 'node:fs';
import { isEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { callerOf } from '../../src/callers/claims.ts';
import { configSchema } from '../../src/config/file.ts';
import { jwtCallersSchema } from '../../src/config/jwt-callers.ts';
import { secretFrom } from '../../src/config/secret.ts';
import { schema } from '../../src/schema/schema.ts';
import { openStream } from '../support/live.ts';
import { startSandboxed } from '../support/sandbox.ts';

/** A day on which the README's dates lie within the sandbox's 13 months. */
const WRITTEN = Date.parse('2026-11-20T12:00:00.000Z');

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const PAGINATION = readFileSync(new URL('../../docs/pagination.md', import.meta.url), 'utf8');

describe('README.md', () => {
  it('shows the answer that its first query has', async () => {
    const { gateway } = await startSandboxed({ now: () => WRITTEN });
    const [query = ''] = blocks(README, 'graphql');
    const [answer = ''] = blocks(README, 'json');
    expect(await gateway.query(query)).toEqual(JSON.parse(answer));
  });

  it('has a second query that finds failed messages at the stated price', async () => {
    const asked: string[] = [];
    const now = () => WRITTEN;
    const { gateway } = await startSandboxed({ now, onRequest: ({ api }) => asked.push(api) });
    const { data, errors } = await gateway.query(blocks(README, 'graphql')[1] ?? '');
    expect(errors).toBeUndefined();
    expect(data.account.transactions.nodes).toHaveLength(10);
    expect(asked.filter((api) => api !== 'domain' && api !== 'token').toSorted()).toEqual([
      'analytics',
      'analytics',
      'handoffs',
      'transactions',
    ]);
  });

  it('sends a message with its mutation and variables', async () => {
    const { gateway } = await startSandboxed({ now: () => WRITTEN });
    const { data } = await gateway.query(
      blocks(README, 'graphql')[2] ?? '',
      JSON.parse(blocks(README, 'json')[1] ?? ''),
    );
    expect(data.sendProactiveAlert).toMatchObject({ __typename: 'ProactiveAlertSent' });
  });

  it('subscribes to what changes', async () => {
    const { gateway } = await startSandboxed({ now: () => WRITTEN });
    const stream = await openStream(gateway.url, blocks(README, 'graphql')[3] ?? '');
    const { data, errors } = await stream.result(0);
    expect([errors, data.account.analytics.totals]).toEqual([undefined, expect.anything()]);
  });

  it('shows a configuration that is valid', () => {
    const environment = { LP_CLIENT_SECRET: 'a', LP_CONSUMER_SECRET: 'b' };
    const json = JSON.parse(blocks(README, 'json')[2] ?? '');
    json.accounts[0].credentials.oauth1.tokenSecret = { env: 'LP_CLIENT_SECRET' };
    expect(configSchema(environment).safeParse(json).error).toBeUndefined();
  });
});

describe('docs/pagination.md', () => {
  it('has a query that answers, page after page', async () => {
    const { gateway } = await startSandboxed({ now: () => WRITTEN });
    const [query = ''] = blocks(PAGINATION, 'graphql');
    const first = await gateway.query(query);
    const after = first.data.account.transactions.pageInfo.endCursor;
    const second = await gateway.query(query, { after });
    expect(second.errors).toBeUndefined();
    expect(second.data.account.transactions.nodes).toHaveLength(200);
  });
});

describe('docs/configuration.md', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

  it('shows credentials of one API that are valid', () => {
    const [text = ''] = blocks(page, 'json');
    const { credentials } = JSON.parse(text);
    credentials.liveDeflect.oauth1.tokenSecret = { env: 'LP_CLIENT_SECRET' };
    const environment = { LP_CLIENT_SECRET: 'a', LP_DEFLECT_CONSUMER_SECRET: 'b' };
    const file = { callers: { mode: 'none' }, accounts: [{ accountId: '12345678', credentials }] };
    expect(configSchema(environment).safeParse(file).error).toBeUndefined();
  });

  it('shows callers whose token is who the page says', async () => {
    const [, callers = '', token = ''] = blocks(page, 'json');
    const { claims, grants } = jwtCallersSchema(secretFrom({})).parse(JSON.parse(callers).callers);
    expect(callerOf(JSON.parse(token), claims, grants)).toEqual({
      subject: 'ada@example.com',
      accountIds: ['12345678'],
      scopes: new Set(['analytics:read', 'transactions:read']),
      bearer: null,
    });
  });

  it('names every setting with its default', () => {
    const schema = JSON.parse(readFileSync(new URL('../../gateway.config.schema.json', import.meta.url), 'utf8'));
    for (const [path, setting] of settings(schema)) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${path}\` |`));
      expect(row, path).toBeDefined();
      const shown = JSON.stringify(setting.default)?.replaceAll('"', '').replaceAll(',', ', ');
      if (shown !== undefined) expect(row, path).toContain(`\`${shown}\``);
    }
  });
});

type Setting = {
  readonly default?: unknown;
  readonly properties?: Record<string, Setting>;
  readonly items?: Setting;
  readonly oneOf?: readonly Setting[];
};

/** The settings of a JSON Schema by path, those of every alternative too; a credential is one setting. */
function settings(schema: Setting, path = ''): [string, Setting][] {
  if (schema.oneOf !== undefined) return schema.oneOf.flatMap((member) => settings(member, path));
  if (/credentials\.\w+$/.test(path) || (schema.properties === undefined && schema.items?.properties === undefined))
    return [[path, schema]];
  const { properties } = schema.items ?? schema;
  return Object.entries(properties ?? {})
    .filter(([key]) => key !== '$schema')
    .flatMap(([key, setting]) => {
      const name = setting.items?.properties === undefined ? key : `${key}[]`;
      return settings(setting, path === '' ? name : `${path}.${name}`);
    });
}

function blocks(markdown: string, language: string): string[] {
  return [...markdown.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
}

describe('GatewayErrorCode', () => {
  const type = schema.getType('GatewayErrorCode');
  const values = isEnumType(type) ? type.getValues() : [];

  it('is what the README tells of errors', () => {
    const told = [...README.matchAll(/^\| `([A-Z_]+)` \| (.+) \|$/gm)].map(([, code, meaning]) => [code, meaning]);
    expect(told.toSorted()).toEqual(values.map(({ name, description }) => [name, description]));
  });

  it('holds no code that nothing has', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const text = files
      .filter((name) => !name.endsWith('gateway-error-code.ts'))
      .map((name) => readFileSync(`src/${name}`, 'utf8'))
      .join();
    // Two are yoga's own.
    const ours = values.filter(({ name }) => !name.startsWith('GRAPHQL_'));
    expect(ours.filter(({ name }) => !text.includes(`'${name}'`))).toEqual([]);
  });
});
