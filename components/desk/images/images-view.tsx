import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useCallback, useEffect, useMemo } from 'preact/hooks';
import { findRegion } from '../../../lib/aws/regions';
import { describePrincipal, type Identity } from '../../../lib/credentials/identity';
import { accountKey, scopeKey, type Scope } from '../../../lib/scope';
import { environments } from '../../../lib/accounts/environments';
import type { AccountNames } from '../../../lib/accounts/alias';
import { EnvironmentBadge } from '../../light/account-name';
import { useAccounts } from '../accounts';
import { useDesk, useEvents } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { appStreamOptions, regionOption } from '../region-options';
import { useHeld } from '../use-held';
import { partitionNames } from '../words';
import { ImagesTable } from './images-table';
import { createLoader } from '../loader';

/** The images of an account in a Region, both to be picked here. */
export function ImagesView({ scope }: { readonly scope: Scope | undefined }) {
  const { go } = useDesk();
  const { held, reload } = useHeld();
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="The AppStream images of an account, and who may use them.">
        Images
      </Header>
      {held.state === 'loading' && <StatusIndicator type="loading">Loading…</StatusIndicator>}
      {held.state === 'problem' && <ProblemAlert problem={held.problem} onRetry={reload} />}
      {held.state === 'ready' &&
        (held.value.length === 0 ? (
          <Alert
            type="info"
            header="Image Desk has no credentials yet."
            action={
              <Button
                onClick={() =>
                  go({ view: 'settings', section: 'credentials', ...(scope && { scope }) })
                }
              >
                Open settings
              </Button>
            }
          >
            Add credentials of an AWS account in Settings to see its images.
          </Alert>
        ) : (
          <Chosen identities={held.value} asked={scope} />
        ))}
    </SpaceBetween>
  );
}

function Chosen(props: {
  readonly identities: readonly Identity[];
  readonly asked: Scope | undefined;
}) {
  const { identities, asked } = props;
  const { go } = useDesk();
  const { names } = useAccounts();
  const [first] = identities;
  const scope = asked ?? (first && scopeOf(first));
  if (!scope) return null;
  const current = identities.find((each) => accountKey(each) === accountKey(scope));
  const region = findRegion(scope.region);
  const known = names.get(scope.account);
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        <FormField
          label="Account"
          constraintText={
            known?.environment && <EnvironmentBadge environment={known.environment} />
          }
        >
          <Select
            triggerVariant="option"
            selectedOption={
              current ? identityOption(current, names) : { value: '', label: scope.account }
            }
            options={identities.map((each) => identityOption(each, names))}
            onChange={({ detail }) => {
              const next = identities.find(
                (each) => accountKey(each) === detail.selectedOption.value,
              );
              if (next) go({ view: 'images', scope: scopeOf(next) });
            }}
          />
        </FormField>
        <FormField label="Region">
          <Select
            selectedOption={region ? regionOption(region) : { value: scope.region }}
            options={appStreamOptions(scope.partition)}
            filteringType="auto"
            filteringAriaLabel="Find a Region"
            filteringPlaceholder="Find a Region"
            onChange={({ detail }) => {
              const { value } = detail.selectedOption;
              if (value !== undefined) go({ view: 'images', scope: { ...scope, region: value } });
            }}
          />
        </FormField>
      </ColumnLayout>
      <Listed key={scopeKey(scope)} scope={scope} />
    </SpaceBetween>
  );
}

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
        if (event === 'shares-changed' || event === 'credentials-changed') void model.load();
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

function scopeOf({ partition, account, region }: Identity): Scope {
  return { partition, account, region };
}

function identityOption(identity: Identity, names: AccountNames) {
  const known = names.get(identity.account);
  const tags = [
    identity.partition !== 'aws' && partitionNames[identity.partition],
    known?.environment && environments[known.environment].name,
  ].filter(Boolean);
  return {
    value: accountKey(identity),
    label: known ? `${known.name} ${identity.account}` : identity.account,
    description: describePrincipal(identity.arn),
    ...(tags.length > 0 && { labelTag: tags.join(', ') }),
  };
}
