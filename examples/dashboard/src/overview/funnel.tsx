import { type FragmentType, readFragment } from '../../generated/fragment-masking.ts';
import { type StepsFragment, StepsFragmentDoc } from '../../generated/graphql.ts';
import { count, percent } from '../format.ts';
import { FunnelPicture, type StepCount } from './funnel-picture.tsx';

/** The steps of a message, and the earlier step that each is a part of. */
const STEPS: readonly (readonly [keyof StepsFragment & string, string, (keyof StepsFragment & string) | null])[] = [
  ['attempted', 'Attempted', null],
  ['eligible', 'Eligible', 'attempted'],
  ['sent', 'Sent', 'eligible'],
  ['delivered', 'Delivered', 'sent'],
  ['read', 'Read', 'sent'],
  ['conversationsCreated', 'Answered', 'sent'],
  ['conversationsClosed', 'Closed', 'conversationsCreated'],
];

type StepsOfFunnel = FragmentType<typeof StepsFragmentDoc>;

/** The funnel as a picture, and as a table for screen readers. */
export function Funnel({ now, before }: { readonly now: StepsOfFunnel; readonly before: StepsOfFunnel | null }) {
  const steps = stepsOf(readFragment(StepsFragmentDoc, now), readFragment(StepsFragmentDoc, before));
  return (
    <>
      <FunnelPicture steps={steps} />
      <table className="hidden">
        <caption>The funnel, and the period before</caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Now</th>
            <th scope="col">Before</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ name, value, was, share, of }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{count(value)}</td>
              <td>{was === null ? '–' : count(was)}</td>
              <td>{share === null ? '–' : `${percent(share)} of ${of}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function stepsOf(now: StepsFragment, before: StepsFragment | null): readonly StepCount[] {
  const names = Object.fromEntries(STEPS.map(([figure, name]) => [figure, name.toLowerCase()]));
  return STEPS.map(([figure, name, of]) => ({
    name,
    value: Number(now[figure]),
    was: before && Number(before[figure]),
    share: of === null || now[of] === 0 ? null : Number(now[figure]) / Number(now[of]),
    of: of === null ? '' : (names[of] ?? ''),
  }));
}
