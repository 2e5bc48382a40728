import type { CombinedError } from 'urql';

/** What failed in a request, next to what it did answer. Nothing if nothing failed. */
export function Problem({
  error,
  field,
  retry,
}: {
  readonly error: CombinedError | undefined;
  /** Only errors of this field of the account; all of them if omitted. */
  readonly field?: string;
  readonly retry?: () => void;
}) {
  const sentences = error === undefined ? [] : sentencesOf(error, field);
  if (sentences.length === 0) return null;
  return (
    <div className="problem" role="alert">
      <div>
        {sentences.map(({ text, code }) => (
          <p key={text}>
            {text} {code && <code>{code}</code>}
          </p>
        ))}
      </div>
      {retry && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

function sentencesOf({ networkError, graphQLErrors }: CombinedError, field: string | undefined) {
  if (networkError) return [{ text: 'The gateway could not be reached.', code: null }];
  const ours = graphQLErrors.filter(({ path }) => field === undefined || !path || path.includes(field));
  const sentences = ours.map(({ message, extensions }) => ({ text: message, code: String(extensions.code ?? '') }));
  return [...new Map(sentences.map((sentence) => [sentence.text, sentence])).values()];
}
