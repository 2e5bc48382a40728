import { useDeferredValue } from 'react';
import { PreviewsDocument, type TemplateFragment } from '../../generated/graphql.ts';
import { useAnswer } from '../use-answer.ts';

/** The message as the recipient will read it. The gateway fills it, so it is what is sent. */
export function Preview({
  accountId,
  template,
  variables,
}: {
  readonly accountId: string;
  readonly template: TemplateFragment;
  readonly variables: Readonly<Record<string, string>>;
}) {
  // What is still empty stays a variable in the text.
  const filled = useDeferredValue(
    JSON.stringify(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))),
  );
  const { data } = useAnswer(PreviewsDocument, { accountId, variables: JSON.parse(filled) }, { policy: 'cache-first' });
  const text = data?.account?.alertTemplates?.find(
    ({ name, language, version }) =>
      name === template.name && language === template.language && version === template.version,
  )?.preview;
  return (
    <figure className="preview">
      <figcaption>Preview</figcaption>
      <output>{text ?? template.text}</output>
    </figure>
  );
}
