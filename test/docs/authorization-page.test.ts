import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NODE_TYPES } from '../../src/resolvers/node-types.ts';
import { PERSONAL_FIELDS, SCOPED_FIELDS } from '../support/guarded-schema.ts';

const PAGE = readFileSync(new URL('../../docs/authorization.md', import.meta.url), 'utf8');

/** The rows of the table under a heading: what is in backquotes in the first cell, and in the second. */
function rowsUnder(heading: string): (readonly [string, string[]])[] {
  const section = PAGE.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, first = '', second = '']) => {
    return [first, [...second.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)];
  });
}

describe('docs/authorization.md', () => {
  it('gives the scope of each field, and no other', () => {
    const told = rowsUnder('Scopes').flatMap(([scope, names]) =>
      names.filter((name) => name.includes('.')).map((name) => [name, scope]),
    );
    expect(told.toSorted()).toEqual([...SCOPED_FIELDS].toSorted());
  });

  it('gives the scope of each type of node', () => {
    const told = rowsUnder('Scopes').flatMap(([scope, names]) =>
      names.filter((name) => /^[A-Z]\w+$/.test(name)).map((name) => [name, scope]),
    );
    const scopes = Object.entries(NODE_TYPES).map(([type, { scope }]) => [type, scope]);
    expect(told.toSorted()).toEqual(scopes.filter(([, scope]) => scope !== null).toSorted());
  });

  it('names every personal field, and no field that is not', () => {
    const shown = ['DeliveryError.source', 'DeliveryError.code', 'DeliveryError.meaning'];
    const told = rowsUnder('Personal data')
      .flatMap(([type, names]) => names.map((name) => `${type}.${name}`))
      .filter((coordinate) => /^\w+\.[a-z]\w*$/.test(coordinate) && !shown.includes(coordinate));
    expect(told.toSorted()).toEqual(PERSONAL_FIELDS.map(({ coordinate }) => coordinate));
  });
});
