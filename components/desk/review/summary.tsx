import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';
import { describeCounts, explainEffect } from '../../../lib/sharing/explain';
import type { SharePlan } from '../../../lib/sharing/plan';
import { countEffects } from '../../../lib/sharing/warnings';
import { AccountTitle, edgeOf } from '../../light/account-name';
import { useAccounts } from '../accounts';
import { describeRegion, partitionNames } from '../words';

/** Where a plan changes what, and what that causes elsewhere. Not to be overlooked. */
export function PlanSummary({ plan }: { readonly plan: SharePlan }) {
  const { account, partition } = plan.scope;
  const known = useAccounts().names.get(account);
  const planned = plan.images.filter(({ obstacle }) => !obstacle);
  const [only] = planned;
  const images = planned.length === 1 && only ? only.image.name : count(planned.length, 'image');
  const regions = [...new Set(plan.images.map(({ region }) => region))];
  const accounts = new Set(plan.items.map((item) => item.account)).size;
  const effects = countEffects(plan.items);
  return (
    <div {...edgeOf(known, 'desk-place')}>
      <Container header={<Header variant="h2">What will change</Header>}>
        <SpaceBetween size="m">
          <ColumnLayout columns={3} variant="text-grid" minColumnWidth={170}>
            <Fact label="Owner account">
              <Box variant="span" fontSize="heading-xl" fontWeight="bold">
                <span class="desk-account">{account}</span>
              </Box>
              <Box color="text-body-secondary">
                {known && <AccountTitle {...known} />}
                {partition !== 'aws' && <div>{partitionNames[partition]}</div>}
              </Box>
            </Fact>
            <Fact label={regions.length === 1 ? 'Region' : `${regions.length} Regions`}>
              {regions.map((region) => (
                <div key={region}>
                  <strong>{describeRegion(region)}</strong>
                </div>
              ))}
            </Fact>
            <Fact label="Changes">
              <Box variant="span" fontSize="heading-m" fontWeight="bold">
                {describeCounts(plan.items)}
              </Box>
              <Box color="text-body-secondary">{`${images}, ${count(accounts, 'account')}`}</Box>
            </Fact>
          </ColumnLayout>
          {effects.length > 0 && (
            <div key="effects">
              <Box variant="awsui-key-label">What this causes</Box>
              <ul class="desk-list">
                {effects.map(({ effect, accounts: concerned }) => (
                  <li key={effect}>{`${count(concerned, 'account')}: ${explainEffect(effect)}`}</li>
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

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
