import type { CombinedError } from 'urql';
import type { SendMutation, SendProactiveAlertInput } from '../../generated/graphql.ts';
import { instant } from '../format.ts';
import { Problem } from '../parts/problem.tsx';
import { Reported } from './reported.tsx';

/** What became of the message that was sent last. */
export function Outcome({
  sent,
  isSending,
  payload,
  error,
  onRepeat,
}: {
  /** Null before the first. */
  readonly sent: SendProactiveAlertInput | null;
  readonly isSending: boolean;
  readonly payload: SendMutation['sendProactiveAlert'];
  readonly error: CombinedError | undefined;
  /** Sends the same input with the same key. */
  readonly onRepeat: () => void;
}) {
  if (sent === null) return <p className="empty">Nothing was sent yet.</p>;
  if (isSending) return <p role="status">Sending …</p>;
  return (
    <div className="outcome" role="status">
      {/* A request that got no answer may have arrived; the same key makes it safe to repeat. */}
      <Problem error={error} retry={onRepeat} />
      {error && <p>The same message is not sent twice, however often it is tried.</p>}
      {payload && <OutcomeOf payload={payload} sent={sent} />}
    </div>
  );
}

function OutcomeOf({
  payload,
  sent,
}: {
  readonly payload: NonNullable<SendMutation['sendProactiveAlert']>;
  readonly sent: SendProactiveAlertInput;
}) {
  switch (payload.__typename) {
    case 'ProactiveAlertSent':
      return (
        <>
          <p className="verdict good">Sent{payload.sentAt && ` at ${instant(payload.sentAt)}`}</p>
          {payload.replayed && <p>This is the outcome of the first time; nothing was sent again.</p>}
        </>
      );
    case 'ProactiveAlertRefused':
      return (
        <>
          <p className="verdict bad">Refused by LivePerson</p>
          <p>{payload.reason}</p>
        </>
      );
    case 'ProactiveAlertInvalid':
      return (
        <>
          <p className="verdict bad">Not sent: the input is not valid</p>
          <ul>
            {payload.problems.map(({ path, message }) => (
              <li key={path.join('.')}>
                <code>{path.join('.')}</code> {message}
              </li>
            ))}
          </ul>
        </>
      );
    case 'ProactiveAlertOutcomeUnknown':
      return (
        <>
          <p className="verdict warn">Outcome unknown</p>
          <p>
            LivePerson’s answer was lost, so the message may have been sent. It is not sent again by itself:{' '}
            {payload.reason}
          </p>
          <Reported accountId={sent.accountId} externalAlertId={sent.externalAlertId ?? ''} />
        </>
      );
  }
}
