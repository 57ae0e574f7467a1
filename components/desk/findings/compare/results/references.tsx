import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Link from '@cloudscape-design/components/link';
import type { Finding } from '../../../../../lib/findings/finding';

/** An address that somebody else wrote: a link when it is one of the secure web, else a text. */
export function WebLink({ address }: { readonly address: string }) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    return <span class="desk-who">{address}</span>;
  }
  return (
    <Link href={url.href} external externalIconAriaLabel="Opens in a new tab">
      <span class="desk-who">{address}</span>
    </Link>
  );
}

/** Where more is told of a vulnerability. */
export function References({ finding }: { readonly finding: Finding }) {
  const addresses = [...new Set(finding.references)];
  if (addresses.length === 0) return null;
  return (
    <ExpandableSection
      headerText="References"
      headerCounter={`(${addresses.length})`}
      defaultExpanded
    >
      <ul class="desk-list">
        {addresses.map((address) => (
          <li key={address}>
            <WebLink address={address} />
          </li>
        ))}
      </ul>
    </ExpandableSection>
  );
}
