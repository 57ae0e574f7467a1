import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Identity } from '../../../lib/credentials/identity';
import { scopeKey, type Scope } from '../../../lib/scope';
import { NoCredentials } from '../no-credentials';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { scopeOf } from '../scope-fields';
import { useHeld } from '../use-held';
import { BulkForm } from './bulk-form';
import { createRecipientList } from './recipients-model';

interface BulkViewProps {
  readonly scope: Scope | undefined;
  /** The names of images that are selected at first. */
  readonly images: readonly string[] | undefined;
  /** Whether only a person says that the page, from which this was opened, shows the account. */
  readonly chosen: true | undefined;
}

const nobody: readonly Identity[] = [];

/** Sharing many images with many accounts: which, with whom, and the plan of it. */
export function BulkView(props: BulkViewProps) {
  const { held, reload } = useHeld();
  const identities = held.state === 'ready' ? held.value : nobody;
  const begun = useRef(false);
  if (identities.length > 0) begun.current = true;
  return (
    <SpaceBetween size="l">
      <Header
        key="header"
        variant="h1"
        description="Share many images with many accounts. Nothing changes before you have seen the plan and confirmed it."
      >
        Share
      </Header>
      {held.state === 'loading' && (
        <StatusIndicator key="loading" type="loading">
          Loading…
        </StatusIndicator>
      )}
      {held.state === 'problem' && (
        <ProblemAlert key="problem" problem={held.problem} onRetry={reload} />
      )}
      {held.state === 'ready' && identities.length === 0 && (
        <NoCredentials
          key="none"
          scope={props.scope}
          purpose="Add credentials of the AWS account that owns the images."
        />
      )}
      {/* It stays when the credentials go: what was entered goes on when there are new ones. */}
      {begun.current && <Chosen key="chosen" identities={identities} {...props} />}
    </SpaceBetween>
  );
}

function Chosen(props: BulkViewProps & { readonly identities: readonly Identity[] }) {
  const { identities, images, chosen } = props;
  const { later } = useDesk();
  // Kept when another account is picked: what was entered may be for that one as well.
  const recipients = useMemo(
    () => createRecipientList(() => new Promise((resolve) => later(resolve, 0))),
    [later],
  );
  useEffect(() => recipients.end, [recipients]);
  // The first of the identities may be another one later.
  const [first] = useState(() => identities[0] && scopeOf(identities[0]));
  const scope = props.scope ?? first;
  if (!scope) return null;
  return (
    <BulkForm
      key={[scopeKey(scope), ...(images ?? [])].join(' ')}
      identities={identities}
      scope={scope}
      images={images}
      chosen={chosen}
      recipients={recipients}
    />
  );
}
