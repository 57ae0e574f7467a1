import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';
import type { AccountScope, RegionCode } from '../../../lib/scope';
import { edgeOf } from '../../light/account-name';
import { AccountFact } from '../account-fact';
import { useAccounts } from '../accounts';
import { describeRegion } from '../words';

interface WhatChangesProps {
  readonly scope: AccountScope;
  /** What the account is to the plan, such as `Owner account`. */
  readonly account: string;
  readonly regions: readonly RegionCode[];
  /** Facts before the account, and after the Regions. */
  readonly before?: ComponentChildren;
  readonly after?: ComponentChildren;
  /** What it causes, in sentences. */
  readonly effects: readonly string[];
}

/** In which account and Regions a plan changes something, and what it causes. */
export function WhatChanges(props: WhatChangesProps) {
  const { scope, account, regions, before, after, effects } = props;
  const known = useAccounts().names.get(scope.account);
  return (
    <div {...edgeOf(known, 'desk-place')}>
      <Container header={<Header variant="h2">What will change</Header>}>
        <SpaceBetween size="m">
          <ColumnLayout key="facts" columns={3} variant="text-grid" minColumnWidth={170}>
            {before}
            <Fact key="account" label={account}>
              <AccountFact {...scope} />
            </Fact>
            <Fact
              key="regions"
              label={regions.length === 1 ? 'Region' : `${regions.length} Regions`}
            >
              {regions.map((region) => (
                <div key={region}>
                  <strong>{describeRegion(region)}</strong>
                </div>
              ))}
            </Fact>
            {after}
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

/** One fact of a plan. */
export function Fact(props: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <Box variant="awsui-key-label">{props.label}</Box>
      {props.children}
    </div>
  );
}
