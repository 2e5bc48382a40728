import { useState } from 'react';
import { useMutation } from 'urql';
import { SendDocument, SendingDocument, type SendProactiveAlertInput } from '../../generated/graphql.ts';
import { byId } from '../by-id.ts';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import type { ScreenProps } from '../screen.ts';
import { useAnswer } from '../use-answer.ts';
import { Outcome } from './outcome.tsx';
import { SendForm } from './send-form.tsx';

/** Sends one message, and says what became of it. */
export function Send({ accountId }: ScreenProps) {
  const { data, error, isLoading, ask } = useAnswer(SendingDocument, { accountId }, { policy: 'cache-first' });
  const [{ data: outcome, error: sendError, fetching }, send] = useMutation(byId(SendDocument));
  const [sent, setSent] = useState<SendProactiveAlertInput | null>(null);
  const submit = (input: SendProactiveAlertInput) => {
    setSent(input);
    send({ input });
  };
  return (
    <div className="columns">
      <Panel title="Message">
        <Problem error={error} retry={ask} />
        {data?.account ? (
          <SendForm
            accountId={accountId}
            skills={data.account.alertSkills}
            templates={data.account.alertTemplates}
            isSending={fetching}
            onSend={submit}
          />
        ) : (
          isLoading && <Skeleton lines={8} label="Loading templates and skills" />
        )}
      </Panel>
      <Panel title="Outcome" isBusy={fetching}>
        <Outcome
          sent={sent}
          isSending={fetching}
          payload={outcome?.sendProactiveAlert ?? null}
          error={sendError}
          onRepeat={() => sent && submit(sent)}
        />
      </Panel>
    </div>
  );
}
