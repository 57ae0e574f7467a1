import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { AccountNames } from '../../lib/accounts/alias';
import { environments } from '../../lib/accounts/environments';
import { findRegion, type ServiceName } from '../../lib/aws/regions';
import { describePrincipal, type Identity } from '../../lib/credentials/identity';
import { accountKey, type AccountScope, type Scope } from '../../lib/scope';
import { EnvironmentBadge } from '../light/account-name';
import { useAccounts } from './accounts';
import { regionOption, servedOptions } from './region-options';
import { describeAccount, partitionNames } from './words';

interface ScopeFieldsProps {
  readonly identities: readonly Identity[];
  readonly scope: Scope;
  /** What is looked at there: only Regions that have it are offered. */
  readonly service: ServiceName;
  readonly onPick: (scope: Scope) => void;
}

/** An account of which credentials are held and a Region, both to be picked. */
export function ScopeFields({ identities, scope, service, onPick }: ScopeFieldsProps) {
  const region = findRegion(scope.region);
  return (
    <ColumnLayout columns={2}>
      <AccountField
        identities={identities}
        account={scope}
        onPick={(identity) => onPick(scopeOf(identity))}
      />
      <FormField label="Region">
        <Select
          selectedOption={region ? regionOption(region) : { value: scope.region }}
          options={servedOptions(scope.partition, service)}
          filteringType="auto"
          filteringAriaLabel="Find a Region"
          filteringPlaceholder="Find a Region"
          onChange={({ detail }) => {
            const { value } = detail.selectedOption;
            if (value !== undefined) onPick({ ...scope, region: value });
          }}
        />
      </FormField>
    </ColumnLayout>
  );
}

interface AccountFieldProps {
  readonly identities: readonly Identity[];
  readonly account: AccountScope;
  readonly onPick: (identity: Identity) => void;
}

/** An account of which credentials are held, to be picked. */
export function AccountField({ identities, account, onPick }: AccountFieldProps) {
  const current = identities.find((each) => accountKey(each) === accountKey(account));
  const { names } = useAccounts();
  const known = names.get(account.account);
  return (
    <FormField
      label="Account"
      constraintText={known?.environment && <EnvironmentBadge environment={known.environment} />}
    >
      <Select
        triggerVariant="option"
        selectedOption={
          current
            ? { ...identityOption(current, names), labelTag: placeTag(current) }
            : { value: '', label: account.account }
        }
        options={identities.map((each) => identityOption(each, names))}
        onChange={({ detail }) => {
          const next = identities.find((each) => accountKey(each) === detail.selectedOption.value);
          if (next) onPick(next);
        }}
      />
    </FormField>
  );
}

/** Where an identity's credentials were added. */
export function scopeOf({ partition, account, region }: Identity): Scope {
  return { partition, account, region };
}

/** Which AWS it is, where that is not the one of most. The environment is a badge of its own. */
function placeTag({ partition }: Identity): string {
  return partition === 'aws' ? '' : partitionNames[partition];
}

function identityOption(identity: Identity, names: AccountNames) {
  const known = names.get(identity.account);
  const tags = [
    placeTag(identity),
    known?.environment ? environments[known.environment].name : '',
  ].filter((tag) => tag !== '');
  return {
    value: accountKey(identity),
    label: describeAccount(identity.account, names),
    description: describePrincipal(identity.arn),
    ...(tags.length > 0 && { labelTag: tags.join(', ') }),
  };
}
