import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cores } from './cores.ts';
import { createCallers, startGateway } from './gateways.ts';
import { nodeCommand, type Pinned, startPinned } from './pinned.ts';
import { bodyOf, KEYS, QUERIES, type QueryName } from './queries.ts';
import type { Reference } from './reference.ts';
import { SUBJECTS, type SubjectName } from './subject-names.ts';

/** A request, and the answer that is right. */
export type Exchange = { readonly token: string; readonly body: string; readonly answer: unknown };

/** A server, and what it is asked. */
export type Subject = {
  readonly name: SubjectName;
  readonly server: Pinned;
  /** Where it answers a query; null if it is not asked that one. */
  urlOf(query: QueryName): string | null;
  exchangesOf(query: QueryName): readonly Exchange[];
};

/** Where subjects are started. */
export type Site = {
  readonly cores: Cores;
  readonly upstreamUrl: string;
  /** A folder for files. */
  readonly folder: string;
  readonly todayMs: number;
  readonly references: ReadonlyMap<QueryName, Reference>;
};

const CALLERS = 1000;

/** Starts what is named, one after another; all of it if nothing is. */
export async function startSubjects(site: Site, only: readonly string[]): Promise<readonly Subject[]> {
  const names = Object.keys(SUBJECTS) as SubjectName[];
  const unknown = only.find((name) => !names.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`There is no subject ${unknown}, only ${names.join(', ')}`);
  const subjects: Subject[] = [];
  for (const name of names) {
    if (only.length === 0 || only.includes(name)) subjects.push(await STARTS[name](site, subjects));
  }
  return subjects;
}

type Start = (site: Site, started: readonly Subject[]) => Promise<Subject>;

const STARTS: Readonly<Record<SubjectName, Start>> = {
  gateway: async (site) => graphSubject(site, 'gateway', await gatewayAt(site, {})),
  // The same process, if it runs: the one key is then one of the 32.
  'gateway-32-keys': async (site, started) => {
    const server = started.find(({ name }) => name === 'gateway')?.server ?? (await gatewayAt(site, {}));
    return graphSubject(site, 'gateway-32-keys', server, Array.from({ length: KEYS }).keys().toArray());
  },
  async 'gateway-1000-callers'(site) {
    const { callers, tokens } = await createCallers(CALLERS);
    return graphSubject(site, 'gateway-1000-callers', await gatewayAt(site, { callers }), [0], tokens);
  },
  'gateway-not-ready': async (site) =>
    graphSubject(site, 'gateway-not-ready', await gatewayAt(site, { cache: { readyAnswers: false } })),
  'gateway-no-cache': async (site) =>
    graphSubject(site, 'gateway-no-cache', await gatewayAt(site, { cache: { maxBytes: 0 } })),
  async 'bare-ready'(site) {
    const answers = mapReferences(site, ({ answers: [answer] }) => answer);
    return bareSubject(
      site,
      'bare-ready',
      mapReferences(site, ({ answers: [answer] }) => JSON.stringify(answer)),
      answers,
    );
  },
  async 'bare-json'(site) {
    const answers = mapReferences(site, ({ upstreamTexts }) => upstreamTexts.map((text) => JSON.parse(text)));
    return bareSubject(
      site,
      'bare-json',
      mapReferences(site, ({ upstreamTexts }) => upstreamTexts),
      answers,
    );
  },
  async yoga({ cores }) {
    const server = await startPinned(cores.server, (port) => nodeCommand('subjects/yoga.ts', String(port)));
    const body = JSON.stringify({ query: '{ __typename }' });
    return {
      name: 'yoga',
      server,
      urlOf: (query) => (query === 'analytics' ? `${server.url}/graphql` : null),
      exchangesOf: () => [{ token: '', body, answer: { data: { __typename: 'Query' } } }],
    };
  },
  mercurius: async (site) => graphSubject(site, 'mercurius', await otherAt(site, 'subjects/mercurius.ts')),
  apollo: async (site) => graphSubject(site, 'apollo', await otherAt(site, 'subjects/apollo.ts')),
};

function gatewayAt({ cores, upstreamUrl, folder }: Site, settings: Readonly<Record<string, unknown>>): Promise<Pinned> {
  return startGateway(cores.server, upstreamUrl, folder, settings);
}

function otherAt({ cores, upstreamUrl }: Site, file: string): Promise<Pinned> {
  return startPinned(cores.server, (port) => nodeCommand(file, String(port), upstreamUrl));
}

function graphSubject(
  { todayMs, references }: Site,
  name: SubjectName,
  server: Pinned,
  keys: readonly number[] = [0],
  tokens: readonly string[] = [''],
): Subject {
  return {
    name,
    server,
    urlOf: () => `${server.url}/graphql`,
    exchangesOf: (query) =>
      tokens.flatMap((token) =>
        keys.map((key) => ({
          token,
          body: bodyOf(QUERIES[query], key, todayMs),
          answer: references.get(query)?.answers[key],
        })),
      ),
  };
}

/** A subject that is given what it sends, or makes that of, by path. */
async function bareSubject(
  { cores, folder, todayMs }: Site,
  name: 'bare-ready' | 'bare-json',
  given: Readonly<Record<string, unknown>>,
  answers: Readonly<Record<string, unknown>>,
): Promise<Subject> {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(given));
  const server = await startPinned(cores.server, (port) => nodeCommand(`subjects/${name}.ts`, String(port), file));
  return {
    name,
    server,
    urlOf: (query) => `${server.url}/${query}`,
    exchangesOf: (query) => [{ token: '', body: bodyOf(QUERIES[query], 0, todayMs), answer: answers[`/${query}`] }],
  };
}

function mapReferences<T>({ references }: Site, map: (reference: Reference) => T): Readonly<Record<string, T>> {
  return Object.fromEntries([...references].map(([query, reference]) => [`/${query}`, map(reference)]));
}
