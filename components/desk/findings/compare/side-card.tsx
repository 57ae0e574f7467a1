import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ComponentChildren } from 'preact';
import { labelOfBuild, readBuildArn } from '../../../../lib/builds/arn';
import { describeScan, describeType, notReported } from '../../../../lib/builds/describe';
import type { SideTotals } from '../../../../lib/findings/compare';
import type { ScanHead } from '../../../../lib/findings/scan';
import { Time } from '../../activity/cells';
import { AccountName } from '../../account-name';
import { describeRegion, partitionNames } from '../../words';
import type { CompareModel, SideName } from './compare-model';
import { PinButton } from './pin-button';
import type { SideModel } from './side-model';
import { SideProgress } from './side-progress';
import { describeTotals, sideTitles } from './side-words';

interface SideCardProps {
  readonly side: SideName;
  readonly model: CompareModel;
}

/** One of the two builds: what it is, how far its findings are, and how many it has. */
export function SideCard({ side, model }: SideCardProps) {
  const own = model.sides[side];
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={sideTitles[side]}
          actions={<PinButton build={own.build} book={model.book.value} />}
        >
          {labelOfBuild(own.build)}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Facts key="facts" model={own} totals={model.comparison.value?.[side]} />
        <SideProgress key="progress" model={own} />
      </SpaceBetween>
    </Container>
  );
}

interface FactsProps {
  readonly model: SideModel;
  readonly totals: SideTotals | undefined;
}

function Facts({ model, totals }: FactsProps) {
  const { build, scope } = model;
  const { head, observedAt } = model.reading.value;
  const facts = head?.build;
  const name = readBuildArn(build);
  const platform = [facts?.platform, facts?.osVersion].filter((each) => each !== undefined);
  return (
    <ColumnLayout columns={2} variant="text-grid" minColumnWidth={150}>
      <Fact label="Image">
        <span class="desk-who">{name?.name}</span>
      </Fact>
      <Fact label="Version and build">
        {name?.version}/{name?.buildVersion}
      </Fact>
      <Fact label="Account">
        <AccountName account={scope.account} />
        {scope.partition !== 'aws' && <div>{partitionNames[scope.partition]}</div>}
      </Fact>
      <Fact label="Region">{describeRegion(scope.region)}</Fact>
      {facts && (
        <>
          <Fact label="Created">
            {facts.createdAt === undefined ? notReported : <Time at={facts.createdAt} />}
          </Fact>
          <Fact label="Platform">
            {platform.join(', ') || notReported} ({describeType(facts.type)})
          </Fact>
          <Fact label="Scan">
            <Scan head={head} />
          </Fact>
          <Fact label="Findings observed">
            {observedAt === undefined ? notReported : <Time at={observedAt} />}
          </Fact>
        </>
      )}
      {totals && (
        <Fact label="Has">
          <strong>{describeTotals(totals)}</strong>
        </Fact>
      )}
    </ColumnLayout>
  );
}

function Scan({ head: { build, counts } }: { readonly head: ScanHead }) {
  const { words, tone, note } = describeScan(build.scan, counts);
  return (
    <>
      <StatusIndicator type={tone}>{words}</StatusIndicator>
      {note !== undefined && <Box color="text-body-secondary">{note}</Box>}
    </>
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
