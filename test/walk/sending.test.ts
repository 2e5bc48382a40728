import { describe, expect, it } from 'vitest';
import { alertGateway, alertInput, sendAlert } from '../support/alert.ts';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { startSandboxed } from '../support/sandbox.ts';
import { startUpstream } from '../support/upstream.ts';

const SENDING = {
  skills: ['service', 'sales'],
  templates: [
    { name: 'delay', language: 'english', version: '2', text: 'It leaves at @Time.' },
    { name: 'delay', language: 'english', version: '1', text: 'To @City at @Time.' },
    { name: 'delay', language: 'spanish', text: 'Sale a las @Time.' },
    { name: 'thanks', language: 'english', text: 'Thank you.' },
  ],
};

const ASKED = `{ account(accountId: "${ACCOUNT_ID}") {
  alertSkills alertTemplates { name language version text variables preview(variables: {}) }
} }`;

/** A gateway whose account may send this, and its LiveDeflect. */
async function startSending(sending: unknown = SENDING) {
  const upstream = await startUpstream(() => ({ json: { success: true } }));
  const accounts = [accountAt(upstream.url, { sending })];
  return { upstream, gateway: await startTestGateway({ accounts }) };
}

const template = (name: string, language: string, variables: object, version?: string) => ({
  skill: 'service',
  template: { name, language, variables, ...(version !== undefined && { version }) },
});

describe('Account.alertSkills and Account.alertTemplates', () => {
  it('are what the configuration lists, and cost no call', async () => {
    const { gateway, upstream } = await startSending();
    const { data, errors } = await gateway.query(ASKED);
    expect(errors).toBeUndefined();
    expect(data.account.alertSkills).toEqual(['service', 'sales']);
    expect(data.account.alertTemplates).toHaveLength(4);
    expect(data.account.alertTemplates[1]).toEqual({
      name: 'delay',
      language: 'english',
      version: '1',
      text: 'To @City at @Time.',
      variables: ['@City', '@Time'],
      preview: 'To @City at @Time.',
    });
    expect(data.account.alertTemplates[2].version).toBeNull();
    expect(upstream.requests).toEqual([]);
  });

  it('are null where it lists nothing', async () => {
    const { gateway } = await startSending({});
    expect((await gateway.query(ASKED)).data.account).toEqual({ alertSkills: null, alertTemplates: null });
  });

  it('are those of the new configuration after a reload', async () => {
    const { gateway, upstream } = await startSending();
    await gateway.reload({ accounts: [accountAt(upstream.url, { sending: { skills: ['billing'] } })] });
    expect((await gateway.query(ASKED)).data.account).toEqual({ alertSkills: ['billing'], alertTemplates: null });
  });

  it('show a message with the values of a form', async () => {
    const { gateway } = await startSending();
    const query = `query ($variables: JSONObject!) { account(accountId: "${ACCOUNT_ID}") {
      alertTemplates { preview(variables: $variables) } } }`;
    const { data } = await gateway.query(query, { variables: { '@Time': '7 pm', '@City': 'Rome', '@More': 1 } });
    expect(data.account.alertTemplates).toEqual(
      ['It leaves at 7 pm.', 'To Rome at 7 pm.', 'Sale a las 7 pm.', 'Thank you.'].map((preview) => ({ preview })),
    );
  });

  it('refuse an answer that the previews would make too large', async () => {
    const upstream = await startUpstream(() => ({ json: {} }));
    const text = '@A '.repeat(1000);
    const accounts = [accountAt(upstream.url, { sending: { templates: [{ name: 'a', language: 'b', text }] } })];
    const gateway = await startTestGateway({ accounts });
    const query = `query ($variables: JSONObject!) { account(accountId: "${ACCOUNT_ID}") {
      alertTemplates { preview(variables: $variables) } } }`;
    const { errors } = await gateway.query(query, { variables: { '@A': 'x'.repeat(100_000) } });
    expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'answerBytes' } }]);
  });
});

