import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import type { ComponentChildren } from 'preact';
import { findRegion } from '../../lib/aws/regions';
import type { Scope } from '../../lib/scope';
import { AccountTitle, edgeOf } from '../light/account-name';
import { useAccounts } from './accounts';
import { partitionNames } from './words';

interface PlaceProps {
  readonly image: string;
  readonly scope: Scope;
  /** Whether the account is known to own the image. */
  readonly owned: boolean;
}

interface Fact {
  readonly label: string;
  readonly value: string;
  readonly more?: ComponentChildren;
  /** What nobody may overlook. */
  readonly large?: boolean;
}

/**
 * Where a change happens: which image, in which account and Region. Not to be overlooked, so that
 * what the account is for is a coloured edge as well.
 */
export function Place({ image, scope, owned }: PlaceProps) {
  const known = useAccounts().names.get(scope.account);
  const region = findRegion(scope.region);
  const facts: readonly Fact[] = [
    { label: 'Image', value: image },
    {
      label: owned ? 'Owner account' : 'Account',
      value: scope.account,
      large: true,
      more: (
        <>
          {known && <AccountTitle {...known} />}
          {scope.partition !== 'aws' && <div>{partitionNames[scope.partition]}</div>}
        </>
      ),
    },
    { label: 'Region', value: scope.region, ...(region && { more: region.name }) },
  ];
  return (
    <div {...edgeOf(known, 'desk-place')}>
      <Container>
        <ColumnLayout columns={3} variant="text-grid" minColumnWidth={170}>
          {facts.map(({ label, value, more, large }) => (
            <div key={label}>
              <Box variant="awsui-key-label">{label}</Box>
              <Box variant="span" fontSize={large ? 'heading-xl' : 'heading-m'} fontWeight="bold">
                <span class="desk-account">{value}</span>
              </Box>
              {more !== undefined && <Box color="text-body-secondary">{more}</Box>}
            </div>
          ))}
        </ColumnLayout>
      </Container>
    </div>
  );
}
