import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'preact/hooks';
import type { Scope } from '../../../lib/scope';
import { FormWindow } from '../form-window';
import { countAccounts } from '../settings/accounts/model';
import { PickFromBook } from './pick-book';
import { PickOrganization } from './pick-organization';
import type { Candidate } from './pick-table';

/** Where the accounts of a tab come from, as it is said afterwards. */
const sources = { book: 'Account book', organization: 'AWS Organizations' } as const;

type Source = keyof typeof sources;

interface PickAccountsProps {
  /** The account that owns the images, and any Region of it. */
  readonly scope: Scope;
  readonly onClose: () => void;
  readonly onPicked: (source: string, accounts: readonly Candidate[]) => void;
}

/** The window in which accounts are picked by their names. */
export function PickAccounts({ scope, onClose, onPicked }: PickAccountsProps) {
  const [source, setSource] = useState<Source>('book');
  const [picked, setPicked] = useState<readonly Candidate[]>([]);
  return (
    <FormWindow
      size="large"
      header="Pick accounts"
      act={picked.length === 0 ? 'Add accounts' : `Add ${countAccounts(picked.length)}`}
      disabled={picked.length === 0}
      onAct={() => onPicked(sources[source], picked)}
      onClose={onClose}
    >
      <Tabs
        activeTabId={source}
        onChange={({ detail }) => {
          setPicked([]);
          setSource(detail.activeTabId === 'organization' ? 'organization' : 'book');
        }}
        tabs={[
          {
            id: 'book',
            label: sources.book,
            content: <PickFromBook scope={scope} picked={picked} onPick={setPicked} />,
          },
          {
            id: 'organization',
            label: sources.organization,
            content: <PickOrganization scope={scope} picked={picked} onPick={setPicked} />,
          },
        ]}
      />
    </FormWindow>
  );
}
