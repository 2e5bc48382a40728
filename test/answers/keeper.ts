import type { Asked, Got } from './asking.ts';
import type { Step } from './steps.ts';

/** Keeps answers in front of a gateway. */
export type Keeper = {
  /** What it says in place of the gateway's answer. */
  again(asked: Asked, got: Got): Got;
  /** Is told of all that happens. */
  changed(step: Step['step']): void;
};

/** In what a keeper is wrong: a header or parameter that its key lacks, or what it takes no notice of. */
export type Flaw = {
  readonly header?: string;
  readonly parameter?: string;
  readonly blindTo?: 'method' | 'fresh reads' | 'errors' | 'no-store' | 'quotas' | 'clock' | 'time of day' | 'reload';
};

type Kept = { readonly got: Got; readonly at: number };

/**
 * A keeper that knows all that happens to its gateway, and so is wrong in nothing but its flaw. It answers again only
 * after the gateway has answered, so that everything else still happens.
 */
export function createKeeper({ header, parameter, blindTo }: Flaw): Keeper {
  const kept = new Map<string, Kept>();
  const keyOf = ({ method, headers, parameters, body, search }: Asked) =>
    JSON.stringify([
      ...(blindTo === 'method' ? [] : [method, parameter === undefined && search, parameter === undefined && body]),
      Object.entries(parameters).filter(([name]) => name !== parameter),
      Object.entries(headers).filter(([name]) => name !== header && name !== 'x-request-id'),
    ]);
  return {
    again(asked, got) {
      const { 'x-fresh-read': fresh, 'cache-control': control = '' } = asked.headers;
      if ((fresh !== undefined || /no-cache/i.test(control)) && blindTo !== 'fresh reads') {
        kept.clear();
        return got;
      }
      if (got.status === 429 && blindTo !== 'quotas') return got;
      // A refusal ends all that a caller's own token was shown.
      if (got.body.includes('UPSTREAM_UNAUTHORIZED')) kept.clear();
      const key = keyOf(asked);
      const known = aged(kept.get(key), blindTo);
      if (known !== null)
        return { ...known, headers: { ...known.headers, 'x-request-id': got.headers['x-request-id'] ?? '' } };
      if (isKept(got, blindTo)) kept.set(key, { got, at: Date.now() });
      return got;
    },
    changed(step) {
      // Who looks at nothing but ages does not know that some answers depend on the time of day.
      if (
        step === 'reload' ? blindTo !== 'reload' : step === 'clock' && blindTo !== 'clock' && blindTo !== 'time of day'
      )
        kept.clear();
    },
  };
}

const MAX_AGE = /max-age=(\d+)/;

function isKept({ status, headers }: Got, blindTo: Flaw['blindTo']): boolean {
  if (blindTo === 'errors') return true;
  return status === 200 && (blindTo === 'no-store' || Number(MAX_AGE.exec(headers['cache-control'] ?? '')?.[1]) > 0);
}

/** An answer as it is after a while: null once it is no longer fresh. */
function aged(kept: Kept | undefined, blindTo: Flaw['blindTo']): Got | null {
  if (kept === undefined) return null;
  const { got, at } = kept;
  if (blindTo !== 'time of day') return got;
  const control = got.headers['cache-control'] ?? '';
  const leftMs = Number(MAX_AGE.exec(control)?.[1]) * 1000 - (Date.now() - at);
  if (leftMs <= 0) return null;
  return {
    ...got,
    headers: { ...got.headers, 'cache-control': control.replace(MAX_AGE, `max-age=${Math.floor(leftMs / 1000)}`) },
  };
}
