import { type AlertTemplate, alertTemplates } from './alert-templates.ts';
import { skills } from './campaigns.ts';

/** The two services whose messages Outbound Reporting covers: Proactive Messaging 2.0 and Connect To Messaging 2.0. */
export type App = 'prmsg' | 'c2m';

/** One account of the sandbox with every kind of credential that the APIs accept. All of them are fake. */
export type SandboxAccount = {
  accountId: string;
  /** The dialect of the transactions API to configure for this account; the sandbox answers both. */
  reportingApi: 'documented' | 'v2';
  credentials: {
    appJwt: { clientId: string; clientSecret: string };
    oauth1: { consumerKey: string; consumerSecret: string; token: string; tokenSecret: string };
    bearer: string;
  };
  /** The alerts that it has skills and templates for. */
  sending: { skills: readonly string[]; templates: readonly AlertTemplate[] };
};

/** The accounts of every sandbox: one for each dialect of the transactions API. */
export const sandboxAccounts: readonly SandboxAccount[] = [
  sandboxAccount('12345678', 'documented'),
  sandboxAccount('87654321', 'v2'),
];

/** The account with an id; undefined when there is none. */
export function accountById(accountId: string): SandboxAccount | undefined {
  return sandboxAccounts.find((account) => account.accountId === accountId);
}

function sandboxAccount(accountId: string, reportingApi: SandboxAccount['reportingApi']): SandboxAccount {
  return {
    accountId,
    reportingApi,
    credentials: {
      appJwt: { clientId: `sandbox-client-id-${accountId}`, clientSecret: `sandbox-client-secret-${accountId}` },
      oauth1: {
        consumerKey: `sandbox-consumer-key-${accountId}`,
        consumerSecret: `sandbox-consumer-secret-${accountId}`,
        token: `sandbox-token-${accountId}`,
        tokenSecret: `sandbox-token-secret-${accountId}`,
      },
      bearer: `sandbox-bearer-${accountId}`,
    },
    sending: { skills, templates: alertTemplates },
  };
}
