import { type FragmentType, readFragment } from '../../generated/fragment-masking.ts';
import { ChannelFragmentDoc } from '../../generated/graphql.ts';
import { count, percent, words } from '../format.ts';
import { Table } from '../parts/table.tsx';

/** The rates of each channel, the busiest first. */
export function ChannelTable({ channels }: { readonly channels: readonly FragmentType<typeof ChannelFragmentDoc>[] }) {
  const rows = readFragment(ChannelFragmentDoc, channels).toSorted((a, b) => b.funnel.attempted - a.funnel.attempted);
  return (
    <Table
      label="Rates of each channel"
      columns={['Channel', 'Attempted', 'Delivered', 'Read', 'Answered', 'Failed']}
      areFigures
    >
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
    </Table>
  );
}
