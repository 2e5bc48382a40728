import { describe, expect, it } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { errorsOf } from '../support/config.ts';

const TEMPLATE = { name: 'flightdelay', language: 'english', text: 'It leaves at @Time from @Gate_2.' };

const sendingOf = (sending: unknown) =>
  gatewayConfig({
    callers: { mode: 'none' },
    accounts: [{ accountId: '12345678', credentials: { bearer: 'le-token' }, sending }],
  }).accounts[0]?.sending;

const variablesOf = (template: object) =>
  sendingOf({ templates: [{ ...TEMPLATE, ...template }] })?.templates?.[0]?.variables;

describe('accounts[].sending', () => {
  it('lists nothing by default', () => {
    expect(sendingOf(undefined)).toBeUndefined();
    expect(sendingOf({ skills: ['sales'] })).toEqual({ skills: ['sales'] });
  });

  it.each<[object, string[]]>([
    [{}, ['@Time', '@Gate_2']],
    [{ text: 'No place for one' }, []],
    [{ text: '@Time, @Time and @Zeit–@Größe.' }, ['@Time', '@Zeit', '@Größe']],
    [{ text: 'Write to help@example.com or @ 5 pm, @7' }, []],
    [{ variables: ['@Name'] }, ['@Name']],
    [{ variables: [] }, []],
  ])('with a template of %j has its variables', (template, variables) => {
    expect(variablesOf(template)).toEqual(variables);
  });

  it.each<[unknown, string]>([
    [{ skills: [] }, 'skills: Too small: expected array to have >=1 items'],
    [{ skills: ['sales', ''] }, 'skills[1]: Too small: expected string to have >=1 characters'],
    [{ templates: [] }, 'templates: Too small: expected array to have >=1 items'],
    [
      { templates: [{ ...TEMPLATE, language: undefined }] },
      'templates[0].language: Invalid input: expected string, received undefined',
    ],
    [
      { templates: [{ ...TEMPLATE, version: 1 }] },
      'templates[0].version: Invalid input: expected string, received number',
    ],
    [{ templates: [{ ...TEMPLATE, body: 'x' }] }, 'templates[0]: Unrecognized key: "body"'],
    ...['Time', '@', '@Sky Miles', '@@Time', ''].map((name): [unknown, string] => [
      { templates: [{ ...TEMPLATE, variables: ['@Time', name] }] },
      'templates[0].variables[1]: must be a variable, for example "@Time"',
    ]),
    [{ templates: [TEMPLATE, TEMPLATE] }, 'templates: must not list a name, language and version twice'],
  ])('is refused by path when it is %j', (sending, error) => {
    expect(errorsOf(() => sendingOf(sending))).toEqual([`accounts[0].sending.${error}`]);
  });

  it('takes several versions and languages of one template', () => {
    const templates = [TEMPLATE, { ...TEMPLATE, version: '1' }, { ...TEMPLATE, language: 'spanish' }];
    expect(sendingOf({ templates })?.templates).toHaveLength(3);
  });
});
