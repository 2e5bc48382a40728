import { type ReactNode, useId } from 'react';

/** A part of a screen under a heading of its own. */
export function Panel({
  title,
  note,
  actions,
  isBusy = false,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** Whether what it shows is being read anew. */
  readonly isBusy?: boolean;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id} aria-busy={isBusy}>
      <header className="panel-head">
        <div>
          <h2 id={id}>{title}</h2>
          {note && <p className="note">{note}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
