import type { MessagingChannel } from '../messaging-channel.ts';
import type { FunnelCount } from './types.ts';

/** Of the sent messages of one channel, those whose reading would be reported: none of SMS unless some were read. */
export function sentWithReadReports(
  channel: MessagingChannel,
  { sent, read }: Readonly<Record<Extract<FunnelCount, 'sent' | 'read'>, number>>,
): number {
  // LivePerson's later documents: Twilio does not report reads of SMS.
  return channel !== 'SMS' || read > 0 ? sent : 0;
}
