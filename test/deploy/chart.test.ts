import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../../src/config/file.ts';
import { yamlKeys } from '../support/yaml-keys.ts';

const CHART = 'deploy/helm/liveperson-outbound-gateway';
const read = (path: string) => readFileSync(`${CHART}/${path}`, 'utf8');

const VALUES = yamlKeys(read('values.yaml'));
const SCHEMA = JSON.parse(read('values.schema.json'));
const TEMPLATES = readdirSync(`${CHART}/templates`)
  .map((name) => read(`templates/${name}`))
  .join('\n');
const USED = new Set([...TEMPLATES.matchAll(/\.Values\.([\w.]+)/g)].map(([, path = '']) => path));

/** A configuration whose secrets need no files. */
function withoutFiles(config: unknown): unknown {
  return JSON.parse(JSON.stringify(config).replaceAll(/\{"file":"[^"]+"\}/g, '"secret"'));
}

describe('the Helm chart', () => {
  it('uses no value that values.yaml does not document', () => {
    expect([...USED].filter((path) => !VALUES.has(path))).toEqual([]);
  });

  it('documents no value that it does not use', () => {
    const used = (path: string) =>
      [...USED].some((each) => path === each || path.startsWith(`${each}.`) || each.startsWith(`${path}.`));
    expect([...VALUES.keys()].filter((path) => !used(path))).toEqual([]);
  });

  it('has a schema of its values that knows them all, and only these', () => {
    const known = Object.keys(SCHEMA.properties).filter((key) => key !== 'global');
    expect(new Set(known)).toEqual(new Set([...VALUES.keys()].filter((path) => !path.includes('.'))));
    for (const path of VALUES.keys()) {
      // What resources hold is Kubernetes' own.
      const [first = '', second] = path.split('.');
      if (second !== undefined && first !== 'resources')
        expect(SCHEMA.properties[first], path).toHaveProperty(['properties', second]);
    }
  });

  it('makes a configuration that the gateway takes, of its defaults and the least that must be given', () => {
    const { config } = JSON.parse(read('ci/account-values.yaml'));
    const defaults = {
      deadlineMs: VALUES.get('config.deadlineMs'),
      door: { drainMs: VALUES.get('config.door.drainMs') },
    };
    const { data, error } = configSchema({}).safeParse(withoutFiles({ ...defaults, ...config }));
    expect(error).toBeUndefined();
    expect(data?.door.drainMs).toBeGreaterThan(0);
  });

  it('has balanced blocks', () => {
    const words = (pattern: RegExp) => TEMPLATES.match(pattern)?.length;
    expect(words(/\{\{-? (if|with|define|range) /g)).toBe(words(/\{\{-? end /g));
  });

  it('routes /graphql and what GraphiQL loads below it from the outside, and nothing else', () => {
    expect(read('templates/ingress.yaml').match(/path: .*/g)).toEqual(['path: /graphql']);
    expect(read('templates/ingress.yaml')).toContain('pathType: Prefix');
  });

  it('drains for longer than it takes to notice that a pod is not ready', () => {
    const [, period, failures] =
      /readinessProbe:[\s\S]*?periodSeconds: (\d+)[\s\S]*?failureThreshold: (\d+)/.exec(TEMPLATES) ?? [];
    expect(VALUES.get('config.door.drainMs')).toBeGreaterThan(Number(period) * Number(failures) * 1000);
  });
});

describe('deploy/gateway.config.example.json', () => {
  it('is valid, and names the secrets that compose mounts', () => {
    const text = readFileSync('deploy/gateway.config.example.json', 'utf8');
    expect(configSchema({}).safeParse(withoutFiles(JSON.parse(text))).error).toBeUndefined();
    const compose = readFileSync('deploy/compose.account.yaml', 'utf8');
    for (const [, name = ''] of text.matchAll(/\/run\/secrets\/([\w-]+)/g)) {
      expect(compose).toContain(`${name}: { file: ./deploy/secrets/${name} }`);
    }
  });
});
