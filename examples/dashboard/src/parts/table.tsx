import type { ReactNode } from 'react';

/** A table that may be wider than the screen. Its region can be focused, so that keys scroll it. */
export function Table({
  label,
  columns,
  areFigures = false,
  children,
}: {
  readonly label: string;
  /** The heads of the columns: their names, or cells of their own. */
  readonly columns: readonly (string | { readonly cell: ReactNode })[];
  /** Whether all columns but the first have figures. */
  readonly areFigures?: boolean;
  /** The rows. */
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="scrolling" aria-label={label} tabIndex={0}>
      <table className={areFigures ? 'figures' : ''}>
        <thead>
          <tr>
            {columns.map((column) =>
              typeof column === 'string' ? (
                <th key={column} scope="col">
                  {column}
                </th>
              ) : (
                column.cell
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
