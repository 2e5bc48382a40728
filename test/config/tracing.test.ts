import { describe, expect, it } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { errorsOf } from '../support/config.ts';

const FILE = { accounts: [{ accountId: '1', credentials: { bearer: 'x' } }], callers: { mode: 'none' } };

describe('tracing', () => {
  it('is off without its section', () => {
    expect(gatewayConfig(FILE).tracing).toBeUndefined();
  });

  it.each(['https://collector.example.net/v1/traces', 'http://collector:4318/v1/traces'])('takes %s', (otlpUrl) => {
    expect(gatewayConfig({ ...FILE, tracing: { otlpUrl } }).tracing).toEqual({
      otlpUrl,
      sampleShare: 1,
      serviceName: 'liveperson-outbound-gateway',
    });
  });

  it.each([
    [{}, 'tracing.otlpUrl: '],
    [{ otlpUrl: 'collector:4318' }, 'tracing.otlpUrl: must be an http or https URL'],
    [{ otlpUrl: 'grpc://collector' }, 'tracing.otlpUrl: must be an http or https URL'],
    [{ otlpUrl: 'https://user:planted@collector/' }, 'tracing.otlpUrl: must be an http or https URL'],
    [{ otlpUrl: 'https://collector/?key=planted' }, 'tracing.otlpUrl: must be an http or https URL'],
    [{ otlpUrl: 'http://c/', sampleShare: 1.1 }, 'tracing.sampleShare: '],
    [{ otlpUrl: 'http://c/', serviceName: '' }, 'tracing.serviceName: '],
    [{ otlpUrl: 'http://c/', url: 'http://c/' }, 'tracing: '],
  ])('refuses %j by its path', (tracing, error) => {
    const errors = errorsOf(() => gatewayConfig({ ...FILE, tracing }));
    expect(errors).toEqual([expect.stringContaining(error)]);
    expect(errors.join()).not.toContain('planted');
  });
});
