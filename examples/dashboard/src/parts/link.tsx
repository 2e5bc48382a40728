import type { MouseEvent, ReactNode } from 'react';
import { addressOf, goTo, type ScreenPath } from '../location.ts';

/** A link to a screen, which keeps the account and the range. */
export function Link({
  to,
  parameters = {},
  isCurrent = false,
  children,
}: {
  readonly to: ScreenPath;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly isCurrent?: boolean;
  readonly children: ReactNode;
}) {
  const address = addressOf(to, parameters);
  const follow = (event: MouseEvent) => {
    // The browser opens other tabs and windows itself.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    goTo(address);
  };
  return (
    <a href={address} onClick={follow} {...(isCurrent && { 'aria-current': 'page' as const })}>
      {children}
    </a>
  );
}
