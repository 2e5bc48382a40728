import type { KeptToken } from '../auth/app-jwt.ts';

/** Keeps one token in this process, for who asks for it next, behind the place where processes `share` theirs (null: they do not). */
export function tokenMemory(shared: KeptToken | null): KeptToken {
  let kept: { readonly text: string; readonly until: number } | undefined;
  return {
    async get() {
      const theirs = (await shared?.get()) ?? null;
      return theirs ?? (kept !== undefined && Date.now() < kept.until ? kept.text : null);
    },
    set(text, forMs) {
      kept = { text, until: Date.now() + forMs };
      shared?.set(text, forMs);
    },
  };
}
