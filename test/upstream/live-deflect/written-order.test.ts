import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesAsWritten } from '../../../src/upstream/live-deflect/written-order.ts';

const NAME = fc.oneof(fc.nat().map(String), fc.string(), fc.constantFrom('', '__proto__', '":{', '\\', '@1', '01'));
const VALUE = fc.oneof(
  fc.json(),
  fc.string().map((text) => JSON.stringify(text)),
);
const BLANK = fc.constantFrom('', ' ', '\n\t');

describe('namesAsWritten', () => {
  it('is the names of an object in the order of the text, whatever they and the values are', () => {
    const member = fc.tuple(NAME, VALUE, BLANK);
    const members = fc.uniqueArray(member, { selector: ([name]) => name, maxLength: 20 });
    fc.assert(
      fc.property(members, VALUE, (list, before) => {
        const inside = list.map(([name, json, blank]) => `${blank}${JSON.stringify(name)}${blank}:${json}`).join(',');
        const names = list.map(([name]) => name);
        expect(namesAsWritten(`{${inside}}`, [])).toEqual(names);
        expect(namesAsWritten(`{"7":${before},"data":{"in":{${inside}}}}`, ['data', 'in'])).toEqual(names);
      }),
    );
  });

  it('reads escapes in names', () => {
    expect(namesAsWritten('{"\\u0032":1,"1":2}', [])).toEqual(['2', '1']);
  });

  it('takes time in proportion to the text', () => {
    const text = `{"2":"${'\\"x'.repeat(1_000_000)}","1":"${'x'.repeat(8_000_000)}"}`;
    expect(namesAsWritten(text, [])).toEqual(['2', '1']);
  });
});
