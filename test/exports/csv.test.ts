import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHeader, csvLine } from '../../src/exports/csv.ts';

/** One line with one column. */
const cellOf = (value: unknown) => csvLine({ value }, [['value']]).slice(0, -2);

/** The cells of a text, as RFC 4180 has them; null for one without a character, not even quotes. */
function parsed(text: string): (string | null)[][] {
  const lines: (string | null)[][] = [];
  const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let line: (string | null)[] = [];
  for (const [, quoted, bare, end] of text.matchAll(CELL)) {
    line.push(quoted === undefined ? bare || null : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}

const unguarded = (cell: string | null) => cell?.replace(/^'/, '') ?? null;

/** Texts with all that is special to CSV and to spreadsheets. */
const nasty = fc.string({ unit: fc.constantFrom(...'",;\r\n\t=+-@\'1a \u{1F600}＝'), maxLength: 12 });

describe('a line of CSV', () => {
  it('gives back every text, when the apostrophe before a formula is dropped', () => {
    fc.assert(
      fc.property(fc.array(fc.option(nasty), { minLength: 1, maxLength: 5 }), (values) => {
        const line = csvLine(
          values,
          values.map((_, index) => [String(index)]),
        );
        expect(parsed(line)).toHaveLength(1);
        expect(parsed(line)[0]?.map(unguarded)).toEqual(values);
      }),
    );
  });

  it('never begins a cell as a formula, unless it is a number', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const [cell = ''] = parsed(csvLine({ text }, [['text']]))[0] ?? [];
        expect(/^[=+\-@\t\r\n＝＋－＠]/.test(cell ?? '') && !/^[+-]\d+(\.\d+)?$/.test(cell ?? '')).toBe(false);
      }),
    );
  });

  it.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1+1', "'+1+1"],
    ['-1+cmd|A1', "'-1+cmd|A1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ["'=1", "''=1"],
    ['＝1', "'＝1"],
  ])('guards %o', (text, cell) => {
    expect(cellOf(text)).toBe(cell);
  });

  it.each([
    ['+12025550123', '+12025550123'],
    ['-5', '-5'],
    ['-0.5', '-0.5'],
    [-5, '-5'],
    [0, '0'],
    [false, 'false'],
    ['a=b', 'a=b'],
  ])('leaves %o as it is', (value, cell) => {
    expect(cellOf(value)).toBe(cell);
  });

  it('tells null from an empty text', () => {
    expect([cellOf(null), cellOf(undefined), cellOf('')]).toEqual(['', '', '""']);
  });

  it('has lists and objects as JSON', () => {
    expect(cellOf(['a', 1])).toBe('"[""a"",1]"');
    expect(cellOf({ a: '=1' })).toBe('"{""a"":""=1""}"');
  });

  it('has the columns of nested objects, also if there is none', () => {
    const columns = [['id'], ['error', 'code'], ['error', 'source', 'name']];
    expect(csvHeader(columns)).toBe('id,error.code,error.source.name\r\n');
    expect(csvLine({ id: 't', error: null }, columns)).toBe('t,,\r\n');
    expect(csvLine({ id: 't', error: { code: 1, source: { name: 'x' } } }, columns)).toBe('t,1,x\r\n');
  });
});
