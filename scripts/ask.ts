/** The endpoint of a gateway. */
type Endpoint = { readonly url: string };

/** The data that a gateway answers a query with. Throws if there is an error. */
export async function ask<T>({ url }: Endpoint, query: string, variables?: object): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** A range between two times in epoch milliseconds, as a GraphQL literal. */
export function rangeText(startMs: number, endMs: number): string {
  return `{ start: "${new Date(startMs).toISOString()}", end: "${new Date(endMs).toISOString()}" }`;
}

/** How many upstream answers of a gateway were 429, by its metrics. */
export async function answered429({ url }: Endpoint): Promise<number> {
  const text = await (await fetch(new URL('/metrics', url))).text();
  return [...text.matchAll(/outcome="429"[^}]*\} (\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}
