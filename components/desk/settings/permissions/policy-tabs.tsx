import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'preact/hooks';
import { explainNote, roleNames } from '../../../../lib/permissions/explain';
import {
  managedPolicyLimit,
  policySize,
  printPolicy,
  type RolePolicy,
} from '../../../../lib/permissions/policy';
import { formatNumber } from '../../../../lib/words';
import { CodeBlock } from '../../code-block';

/** The policies to copy, one tab a role; without an entry that is complete there are none. */
export function PolicyTabs({ policies }: { readonly policies: readonly RolePolicy[] | undefined }) {
  // The tab stays the same while what is entered makes no policy for a moment.
  const [active, setActive] = useState<string>('viewer');
  return policies ? (
    <Tabs
      ariaLabel="Policies"
      activeTabId={active}
      onChange={({ detail }) => setActive(detail.activeTabId)}
      tabs={policies.map((policy) => ({
        id: policy.role,
        label: roleNames[policy.role],
        content: <PolicyOf policy={policy} />,
      }))}
    />
  ) : (
    <Box>The policies appear here when the account, the Regions and the images are complete.</Box>
  );
}

function PolicyOf({ policy }: { readonly policy: RolePolicy }) {
  const { role, document, features, notes } = policy;
  if (!document) {
    return <Box>Pick a feature of this role to see its policy.</Box>;
  }
  const size = formatNumber(policySize(document));
  return (
    <SpaceBetween size="m">
      <Box>Allows: {features.map(({ title }) => title).join(', ')}.</Box>
      {notes.includes('too-long') && (
        <div role="alert">
          <Alert type="warning">{explainNote('too-long')}</Alert>
        </div>
      )}
      <CodeBlock what={`${role} policy`} text={printPolicy(document)} />
      <Box color="text-body-secondary" fontSize="body-s">
        {size} of the {formatNumber(managedPolicyLimit)} characters that IAM allows.
      </Box>
      <ul class="desk-notes">
        {notes
          .filter((note) => note !== 'too-long')
          .map((note) => (
            <li key={note}>{explainNote(note)}</li>
          ))}
      </ul>
    </SpaceBetween>
  );
}
