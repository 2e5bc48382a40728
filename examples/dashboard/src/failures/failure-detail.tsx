import { useState } from 'react';
import type { TimeRangeInput } from '../../generated/graphql.ts';
import { dayOf } from '../format.ts';
import { Choice } from '../parts/choice.tsx';
import { Panel } from '../parts/panel.tsx';
import { DIMENSIONS, type Dimension, valueIn } from './dimensions.ts';
import { FailedMessages } from './failed-messages.tsx';
import { FailureShares } from './failure-shares.tsx';
import { errorKey, type Reason } from './reason.ts';

/** One reason by one dimension, and the messages behind it. */
export function FailureDetail({
  accountId,
  attempted,
  reason,
}: {
  readonly accountId: string;
  readonly attempted: TimeRangeInput;
  readonly reason: Reason;
}) {
  const [dimension, setDimension] = useState<Dimension>('CAMPAIGN');
  const [chosen, setChosen] = useState<{ readonly key: string; readonly name: string } | null>(null);
  const change = (dimension: Dimension) => {
    setDimension(dimension);
    setChosen(null);
  };
  return (
    <div className="stack">
      <Panel
        title={reason.name}
        actions={<Choice legend="Broken down by" options={DIMENSIONS} value={dimension} onChange={change} />}
      >
        <FailureShares
          key={dimension}
          accountId={accountId}
          attempted={attempted}
          reason={reason}
          dimension={dimension}
          chosen={chosen?.key ?? null}
          onChoose={(item) => setChosen(item.key === chosen?.key ? null : item)}
        />
      </Panel>
      <FailedMessages
        accountId={accountId}
        attempted={attempted}
        error={reason.error}
        title={chosen === null ? 'Messages' : `Messages: ${chosen.name}`}
        isWanted={(message) =>
          errorKey(message.error) === reason.key &&
          (chosen === null || valueIn(dimension, { ...message, day: dayOf(message.attemptedTime) }).key === chosen.key)
        }
      />
    </div>
  );
}
