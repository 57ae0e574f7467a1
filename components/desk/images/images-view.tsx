import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { Identity } from '../../../lib/credentials/identity';
import type { ProductEvent } from '../../../lib/messaging/protocol';
import { scopeKey, type Scope } from '../../../lib/scope';
import { useDesk, useEvents } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { ScopeFields, scopeOf } from '../scope-fields';
import { WithCredentials } from '../with-credentials';
import { ImagesTable } from './images-table';
import { createLoader } from '../loader';

/** The images of an account in a Region, both to be picked here. */
export function ImagesView({ scope }: { readonly scope: Scope | undefined }) {
  return (
    <SpaceBetween size="l">
      <Header
        key="header"
        variant="h1"
        description="The AppStream images of an account, and who may use them."
      >
        Images
      </Header>
      <WithCredentials
        key="held"
        scope={scope}
        purpose="Add credentials of an AWS account to see its images."
      >
        {(identities) => <Chosen identities={identities} asked={scope} />}
      </WithCredentials>
    </SpaceBetween>
  );
}

function Chosen(props: {
  readonly identities: readonly Identity[];
  readonly asked: Scope | undefined;
}) {
  const { identities, asked } = props;
  const { go } = useDesk();
  const [first] = identities;
  const scope = asked ?? (first && scopeOf(first));
  if (!scope) return null;
  return (
    <SpaceBetween size="l">
      <ScopeFields
        identities={identities}
        scope={scope}
        service="appstream2"
        onPick={(next) => go({ view: 'images', scope: next })}
      />
      <Elsewhere scope={scope} />
      <Listed key={scopeKey(scope)} scope={scope} />
    </SpaceBetween>
  );
}

/** What is about the images of a Region, and not about those that are selected. */
function Elsewhere({ scope }: { readonly scope: Scope }) {
  const { go } = useDesk();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button key="import" onClick={() => go({ view: 'image-import', scope })}>
        Import AMI
      </Button>
      <Button key="clean-up" onClick={() => go({ view: 'clean-up', scope })}>
        Clean up
      </Button>
      <Button key="builders" onClick={() => go({ view: 'builders', scope })}>
        Image builders
      </Button>
    </SpaceBetween>
  );
}

/** What the list is read again after. */
const changing: ReadonlySet<ProductEvent['event']> = new Set([
  'shares-changed',
  'images-changed',
  'credentials-changed',
]);

function Listed({ scope }: { readonly scope: Scope }) {
  const { client } = useDesk();
  const key = scopeKey(scope);
  // The scope is a new object with every render; the key says whether it is another one.
  const model = useMemo(
    () => createLoader(() => client.call('images.list', {}, { scope })),
    [client, key],
  );
  useEffect(() => void model.load(), [model]);
  useEvents(
    useCallback(
      ({ event }) => {
        if (changing.has(event)) void model.load();
      },
      [model],
    ),
  );
  const listing = model.loaded.value;
  return listing.state === 'problem' ? (
    <ProblemAlert problem={listing.problem} scope={scope} onRetry={() => void model.load()} />
  ) : (
    <ImagesTable scope={scope} listing={listing} />
  );
}
