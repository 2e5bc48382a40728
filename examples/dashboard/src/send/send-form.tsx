import { type FormEvent, useState } from 'react';
import { type FragmentType, readFragment } from '../../generated/fragment-masking.ts';
import { type SendProactiveAlertInput, TemplateFragmentDoc } from '../../generated/graphql.ts';
import { Preview } from './preview.tsx';
import { TemplateFields } from './template-fields.tsx';

/** Asks for a message. Where the gateway lists skills and templates, it offers those; otherwise it takes any. */
export function SendForm({
  accountId,
  skills,
  templates,
  isSending,
  onSend,
}: {
  readonly accountId: string;
  /** Null if any may be sent. */
  readonly skills: readonly string[] | null;
  /** Null if any may be sent. */
  readonly templates: readonly FragmentType<typeof TemplateFragmentDoc>[] | null;
  readonly isSending: boolean;
  readonly onSend: (input: SendProactiveAlertInput) => void;
}) {
  const offered = readFragment(TemplateFragmentDoc, templates ?? []);
  const [chosen, choose] = useState(0);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const template = offered[chosen];
  const variables = Object.fromEntries((template?.variables ?? []).map((name) => [name, values[name] ?? '']));
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    onSend({
      accountId,
      skill: text('skill'),
      recipient: { countryCode: text('countryCode'), phoneNumber: text('phoneNumber') },
      template: {
        name: template?.name ?? text('template'),
        language: template?.language ?? text('language'),
        ...(template?.version && { version: template.version }),
        variables,
      },
      externalAlertId: crypto.randomUUID(),
      // One key for one press of the button: whoever repeats the request does not send twice.
      idempotencyKey: crypto.randomUUID(),
    });
  };
  return (
    <form className="form" onSubmit={send}>
      <TemplateFields templates={templates} chosen={chosen} onChoose={choose} />
      {template?.variables.map((name) => (
        <label key={name} className="field">
          {name.replace('@', '')}
          <input
            required
            autoComplete="off"
            value={values[name] ?? ''}
            onChange={({ target }) => setValues({ ...values, [name]: target.value })}
          />
        </label>
      ))}
      {template && <Preview accountId={accountId} template={template} variables={variables} />}
      {skills === null ? (
        <label className="field">
          Skill
          <input name="skill" required autoComplete="off" />
        </label>
      ) : (
        <label className="field">
          Skill
          <select name="skill">
            {skills.map((skill) => (
              <option key={skill}>{skill}</option>
            ))}
          </select>
        </label>
      )}
      <div className="form-row">
        <label className="field narrow">
          Country code
          <input
            name="countryCode"
            required
            inputMode="numeric"
            pattern="\+?[0-9\-]{1,6}"
            placeholder="1"
            autoComplete="off"
          />
        </label>
        <label className="field">
          Phone number
          <input name="phoneNumber" required inputMode="tel" placeholder="202-555-0123" autoComplete="off" />
        </label>
      </div>
      <button type="submit" className="primary" disabled={isSending}>
        {isSending ? 'Sending …' : 'Send message'}
      </button>
    </form>
  );
}