describe('sendProactiveAlert with a list of what may be sent', () => {
  it.each([
    ['the first version without one', template('delay', 'english', { '@Time': '7 pm' })],
    ['another version', template('delay', 'english', { '@Time': '7 pm', '@City': 'Rome' }, '1')],
    ['any version of a template that is listed without', template('delay', 'spanish', { '@Time': 7 }, '9')],
    ['a template without variables', template('thanks', 'english', {})],
  ])('sends %s', async (_, alert) => {
    const { gateway, upstream } = await startSending();
    const { data } = await sendAlert(gateway, alertInput(alert));
    expect(data.sendProactiveAlert.__typename).toBe('ProactiveAlertSent');
    expect(upstream.requests).toHaveLength(1);
  });

  it.each([
    ['the first listed version where it names none', 'english', undefined, '2'],
    ['its own version', 'english', '2', '2'],
    ['no version where none is listed', 'spanish', undefined, undefined],
    ['its own version where none is listed', 'spanish', '9', '9'],
  ])('sends %s', async (_, language, version, sent) => {
    const { gateway, upstream } = await startSending();
    await sendAlert(gateway, alertInput(template('delay', language, { '@Time': '7 pm' }, version)));
    const bodies = upstream.requests.map(({ body }) => body as { proactiveTemplateVersion?: string });
    expect(bodies.map(({ proactiveTemplateVersion }) => proactiveTemplateVersion)).toEqual([sent]);
  });

  it.each<[string, Record<string, unknown>, [string, string][]]>([
    [
      'another skill',
      { ...template('thanks', 'english', {}), skill: 'billing' },
      [['skill', 'Must be one of: service, sales.']],
    ],
    ['another name', template('welcome', 'english', {}), [['template.name', 'Must be one of: delay, thanks.']]],
    ['another language', template('delay', 'french', {}), [['template.language', 'Must be one of: english, spanish.']]],
    ['another version', template('delay', 'english', {}, '3'), [['template.version', 'Must be one of: 2, 1.']]],
    [
      'variables that miss one, and have one too many',
      template('delay', 'english', { '@Gate': 1, '@City': null }, '1'),
      [
        ['template.variables.@City', 'Is missing. The template has the variables @City, @Time.'],
        ['template.variables.@Time', 'Is missing. The template has the variables @City, @Time.'],
        ['template.variables.@Gate', 'Is unknown. The template has the variables @City, @Time.'],
      ],
    ],
    [
      'variables of a template that has none',
      template('thanks', 'english', { '@Time': 1 }),
      [['template.variables.@Time', 'Is unknown. The template has no variables.']],
    ],
    [
      'everything else at once',
      { ...template('welcome', 'english', {}), skill: 'x', channel: 'OTHER' },
      [
        ['skill', 'Must be one of: service, sales.'],
        ['template.name', 'Must be one of: delay, thanks.'],
        ['channel', 'Must not be OTHER. Name another channel, or omit it.'],
      ],
    ],
  ])('refuses %s before any call', async (_, alert, problems) => {
    const { gateway, upstream } = await startSending();
    const { data } = await sendAlert(gateway, alertInput(alert));
    expect(data.sendProactiveAlert).toEqual({
      __typename: 'ProactiveAlertInvalid',
      problems: problems.map(([path, message]) => ({ path: path.split('.'), message })),
    });
    expect(upstream.requests).toEqual([]);
  });

  it('refuses nothing that no list is about', async () => {
    const { gateway } = await startSending({ skills: ['service'] });
    const { data } = await sendAlert(gateway, alertInput(template('any', 'other', { '@Free': 1 })));
    expect(data.sendProactiveAlert.__typename).toBe('ProactiveAlertSent');
  });
});

describe('the sandbox', () => {
  it('has what its accounts list', async () => {
    const { sandbox, gateway } = await startSandboxed();
    for (const { accountId, sending } of sandbox.accounts) {
      const [first] = sending.templates;
      const { name, language } = first ?? { name: '', language: '' };
      const input = alertInput({ ...template(name, language, { '@Time': '7 pm' }), accountId });
      expect((await sendAlert(gateway, input)).data.sendProactiveAlert.__typename).toBe('ProactiveAlertSent');
    }
    expect((await gateway.query(ASKED)).data.account.alertSkills).toContain('service');
  });

  it.each([
    [{ skill: 'nobody' }, 'Skill not found'],
    [template('welcome', 'english', {}), 'Template not found'],
    [template('flightdelay', 'french', {}), 'Template not found'],
  ])('refuses what it does not have, where the configuration lists nothing: %j', async (more, reason) => {
    const { sandbox } = await startSandboxed();
    const gateway = await alertGateway(sandbox.url, {
      accounts: sandbox.accounts.map(({ sending: _, ...account }) => ({
        ...account,
        endpoints: { domainApi: sandbox.url, liveDeflect: sandbox.url },
      })),
    });
    const { data } = await sendAlert(gateway, alertInput({ ...template('flightdelay', 'english', {}), ...more }));
    expect(data.sendProactiveAlert).toMatchObject({ __typename: 'ProactiveAlertRefused', reason });
  });
});
