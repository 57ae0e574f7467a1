import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';
import type { AccountScope, RegionCode } from '../../../lib/scope';
import { AccountTitle, edgeOf } from '../../light/account-name';
import { useAccounts } from '../accounts';
import { describeRegion, partitionNames } from '../words';

interface PlanFactsProps {
  /** What the subject is, such as `Image`, and which one. */
  readonly label: string;
  readonly subject: string;
  readonly scope: AccountScope;
  readonly regions: readonly RegionCode[];
  /** What it causes, in sentences. */
  readonly effects: readonly string[];
}

/** What a plan is about, in which account and Regions, and what it causes. Not to be overlooked. */
export function PlanFacts({ label, subject, scope, regions, effects }: PlanFactsProps) {
  const known = useAccounts().names.get(scope.account);
  return (
    <div {...edgeOf(known, 'desk-place')}>
      <Container header={<Header variant="h2">What will change</Header>}>
        <SpaceBetween size="m">
          <ColumnLayout key="facts" columns={3} variant="text-grid" minColumnWidth={170}>
            <Fact label={label}>
              <Box variant="span" fontSize="heading-m" fontWeight="bold">
                <span class="desk-who">{subject}</span>
              </Box>
            </Fact>
            <Fact label="Account">
              <Box variant="span" fontSize="heading-xl" fontWeight="bold">
                <span class="desk-account">{scope.account}</span>
              </Box>
              <Box color="text-body-secondary">
                {known && <AccountTitle {...known} />}
                {scope.partition !== 'aws' && <div>{partitionNames[scope.partition]}</div>}
              </Box>
            </Fact>
            <Fact label={regions.length === 1 ? 'Region' : `${regions.length} Regions`}>
              {regions.map((region) => (
                <div key={region}>
                  <strong>{describeRegion(region)}</strong>
                </div>
              ))}
            </Fact>
          </ColumnLayout>
          {effects.length > 0 && (
            <div key="effects">
              <Box variant="awsui-key-label">What this causes</Box>
              <ul class="desk-list">
                {effects.map((effect) => (
                  <li key={effect}>{effect}</li>
                ))}
              </ul>
            </div>
          )}
        </SpaceBetween>
      </Container>
    </div>
  );
}

function Fact(props: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <Box variant="awsui-key-label">{props.label}</Box>
      {props.children}
    </div>
  );
}
