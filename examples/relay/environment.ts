import { Environment, type FetchFunction, Network, RecordSource, Store } from 'relay-runtime';

/** An environment that asks the gateway at `url` by the ids of persisted documents alone. */
export function createEnvironment(url: string, send = fetch): Environment {
  const fetchFunction: FetchFunction = async ({ id }, variables) => {
    const response = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ documentId: id, variables }),
    });
    return response.json();
  };
  return new Environment({ network: Network.create(fetchFunction), store: new Store(new RecordSource()) });
}
