import { count, percent } from '../format.ts';

/** By how much a count changed since the period before. Says so in words, not by colour alone. */
export function Change({
  now,
  before,
  isGood,
}: {
  readonly now: number;
  readonly before: number;
  /** Whether more is better. */
  readonly isGood: boolean;
}) {
  if (before === 0) return <span className="change">none before</span>;
  const share = (now - before) / before;
  // What rounds to 0.0 % is no change.
  const isSame = Math.abs(share) < 0.0005;
  const tone = isSame ? '' : share > 0 === isGood ? 'good' : 'bad';
  return (
    <span className={`change ${tone}`} title={`${count(before)} in the period before`}>
      <span aria-hidden="true">{isSame ? '→' : share > 0 ? '↑' : '↓'}</span>{' '}
      <span className="hidden">{isSame ? 'unchanged' : share > 0 ? 'up' : 'down'}</span>
      {percent(Math.abs(share))}
      <span className="hidden"> since the period before, which had {count(before)}</span>
    </span>
  );
}
