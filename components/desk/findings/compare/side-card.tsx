import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ComponentChildren } from 'preact';
import { labelOfBuild } from '../../../../lib/builds/arn';
import type { ImageBuild } from '../../../../lib/builds/build';
import { describeScan, describeType, notReported } from '../../../../lib/builds/describe';
import type { SideTotals } from '../../../../lib/findings/compare';
import type { ScanHead } from '../../../../lib/findings/scan';
import type { Scope } from '../../../../lib/scope';
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
        <Header variant="h2" actions={<PinButton build={own.build} book={model.book.value} />}>
          {sideTitles[side]}: {labelOfBuild(own.build)}
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
  const { scope } = model;
  const { head, received, observedAt } = model.reading.value;
  const facts: readonly Fact[] = [
    ['Account', <Account scope={scope} />],
    ['Region', describeRegion(scope.region)],
    ...(head
      ? ([
          ['Created', timeOf(head.build.createdAt)],
          ['Platform', platformOf(head.build)],
          ['Scan', <Scan head={head} />],
        ] as const)
      : []),
    ...(received > 0 ? ([['Findings observed', timeOf(observedAt)]] as const) : []),
  ];
  return (
    <SpaceBetween size="m">
      <ColumnLayout key="facts" columns={2} variant="text-grid" minColumnWidth={150}>
        {facts.map(([label, value]) => (
          <FactView key={label} label={label} value={value} />
        ))}
      </ColumnLayout>
      {totals && (
        <FactView key="found" label="Found" value={<strong>{describeTotals(totals)}</strong>} />
      )}
    </SpaceBetween>
  );
}

interface FactViewProps {
  readonly label: string;
  readonly value: ComponentChildren;
}

function FactView({ label, value }: FactViewProps) {
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      {value}
    </div>
  );
}

type Fact = readonly [label: string, value: ComponentChildren];

function timeOf(at: number | undefined): ComponentChildren {
  return at === undefined ? notReported : <Time at={at} />;
}

function platformOf({ platform, osVersion, type }: ImageBuild): string {
  const words = [platform, osVersion].filter((each) => each !== undefined).join(', ');
  return `${words || notReported} (${describeType(type)})`;
}

function Account({ scope }: { readonly scope: Scope }) {
  return (
    <>
      <AccountName account={scope.account} />
      {scope.partition !== 'aws' && <div>{partitionNames[scope.partition]}</div>}
    </>
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
