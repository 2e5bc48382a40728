import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { over } from '../support/ask.ts';
import { metricsOf } from '../support/metrics.ts';

describe('deploy/alerts.yml', () => {
  it('asks for metrics, labels and label values that /metrics has', async () => {
    const { gateway, ask } = await over({ status: 429, json: {} });
    await ask('handoffs(first: 1) { nodes { handoffId } }');
    const text = await metricsOf(gateway);
    const expressions = [...readFileSync('deploy/alerts.yml', 'utf8').matchAll(/expr: (.*)/g)].map(
      ([, each = '']) => each,
    );
    const names = expressions.flatMap((each) => each.match(/gateway_\w+/g) ?? []);
    expect(names).toHaveLength(6);
    for (const name of names) expect(text).toContain(`# TYPE ${name.replace(/_bucket$/, '')} `);
    for (const label of ['outcome="429"', 'state="open"']) {
      expect(expressions.join('\n')).toContain(label);
      expect(text).toContain(label);
    }
    expect(text).toMatch(/gateway_budget_queue_length\{account="12345678",family="handoffs"\}/);
  });

  it('is what Prometheus is given, and scrapes the port of the gateway', () => {
    expect(readFileSync('deploy/prometheus.yml', 'utf8')).toContain('rule_files: [alerts.yml]');
    expect(readFileSync('deploy/prometheus.yml', 'utf8')).toContain('port: 4000');
    expect(readFileSync('compose.yaml', 'utf8')).toContain('./deploy/alerts.yml:/etc/prometheus/alerts.yml:ro');
  });
});
