import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';
import { describePlatform } from '../../../lib/images/describe';
import type { Image } from '../../../lib/images/image';
import type { Scope } from '../../../lib/scope';
import { countOf } from '../../../lib/words';
import { AccountName, edgeOf } from '../../light/account-name';
import { useAccounts } from '../accounts';
import { describeRegion } from '../words';

interface CloneSourceProps {
  readonly image: Image;
  readonly scope: Scope;
}

/** The image that is cloned: it is shown, and not chosen. */
export function CloneSource({ image, scope }: CloneSourceProps) {
  const { names } = useAccounts();
  const { name, displayName, owner, platform, arn, applications } = image;
  const known = names.get(scope.account);
  return (
    <div {...edgeOf(known, 'desk-place')}>
      <Container header={<Header variant="h2">Base image</Header>}>
        <SpaceBetween size="m">
          <ColumnLayout key="facts" columns={4} variant="text-grid" minColumnWidth={150}>
            <Fact label="Name" more={displayName}>
              <strong class="desk-who">{name}</strong>
            </Fact>
            <Fact label="Owner">
              {owner === undefined ? (
                'AWS'
              ) : (
                <AccountName account={owner} known={names.get(owner)} />
              )}
            </Fact>
            <Fact label="Platform" more={`With ${countOf(applications.length, 'application')}`}>
              {describePlatform(platform)}
            </Fact>
            <Fact
              label="Region"
              more={owner === scope.account ? undefined : `In account ${scope.account}`}
            >
              {describeRegion(scope.region)}
            </Fact>
          </ColumnLayout>
          {owner !== scope.account && (
            <Fact key="arn" label="ARN">
              <span class="desk-who">{arn}</span>
            </Fact>
          )}
        </SpaceBetween>
      </Container>
    </div>
  );
}

interface FactProps {
  readonly label: string;
  readonly more?: string | undefined;
  readonly children: ComponentChildren;
}

function Fact({ label, more, children }: FactProps) {
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      {children}
      {more !== undefined && <Box color="text-body-secondary">{more}</Box>}
    </div>
  );
}
