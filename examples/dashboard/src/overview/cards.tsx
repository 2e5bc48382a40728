import { type FragmentType, readFragment } from '../../generated/fragment-masking.ts';
import { type CardsFragment, CardsFragmentDoc } from '../../generated/graphql.ts';
import { count, percent } from '../format.ts';
import { Change } from './change.tsx';

/** The figures of the cards, and the rate that belongs to each. */
const CARDS = [
  { name: 'Attempted', figure: 'attempted', rate: 'eligibilityRate', of: 'eligible', isGood: true },
  { name: 'Delivered', figure: 'delivered', rate: 'deliveryRate', of: 'of sent', isGood: true },
  { name: 'Read', figure: 'read', rate: 'readRate', of: 'where reported', isGood: true },
  { name: 'Answered', figure: 'conversationsCreated', rate: 'responseRate', of: 'of sent', isGood: true },
  { name: 'Failed', figure: 'failed', rate: 'failureRate', of: 'of attempted', isGood: false },
] as const;

type CardsOfFunnel = FragmentType<typeof CardsFragmentDoc>;

/** A card for each step of the funnel: the count, the rate, and how both changed since the period before. */
export function Cards({ now, before }: { readonly now: CardsOfFunnel; readonly before: CardsOfFunnel | null }) {
  const current: CardsFragment = readFragment(CardsFragmentDoc, now);
  const earlier: CardsFragment | null = readFragment(CardsFragmentDoc, before);
  return (
    <dl className="cards">
      {CARDS.map(({ name, figure, rate, of, isGood }) => (
        <div key={name} className="card">
          <dt>{name}</dt>
          <dd className="figure">{count(current[figure])}</dd>
          <dd className="card-rate">
            {percent(current[rate])} {of}
          </dd>
          <dd>{earlier && <Change now={current[figure]} before={earlier[figure]} isGood={isGood} />}</dd>
        </div>
      ))}
    </dl>
  );
}
