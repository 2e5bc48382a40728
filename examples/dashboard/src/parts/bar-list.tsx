import { count, percent } from '../format.ts';

/** One bar: a name, and a count that its length shows. */
export type BarItem = { readonly key: string; readonly name: string; readonly detail?: string; readonly value: number };

/** Counts by name, longest first, as a list whose bars are buttons. */
export function BarList({
  label,
  items,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly items: readonly BarItem[];
  /** The key of the chosen item; null if none is. */
  readonly chosen: string | null;
  readonly onChoose: (item: BarItem) => void;
}) {
  const total = items.reduce((sum, { value }) => sum + value, 0);
  const longest = Math.max(1, ...items.map(({ value }) => value));
  return (
    <ul className="bars" aria-label={label}>
      {items.map((item) => (
        <li key={item.key}>
          <button type="button" aria-pressed={item.key === chosen} onClick={() => onChoose(item)}>
            <span className="bar-name">
              {item.name} {item.detail && <small>{item.detail}</small>}
            </span>
            <span className="bar-figure">
              {count(item.value)} <small>{percent(item.value / total)}</small>
            </span>
            <span className="bar" style={{ inlineSize: `${(100 * item.value) / longest}%` }} />
          </button>
        </li>
      ))}
    </ul>
  );
}
