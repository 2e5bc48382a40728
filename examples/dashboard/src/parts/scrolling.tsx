import type { ReactNode } from 'react';

/** A table that may be wider than the screen. It can be focused, so that keys scroll it. */
export function Scrolling({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="scrolling" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
