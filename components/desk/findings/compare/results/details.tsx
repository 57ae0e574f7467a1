import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';
import { readBuildArn, scopeOfBuild } from '../../../../../lib/builds/arn';
import type { Finding } from '../../../../../lib/findings/finding';
import type { JudgedVulnerability } from '../../../../../lib/findings/judged';
import { titleBeside } from '../../../../../lib/findings/title';
import type { ReportSide } from '../../../../../lib/findings/report';
import { describeJudgement } from '../../../../../lib/findings/judgement';
import { fixNames } from '../../../../../lib/findings/view-words';
import { useNarrow } from '../../../use-narrow';
import { Enrichment } from '../../enrichment';
import { JudgeButton } from '../../judgements/judge-button';
import { changeText, dayText, ScoreCell, SeverityCell, VulnerabilityLink } from './cells';
import { PackagesTable } from './packages-table';
import { References, WebLink } from './references';
import { Scores } from './scores';

interface DetailsProps {
  readonly vulnerability: JudgedVulnerability | undefined;
  readonly base: ReportSide;
  readonly target: ReportSide;
  readonly onClose: () => void;
}

/** Everything that is known of one vulnerability in the two builds. */
export function Details({ vulnerability, base, target, onClose }: DetailsProps) {
  return (
    <Modal
      visible={vulnerability !== undefined}
      header={vulnerability?.id}
      onDismiss={onClose}
      size="max"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            {vulnerability && (
              <JudgeButton
                key="judge"
                vulnerability={vulnerability.id}
                image={target.build === undefined ? undefined : readBuildArn(target.build)?.name}
                packages={[...new Set(vulnerability.pairs.map((pair) => pair.package))]}
                judgement={vulnerability.judgement}
              />
            )}
            <Button key="close" onClick={onClose}>
              Close
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {vulnerability && <Body vulnerability={vulnerability} base={base} target={target} />}
    </Modal>
  );
}

function Body({
  vulnerability,
  base,
  target,
}: Omit<DetailsProps, 'onClose'> & { readonly vulnerability: JudgedVulnerability }) {
  const narrow = useNarrow();
  const now = vulnerability.target ?? vulnerability.base;
  if (!now) return null;
  const { details } = now;
  const scope = target.build === undefined ? undefined : scopeOfBuild(target.build);
  return (
    <SpaceBetween size="l">
      <KeyValuePairs
        key="facts"
        columns={narrow ? 1 : 3}
        items={factsOf(vulnerability, details).map(([label, value]) => ({
          label,
          value: <div class="desk-who">{value}</div>,
        }))}
      />
      {details.description !== undefined && (
        <Part key="description" title="Description">
          <div class="desk-text">{details.description}</div>
        </Part>
      )}
      {details.remediation && (
        <Part key="remediation" title="Remediation">
          {details.remediation.text !== undefined && (
            <div class="desk-text">{details.remediation.text}</div>
          )}
          {details.remediation.url !== undefined && <WebLink address={details.remediation.url} />}
        </Part>
      )}
      <PackagesTable key="packages" pairs={vulnerability.pairs} base={base} target={target} />
      <Part key="scores" title="Scores">
        <Scores vulnerability={now} />
      </Part>
      <References key="references" finding={details} />
      {scope && (
        <Part key="inspector" title="Amazon Inspector">
          <Enrichment vulnerability={vulnerability.id} scope={scope} />
        </Part>
      )}
    </SpaceBetween>
  );
}

/** A part of the details below a heading. */
export function Part(props: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <Header variant="h3">{props.title}</Header>
      {props.children}
    </div>
  );
}

type Fact = readonly [label: string, value: ComponentChildren];

function factsOf(vulnerability: JudgedVulnerability, details: Finding): readonly Fact[] {
  const { change, base, target, judgement } = vulnerability;
  return [
    ['Change', changeText(change)],
    ['Severity', <SeverityCell vulnerability={vulnerability} />],
    ['Inspector score', <ScoreCell vulnerability={vulnerability} />],
    ['Fix available', fixNames[(target ?? base)?.fix ?? 'unknown']],
    ['Severity of the vendor', details.vendorSeverity ?? 'Not reported'],
    ['Source', details.source ?? 'Not reported'],
    ['Advisory', <VulnerabilityLink vulnerability={vulnerability} />],
    ['Published', dayText(details.publishedAt)],
    ['Changed by the vendor', dayText(details.changedAt)],
    ['Related', details.related?.join(', ') || '–'],
    ['Title', titleBeside(details.id, details.title) ?? '–'],
    ['Judgement', judgement ? `${describeJudgement(judgement)}: ${judgement.reason}` : 'None'],
  ];
}
