import type { TestGateway } from './gateway.ts';

/** All that a gateway tells Prometheus. */
export async function metricsOf(gateway: Pick<TestGateway, 'url'>): Promise<string> {
  return await (await fetch(new URL('/metrics', gateway.url))).text();
}

/** The value of one series, named as `/metrics` prints it; undefined when there is none. */
export async function metric(gateway: Pick<TestGateway, 'url'>, series: string): Promise<number | undefined> {
  const line = (await metricsOf(gateway)).split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}
