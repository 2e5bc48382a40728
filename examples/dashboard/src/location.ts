import { useSyncExternalStore } from 'react';

/** The screens by their paths. */
export const SCREENS = {
  '/': 'Overview',
  '/failures': 'Failures',
  '/campaigns': 'Campaigns',
  '/journey': 'Journey',
  '/send': 'Send',
} as const;

/** The path of a screen. */
export type ScreenPath = keyof typeof SCREENS;

/** What every screen keeps in its address. */
const SHARED = ['account', 'range'];

const MOVED = 'moved';

/** The current address, whose query string holds what a link to this view must say. */
export function useAddress(): URL {
  return new URL(useSyncExternalStore(subscribe, () => location.href));
}

/** The address of a screen with these parameters, and with the account and range of the current one. */
export function addressOf(path: ScreenPath, parameters: Readonly<Record<string, string>> = {}): string {
  const kept = [...new URLSearchParams(location.search)].filter(([name]) => SHARED.includes(name));
  const query = new URLSearchParams([...kept, ...Object.entries(parameters)]);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** Goes to an address of this page. */
export function goTo(address: string): void {
  history.pushState(null, '', address);
  dispatchEvent(new Event(MOVED));
}

/** Changes parameters of the current address, without an entry in the history. */
export function setParameters(parameters: Readonly<Record<string, string>>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  history.replaceState(null, '', url);
  dispatchEvent(new Event(MOVED));
}

function subscribe(changed: () => void): () => void {
  const events = ['popstate', MOVED];
  for (const event of events) addEventListener(event, changed);
  return () => {
    for (const event of events) removeEventListener(event, changed);
  };
}
