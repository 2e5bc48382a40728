import { generate } from '@graphql-codegen/cli';
import { describe, expect, expectTypeOf, it } from 'vitest';
import config from '../codegen.config.ts';
import type { AgainQuery, PageQuery } from '../generated/graphql.ts';
import { typesWithoutId } from '../generated/types-without-id.ts';

/** What graphql-codegen says of the configuration when it maps these scalars. */
function generateWith(scalars: Record<string, string>) {
  const generates = { 'generated/': config.generates['generated/'] ?? {} };
  return generate({ ...config, config: { ...config.config, scalars }, generates, silent: true }, false);
}

describe('codegen.config.ts', () => {
  const scalars: Record<string, string> = config.config?.scalars;

  it('maps every scalar of the schema', async () => {
    const files = await generateWith(scalars);
    expect(files.map(({ filename }: { filename: string }) => filename)).toContain('generated/graphql.ts');
  });

  it('fails when a document uses a scalar that it does not map', async () => {
    const { DateTime: _, ...others } = scalars;
    await expect(generateWith(others)).rejects.toThrow('Unknown scalar type DateTime');
  });

  it('types what the API has as text as text', () => {
    type Connection = NonNullable<NonNullable<PageQuery['account']>['transactions']>;
    expectTypeOf<Connection['pageInfo']['endCursor']>().toEqualTypeOf<string | null>();
    expectTypeOf<NonNullable<AgainQuery['node']>['id']>().toEqualTypeOf<string>();
  });

  it('prints the types that live inside others, and no root', () => {
    expect(typesWithoutId).toEqual(expect.arrayContaining(['Funnel', 'TimeRange', 'PageInfo']));
    expect(typesWithoutId).not.toEqual(expect.arrayContaining(['Query']));
    expect(typesWithoutId).not.toEqual(expect.arrayContaining(['Transaction']));
  });
});
