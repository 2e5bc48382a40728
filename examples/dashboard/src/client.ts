import { createClient } from 'graphql-sse';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from 'urql';

/** Where the gateway answers: on the page's own origin, whose server passes it on. */
export const GATEWAY_PATH = '/graphql';

/**
 * The client of all screens. The gateway keeps answers fresh and cheap, so a screen shows what the client still has and asks
 * again at once.
 */
export function createGatewayClient(): Client {
  return new Client({
    url: GATEWAY_PATH,
    requestPolicy: 'cache-and-network',
    preferGetMethod: false,
    exchanges: [cacheExchange, fetchExchange, liveExchange()],
  });
}

/** Live queries: a stream of server-sent events each, opened again for as long as somebody looks. */
function liveExchange() {
  const streams = createClient({
    url: new URL(GATEWAY_PATH, location.href).href,
    retryAttempts: Number.POSITIVE_INFINITY,
  });
  return subscriptionExchange({
    forwardSubscription: (request) => ({
      // urql's request has the id of its document and no text, which is what the gateway takes.
      subscribe: (sink) => ({
        unsubscribe: streams.subscribe(request as Parameters<typeof streams.subscribe>[0], sink as never),
      }),
    }),
  });
}
