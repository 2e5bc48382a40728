import { describe, expect, it } from 'vitest';
import { createExposition } from '../../src/server/exposition.ts';

describe('createExposition', () => {
  it('prints counts by their labels, and 0 for one that was only named', () => {
    const exposition = createExposition();
    const calls = exposition.counter('calls_total', 'Calls.', 'family', 'outcome');
    const lengths = exposition.gauge('length', 'Length.');
    calls('handoffs', '200').value += 1;
    calls('handoffs', '200').value += 1;
    calls('handoffs', '404');
    lengths().value = 7;
    lengths().value = 5;
    expect(exposition.print()).toBe(`# HELP calls_total Calls.
# TYPE calls_total counter
calls_total{family="handoffs",outcome="200"} 2
calls_total{family="handoffs",outcome="404"} 0

# HELP length Length.
# TYPE length gauge
length 5
`);
  });

  it('prints how many values are at most each bound', () => {
    const exposition = createExposition();
    const seconds = exposition.histogram('seconds', 'Seconds.', [0.5, 2], 'family');
    for (const value of [0.25, 0.5, 2, 2.5]) seconds('handoffs').observe(value);
    expect(exposition.print()).toBe(`# HELP seconds Seconds.
# TYPE seconds histogram
seconds_bucket{le="0.5",family="handoffs"} 2
seconds_bucket{le="2",family="handoffs"} 3
seconds_bucket{le="+Inf",family="handoffs"} 4
seconds_sum{family="handoffs"} 5.25
seconds_count{family="handoffs"} 4
`);
  });

  it('prints a histogram without labels and without values', () => {
    const exposition = createExposition();
    exposition.histogram('seconds', 'Seconds.', [1])();
    expect(exposition.print().split('\n').slice(2, -1)).toEqual([
      'seconds_bucket{le="1"} 0',
      'seconds_bucket{le="+Inf"} 0',
      'seconds_sum 0',
      'seconds_count 0',
    ]);
  });

  it('reads a value when it is printed', () => {
    const exposition = createExposition();
    let value = 1;
    exposition.reading('gauge', 'running', 'Running.', () => value);
    value = 2;
    expect(exposition.print()).toContain('\nrunning 2\n');
  });

  it("escapes a label's quotes, backslashes and line breaks", () => {
    const exposition = createExposition();
    exposition.counter('calls_total', 'Calls.', 'family')('a"b\\c\nd');
    expect(exposition.print()).toContain('\ncalls_total{family="a\\"b\\\\c\\nd"} 0\n');
  });
});
