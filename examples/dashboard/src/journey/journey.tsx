import { useAddress } from '../location.ts';
import type { ScreenProps } from '../screen.ts';
import { JourneyForm } from './journey-form.tsx';
import { questionIn } from './journey-question.ts';
import { JourneyResult } from './journey-result.tsx';
import { RecentAnswers } from './recent-answers.tsx';

/** What happened to one consumer or message around an instant; the address says which. */
export function Journey({ accountId }: ScreenProps) {
  const question = questionIn(useAddress().searchParams);
  const key = JSON.stringify(question);
  return (
    <>
      <JourneyForm key={`form ${key}`} question={question} />
      {question ? (
        <JourneyResult key={key} accountId={accountId} question={question} />
      ) : (
        <RecentAnswers accountId={accountId} />
      )}
    </>
  );
}
