import { type ReactNode, useEffect, useRef } from 'react';

/** The heading of a screen. It names the window, and takes the focus when another screen comes. */
export function Title({ name, note }: { readonly name: string; readonly note: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(name);
  useEffect(() => {
    document.title = `${name} · Outbound`;
    if (shown.current !== name) heading.current?.focus();
    shown.current = name;
  }, [name]);
  return (
    <div>
      <h1 ref={heading} tabIndex={-1}>
        {name}
      </h1>
      <p className="note">{note}</p>
    </div>
  );
}
