import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTraceContext, traceHeaders } from '../../src/tracing/trace-context.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const TRACEPARENT = `00-${TRACE}-${SPAN}-01`;

/** The trace state that is read from a header beside a good traceparent. */
const stateOf = (tracestate: string) => readTraceContext({ traceparent: TRACEPARENT, tracestate })?.traceState;

const members = (count: number, length = 4) =>
  Array.from({ length: count }, (_, nth) => `${`k${nth}=`.padEnd(length, 'v')}v`).join(',');

describe('readTraceContext', () => {
  it.each([
    [TRACEPARENT, true],
    [`00-${TRACE}-${SPAN}-00`, false],
    [`00-${TRACE}-${SPAN}-ff`, true],
    [`00-${TRACE}-${SPAN}-02`, false],
    [`cc-${TRACE}-${SPAN}-01`, true],
    [`cc-${TRACE}-${SPAN}-01-what-will-be`, true],
  ])('takes %s', (traceparent, sampled) => {
    expect(readTraceContext({ traceparent })).toEqual({ traceId: TRACE, spanId: SPAN, sampled, traceState: null });
  });

  it.each([
    '',
    'nonsense',
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-1`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE}-${SPAN}-01-`,
    `cc-${TRACE}-${SPAN}-01.more`,
    `ff-${TRACE}-${SPAN}-01`,
    `0-${TRACE}-${SPAN}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE}-${SPAN.toUpperCase()}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}a-${SPAN}-01`,
    `${TRACEPARENT}, ${TRACEPARENT}`,
  ])('refuses %j', (traceparent) => {
    expect(readTraceContext({ traceparent, tracestate: 'a=1' })).toBeNull();
  });

  it('knows no trace state without a trace', () => {
    expect(readTraceContext({ tracestate: 'a=1' })).toBeNull();
  });

  it.each([
    ['rojo=00f067aa0ba902b7,congo=t61rcWkgMzE', 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE'],
    [' a=1 ,\t, b=2 ', 'a=1,b=2'],
    ['0tenant@vendor=1', '0tenant@vendor=1'],
    ['a=1,a=2', 'a=1,a=2'],
    [members(32), members(32)],
  ])('passes the trace state %j on as %j', (header, state) => {
    expect(stateOf(header)).toBe(state);
  });

  it.each(['', ',', 'a', 'a=', '=1', 'A=1', '0a=1', 'aB=1', 'a=1=2', 'a=ä', 'a b=1', 'a=1,b', 'A@v=1', members(33)])(
    'drops the whole trace state %j, and keeps the trace',
    (header) => {
      expect(stateOf(header)).toBeNull();
    },
  );

  it('cuts a trace state to 512 characters in whole members, long ones first', () => {
    const long = `long=${'x'.repeat(200)}`;
    expect(stateOf(`${long},${members(10, 40)}`)).toBe(members(10, 40));
    expect(stateOf(members(10, 99))).toBe(members(5, 99));
  });

  it('never throws, and what it takes is what it hands on', () => {
    const header = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((more) => `${TRACEPARENT}${more}`),
      fc.stringMatching(/^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/),
    );
    fc.assert(
      fc.property(header, fc.string({ unit: 'binary' }), (traceparent, tracestate) => {
        const taken = readTraceContext({ traceparent, tracestate });
        if (taken !== null) expect(readTraceContext(traceHeaders(taken, taken.traceState))).toEqual(taken);
      }),
      { numRuns: 2000 },
    );
  });
});
