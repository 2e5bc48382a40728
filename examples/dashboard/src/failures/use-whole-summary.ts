import { useEffect } from 'react';
import type { AnyVariables, TypedDocumentNode } from 'urql';
import { type Answer, useAnswer } from '../use-answer.ts';

/** What a question for a summary answers. */
type Summarized = { readonly account: { readonly transactionSummary: { readonly complete: boolean } | null } | null };

/** Asks for a summary until it is whole: the gateway goes on counting where it stopped, each time it is asked. */
export function useWholeSummary<Data extends Summarized, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Answer<Data> {
  const answer = useAnswer(document, variables);
  const { data, isLoading, ask } = answer;
  const isPartial = data?.account?.transactionSummary?.complete === false;
  useEffect(() => {
    if (isPartial && !isLoading) ask();
  });
  return answer;
}
