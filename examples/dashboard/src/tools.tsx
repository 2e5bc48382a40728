import type { AccountsQuery } from '../generated/graphql.ts';
import { ExportButton } from './export/export-button.tsx';
import { type ScreenPath, setParameters } from './location.ts';
import { Choice } from './parts/choice.tsx';
import { RANGES } from './ranges.ts';
import type { ScreenProps } from './screen.ts';

/** The screens that show a range. */
const OF_A_RANGE: readonly ScreenPath[] = ['/', '/failures', '/campaigns'];

/** The choice of the account, if there are several, and of the range, which can be exported. */
export function Tools({
  path,
  accounts,
  accountId,
  range,
}: ScreenProps & { readonly path: ScreenPath; readonly accounts: AccountsQuery['accounts'] }) {
  return (
    <div className="tools">
      {accounts.length > 1 && (
        <select
          aria-label="Account"
          value={accountId}
          onChange={({ target }) => setParameters({ account: target.value })}
        >
          {accounts.map(({ id, accountId }) => (
            <option key={id}>{accountId}</option>
          ))}
        </select>
      )}
      {OF_A_RANGE.includes(path) && (
        <>
          <Choice legend="Range" options={RANGES} value={range} onChange={(range) => setParameters({ range })} />
          <ExportButton accountId={accountId} range={range} />
        </>
      )}
    </div>
  );
}
