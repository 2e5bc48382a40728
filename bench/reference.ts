import { graphql } from 'graphql';
import { createContext, createUpstream, schema } from './graph.ts';
import { KEYS, QUERIES, type QueryName, variablesOf } from './queries.ts';

/** The right answers to a query: those of the hand-written graph, executed by graphql-js. */
export type Reference = {
  /** The answer for each key. */
  readonly answers: readonly unknown[];
  /** The upstream's texts that the first of them was made of. */
  readonly upstreamTexts: readonly string[];
};

/** Asks the upstream for the answers to a query. */
export async function referenceOf(name: QueryName, upstreamUrl: string, todayMs: number): Promise<Reference> {
  const texts: string[] = [];
  const upstream = createUpstream(upstreamUrl, (text) => texts.push(text));
  const answer = async (key: number): Promise<unknown> => {
    const { data, errors } = await graphql({
      schema,
      source: QUERIES[name].text,
      variableValues: variablesOf(QUERIES[name], key, todayMs),
      contextValue: createContext(upstream),
    });
    if (errors !== undefined) throw errors[0];
    // As a client reads it: graphql-js makes objects without a prototype.
    return JSON.parse(JSON.stringify({ data }));
  };
  const first = await answer(0);
  const upstreamTexts = [...texts];
  const others = Array.from({ length: KEYS - 1 }, (_, index) => answer(index + 1));
  return { answers: [first, ...(await Promise.all(others))], upstreamTexts };
}
