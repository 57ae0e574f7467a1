import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';
import { effectsOfTask } from '../../../lib/builds/effects';
import type { BuildPlan, BuildTask } from '../../../lib/builds/plan';
import type { RegionCode } from '../../../lib/scope';
import { AccountTitle, edgeOf } from '../../light/account-name';
import { useAccounts } from '../accounts';
import { describeRegion, partitionNames } from '../words';

/** What a plan is about, in which account and Regions, and what it causes. Not to be overlooked. */
export function PlanFacts({ plan }: { readonly plan: BuildPlan }) {
  const { scope, subject, tasks } = plan;
  const known = useAccounts().names.get(scope.account);
  const regions = [...new Set([subject.region, ...tasks.flatMap(regionsOf)])];
  const effects = [...new Set(tasks.flatMap(effectsOfTask))];
  return (
    <div {...edgeOf(known, 'desk-place')}>
      <Container header={<Header variant="h2">What will change</Header>}>
        <SpaceBetween size="m">
          <ColumnLayout key="facts" columns={3} variant="text-grid" minColumnWidth={170}>
            <Fact label={subject.arn.includes(':image-pipeline/') ? 'Pipeline' : 'Image'}>
              <Box variant="span" fontSize="heading-m" fontWeight="bold">
                <span class="desk-who">{subject.label}</span>
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

/** The Regions in which a task changes something: AWS does what it says in others as well. */
function regionsOf(task: BuildTask): readonly RegionCode[] {
  if (task.act === 'distribute') return [task.region, ...task.regions];
  if (task.act !== 'delete' || !task.resources) return [task.region];
  const { amis, snapshots } = task.resources;
  return [task.region, ...[...amis, ...snapshots].map((each) => each.split('/')[0] ?? each)];
}

function Fact(props: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <Box variant="awsui-key-label">{props.label}</Box>
      {props.children}
    </div>
  );
}
