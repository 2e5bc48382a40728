import { accountById } from './accounts.ts';
import { type Exchange, jsonReply, type Reply } from './http-exchange.ts';

/** Hosts of a real account in the Americas, as the Domain API names them; the sandbox never calls them. */
const realisticHosts: Record<string, string> = {
  asyncMessagingEnt: 'va.msg.liveperson.net',
  agentVep: 'va.agentvep.liveperson.net',
  idp: 'va.idp.liveperson.net',
  accountConfigReadOnly: 'va.acr.liveperson.net',
  leDataReporting: 'va.data.liveperson.net',
  msgHist: 'va.msghist.liveperson.net',
};

type BaseUri = { service: string; account: string; baseURI: string };

/** All services of an account; base URIs are hosts without a scheme, and an unknown account has none (Domain API). */
export function answerServices(exchange: Exchange, parts: Record<string, string>): Reply {
  return jsonReply(200, { baseURIs: baseUrisOf(exchange, parts.accountId ?? '') });
}

/** One service of an account; `baseURIs: []` when the account or the service is unknown (Domain API). */
export function answerService(exchange: Exchange, parts: Record<string, string>): Reply {
  const found = baseUrisOf(exchange, parts.accountId ?? '').find(({ service }) => service === parts.service);
  return jsonReply(200, found ?? { baseURIs: [] });
}

/** Sentinel, which issues tokens, is the sandbox at the address that the client used. */
function baseUrisOf({ headers }: Exchange, account: string): BaseUri[] {
  if (accountById(account) === undefined) return [];
  return Object.entries({ sentinel: headers.host ?? '', ...realisticHosts }).map(([service, baseURI]) => ({
    service,
    account,
    baseURI,
  }));
}
