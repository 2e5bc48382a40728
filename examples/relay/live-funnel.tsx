import { type ReactElement, useMemo, useState } from 'react';
import { graphql, useSubscription } from 'react-relay';
import type { GraphQLSubscriptionConfig } from 'relay-runtime';
import type { liveFunnelSubscription } from './generated/liveFunnelSubscription.graphql.ts';

const SUBSCRIPTION = graphql`
  subscription liveFunnelSubscription($accountId: String!) {
    account(accountId: $accountId) {
      analytics(attempted: { last: { hours: 24 } }) { totals { sent } }
    }
  }
`;

/** The number of messages sent in the last 24 hours, as it is now. */
export function LiveFunnel({ accountId }: { accountId: string }): ReactElement {
  const [sent, setSent] = useState<number | null>(null);
  const config = useMemo<GraphQLSubscriptionConfig<liveFunnelSubscription>>(
    () => ({
      subscription: SUBSCRIPTION,
      variables: { accountId },
      onNext: (data) => setSent(data?.account?.analytics?.totals.sent ?? null),
    }),
    [accountId],
  );
  useSubscription(config);
  return <output>{sent ?? 'Loading'}</output>;
}
