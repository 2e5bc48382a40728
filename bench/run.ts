import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { request } from 'undici';
import { busySeconds, giveCores } from './cores.ts';
import type { CallCounts, Calls, Figures, Loads, Start, Wire } from './figures.ts';
import { startGateway } from './gateways.ts';
import type { Options } from './options.ts';
import { nodeCommand, startPinned } from './pinned.ts';
import { bodyOf, KEYS, QUERIES, type QueryName } from './queries.ts';
import { median } from './ratios.ts';
import { type Reference, referenceOf } from './reference.ts';
import { report } from './report.ts';
import type { SubjectName } from './subject-names.ts';
import { type Exchange, type Site, type Subject, startSubjects } from './subjects.ts';
import { DAY_MS } from './upstream-data.ts';
import { runWrk } from './wrk.ts';

/** Seconds before each measurement; before the first of a subject and query, its code must become hot. */
const WARM_UP_SECONDS = 1;
const FIRST_WARM_UP_SECONDS = 6;
const STARTS = 3;
const IDLE_MS = 4000;
/** What a browser sends. */
const ACCEPT_ENCODING = 'gzip, deflate, br, zstd';

/** Measures what the options name, and reports it in Markdown. */
export async function runBench(options: Options): Promise<string> {
  const cores = giveCores();
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const upstream = await startPinned(cores.upstream, (port) => nodeCommand('upstream.ts', String(port)));
  const subjects: Subject[] = [];
  try {
    const todayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const references = new Map<QueryName, Reference>();
    for (const name of options.queries) references.set(name, await referenceOf(name, upstream.url, todayMs));
    const site: Site = { cores, upstreamUrl: upstream.url, folder, todayMs, references };
    const start = await measureStart(site, options.queries[0]);
    subjects.push(...(await startSubjects(site, options.only)));
    const calls = await countCalls(site, subjects, options);
    await checkAll(subjects, options);
    const wire = await measureWire(subjects, options);
    const loads = await measureLoads(site, subjects, options);
    await checkAll(subjects, options);
    const figures: Figures = { loads, calls, start, wire };
    return report(figures, options, cores);
  } finally {
    await Promise.all([...subjects.map(({ server }) => server.stop()), upstream.stop()]);
    rmSync(folder, { recursive: true });
  }
}

/** A gateway with one account, on any core, from its command to the first answer, and when it is at rest. */
async function measureStart({ upstreamUrl, folder, references, todayMs }: Site, name: QueryName): Promise<Start> {
  const startMs: number[] = [];
  const idleMb: number[] = [];
  const { accountId } = QUERIES[name];
  const exchange = { token: '', body: bodyOf(QUERIES[name], 0, todayMs), answer: references.get(name)?.answers[0] };
  for (let run = 0; run < STARTS; run += 1) {
    const begin = performance.now();
    const gateway = await startGateway(null, upstreamUrl, folder, {}, [accountId]);
    await check('a gateway that starts', `${gateway.url}/graphql`, exchange);
    startMs.push(performance.now() - begin);
    await pause(IDLE_MS);
    idleMb.push(gateway.rssMb());
    await gateway.stop();
  }
  return { startMs: median(startMs), idleMb: median(idleMb) };
}

/** Every subject with every query, in turn, round by round. */
async function measureLoads(site: Site, subjects: readonly Subject[], options: Options): Promise<Loads> {
  const loads: Loads = new Map(options.queries.map((query) => [query, new Map()]));
  const file = join(site.folder, 'requests.tsv');
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const query of options.queries) {
      console.error(`round ${round} of ${options.rounds}: ${query}`);
      for (const { name, server, urlOf, exchangesOf } of subjects) {
        const url = urlOf(query);
        if (url === null) continue;
        writeFileSync(
          file,
          exchangesOf(query)
            .map(({ token, body }) => `${token}\t${body}\n`)
            .join(''),
        );
        const run = (seconds: number) =>
          runWrk(site.cores.client, url, file, seconds).catch((cause: Error) => {
            throw new Error(`${name}, ${query}: ${cause.message}`, { cause });
          });
        await run(round === 1 ? FIRST_WARM_UP_SECONDS : WARM_UP_SECONDS);
        const [own, all] = [server.cpuSeconds(), busySeconds(site.cores.server)];
        const load = await run(options.seconds);
        const used = server.cpuSeconds() - own;
        const others = Math.max(0, busySeconds(site.cores.server) - all - used) / load.seconds;
        const measurement = { ...load, perCoreSecond: load.requests / used, others };
        const ofQuery = loads.get(query);
        ofQuery?.set(name, [...(ofQuery.get(name) ?? []), measurement]);
      }
    }
  }
  return loads;
}

/** How many upstream calls each subject needs for the last of its requests, and for the same once more. */
async function countCalls(site: Site, subjects: readonly Subject[], { queries }: Options): Promise<CallCounts> {
  const counts = new Map(queries.map((query) => [query, new Map<SubjectName, Calls>()]));
  for (const { name, urlOf, exchangesOf } of subjects) {
    for (const query of queries) {
      const [url, exchange] = [urlOf(query), exchangesOf(query).at(-1)];
      if (url === null || exchange === undefined) continue;
      const before = await callsOf(site);
      await check(`${name}, ${query}`, url, exchange);
      const between = await callsOf(site);
      await check(`${name}, ${query}`, url, exchange);
      counts.get(query)?.set(name, { first: between - before, again: (await callsOf(site)) - between });
    }
  }
  return counts;
}

/** The bytes of a page of 1,000 as a browser asks for it, and as somebody asks who takes them as they are. */
async function measureWire(subjects: readonly Subject[], { queries }: Options): Promise<Wire | null> {
  const gateway = subjects.find(({ name }) => name === 'gateway');
  const url = gateway?.urlOf('page-1000');
  const [exchange] = gateway?.exchangesOf('page-1000') ?? [];
  if (url == null || exchange === undefined || !queries.includes('page-1000')) return null;
  const bytes = async (headers: Readonly<Record<string, string>>) => (await ask(url, exchange, headers)).bytes.length;
  return { plain: await bytes({}), packed: await bytes({ 'accept-encoding': ACCEPT_ENCODING }) };
}

/** Asks every subject what it will be asked: by each key, and by some of the callers. Throws if an answer is wrong. */
async function checkAll(subjects: readonly Subject[], { queries }: Options): Promise<void> {
  for (const { name, urlOf, exchangesOf } of subjects) {
    for (const query of queries) {
      const url = urlOf(query);
      if (url === null) continue;
      for (const exchange of exchangesOf(query).slice(0, KEYS)) await check(`${name}, ${query}`, url, exchange);
    }
  }
}

async function check(what: string, url: string, exchange: Exchange): Promise<void> {
  const { status, bytes } = await ask(url, exchange);
  const text = bytes.toString();
  if (status === 200 && isDeepStrictEqual(JSON.parse(text), exchange.answer)) return;
  throw new Error(`${what}: HTTP ${status} with a wrong answer: ${text.slice(0, 500)}`);
}

async function ask(url: string, { token, body }: Exchange, more: Readonly<Record<string, string>> = {}) {
  const headers = {
    'content-type': 'application/json',
    ...(token !== '' && { authorization: `Bearer ${token}` }),
    ...more,
  };
  const response = await request(url, { method: 'POST', headers, body });
  return { status: response.statusCode, bytes: Buffer.from(await response.body.arrayBuffer()) };
}

async function callsOf({ upstreamUrl }: Site): Promise<number> {
  const response = await request(`${upstreamUrl}/calls`);
  return Number(await response.body.text());
}
