import { alertInput } from './alert.ts';
import { ACCOUNT_ID } from './gateway.ts';
import { until } from './held-upstream.ts';
import { queryAt, sendKeyed } from './keyed-alert.ts';

/** What became of the requests of a load. */
export type LoadResult = {
  /** What each request that failed got instead of its answer. */
  readonly failures: readonly string[];
  /** The `externalAlertId` of each alert that was asked to be sent. */
  readonly sent: readonly string[];
  /** How many queries were answered. */
  readonly queries: number;
};

/** Clients that ask one after the other, each its next question as soon as it has its answer. */
export type Load = {
  /** Waits for so many further answers. */
  answers(count: number): Promise<void>;
  /** Lets every client have its last answer. */
  stop(): Promise<LoadResult>;
};

/** Starts so many; each sends an alert of its own, then a query, and so on. */
export function startLoad(url: string, clients: number): Load {
  const gateway = queryAt(url);
  const failures: string[] = [];
  const sent: string[] = [];
  let queries = 0;
  let answered = 0;
  let stopped = false;
  const attempt = async (ask: () => Promise<void>) => {
    await ask().catch((error: Error) => failures.push(`${error.message} ${error.cause ?? ''}`));
    answered += 1;
  };
  const alert = async () => {
    const id = crypto.randomUUID();
    sent.push(id);
    const { payload, code } = await sendKeyed(gateway, id, alertInput({ externalAlertId: id }));
    if (payload?.__typename !== 'ProactiveAlertSent' || payload.replayed) {
      failures.push(`an alert: ${code} ${JSON.stringify(payload)}`);
    }
  };
  const query = async () => {
    queries += 1;
    const { data, errors } = await gateway.query(campaignQuery(queries));
    if (!data?.account?.campaign.analytics) failures.push(`a query: ${JSON.stringify(errors)}`);
  };
  const client = async () => {
    while (!stopped) {
      await attempt(alert);
      await attempt(query);
    }
  };
  const running = Array.from({ length: clients }, client);
  return {
    async answers(count) {
      const goal = answered + count;
      await until(() => answered >= goal);
    },
    async stop() {
      stopped = true;
      await Promise.all(running);
      return { failures, sent, queries };
    },
  };
}

/** No two ask the same, so that each goes to the upstream. */
function campaignQuery(nth: number): string {
  return `{ account(accountId: "${ACCOUNT_ID}") { campaign(campaignId: "c${nth}") { analytics { fetchedAt } } } }`;
}
