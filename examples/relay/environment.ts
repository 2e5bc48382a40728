import { Environment, type FetchFunction, Network, RecordSource, Store, type SubscribeFunction } from 'relay-runtime';

/** An environment that asks the gateway at `url` by the ids of persisted documents alone. */
export function createEnvironment(url: string, send = fetch, subscribe?: SubscribeFunction): Environment {
  const fetchFunction: FetchFunction = async ({ id }, variables) => {
    const response = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ documentId: id, variables }),
    });
    return response.json();
  };
  return new Environment({ network: Network.create(fetchFunction, subscribe), store: new Store(new RecordSource()) });
}
