import { ApolloLink, Observable } from '@apollo/client';
import { type Exchange, subscriptionExchange } from '@urql/core';
import { print } from 'graphql';
import { type Client, createClient, type RequestParams, type Sink } from 'graphql-sse';
import { Observable as RelayObservable, type SubscribeFunction } from 'relay-runtime';

/** Opens a stream for each subscription, and opens it anew, with a token of then, when it breaks off. */
export function createStreams(url: string, token: () => Promise<string>): Client {
  return createClient({ url, headers: async () => ({ authorization: `Bearer ${await token()}` }) });
}

type Request = Partial<RequestParams> & { readonly documentId?: string };

/** Opens a stream and returns what ends it. graphql-sse types no documents by id, and errors as what they are in a server. */
function open<Result>(streams: Client, request: Request, sink: Sink<Result>): () => void {
  return streams.subscribe(request as RequestParams, sink as Sink<unknown>);
}

/** For Apollo Client: where `ApolloLink.split` sends operations whose `operationType` is `subscription`. */
export function liveLink(streams: Client): ApolloLink {
  return new ApolloLink(
    ({ query, variables }) => new Observable((sink) => open(streams, { query: print(query), variables }, sink)),
  );
}

/** For urql: the last of the exchanges. */
export function liveExchange(streams: Client): Exchange {
  return subscriptionExchange({
    forwardSubscription: ({ query = '', variables = {} }) => ({
      subscribe: (sink) => ({ unsubscribe: open(streams, { query, variables }, sink) }),
    }),
  });
}

/** For Relay with persisted documents: the second argument of `Network.create`. */
export function liveSubscribe(streams: Client): SubscribeFunction {
  return ({ id }, variables) =>
    RelayObservable.create((sink) => open(streams, { documentId: id ?? '', variables }, sink));
}
