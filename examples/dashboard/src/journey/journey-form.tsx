import { useState } from 'react';
import { addressOf, goTo } from '../location.ts';
import { Choice } from '../parts/choice.tsx';
import { type JourneyQuestion, KINDS, WIDTHS } from './journey-question.ts';

/** Asks whose journey it is, and about when: LivePerson has no search, so a narrow time is cheap. */
export function JourneyForm({ question }: { readonly question: JourneyQuestion | null }) {
  const [kind, setKind] = useState(question?.kind ?? 'consumer');
  const [hours, setHours] = useState<string>(String(question?.hours ?? 3));
  const find = (form: FormData) => {
    const near = new Date(String(form.get('near'))).toISOString();
    goTo(addressOf('/journey', { [kind]: String(form.get('id')).trim(), near, hours }));
  };
  return (
    <form className="panel form-row" action={find}>
      <Choice legend="Look for a" options={KINDS} value={kind} onChange={setKind} />
      <label className="field">
        Id of the {kind}
        <input name="id" required defaultValue={question?.id} autoComplete="off" spellCheck={false} />
      </label>
      <label className="field">
        Around
        <input name="near" type="datetime-local" required defaultValue={localOf(question?.near)} />
      </label>
      <Choice legend="Within" options={WIDTHS} value={hours} onChange={setHours} />
      <button type="submit" className="primary">
        Find
      </button>
    </form>
  );
}

/** An instant as an input for local time takes it; now if there is none. */
function localOf(near: string | undefined): string {
  const at = near === undefined ? new Date() : new Date(near);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
