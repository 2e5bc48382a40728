import { type FragmentType, readFragment } from '../../generated/fragment-masking.ts';
import { ChannelFragmentDoc } from '../../generated/graphql.ts';
import { count, percent, words } from '../format.ts';
import { Scrolling } from '../parts/scrolling.tsx';

/** The rates of each channel, the busiest first. */
export function ChannelTable({ channels }: { readonly channels: readonly FragmentType<typeof ChannelFragmentDoc>[] }) {
  const rows = readFragment(ChannelFragmentDoc, channels).toSorted((a, b) => b.funnel.attempted - a.funnel.attempted);
  return (
    <Scrolling label="Rates of each channel">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">Attempted</th>
            <th scope="col">Delivered</th>
            <th scope="col">Read</th>
            <th scope="col">Answered</th>
            <th scope="col">Failed</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ channel, funnel }) => (
            <tr key={channel}>
              <th scope="row">{words(channel ?? 'OTHER')}</th>
              <td>{count(funnel.attempted)}</td>
              <td>{percent(funnel.deliveryRate)}</td>
              <td>{percent(funnel.readRate)}</td>
              <td>{percent(funnel.responseRate)}</td>
              <td>{percent(funnel.failureRate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}
