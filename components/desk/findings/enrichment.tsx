import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useMemo } from 'preact/hooks';
import { isAskable } from '../../../lib/findings/askable';
import { describeEnrichment, type EnrichmentFact } from '../../../lib/findings/describe-enrichment';
import type { Enrichment as Known } from '../../../lib/findings/scan';
import { scopeKey, type Scope } from '../../../lib/scope';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { createEnrichmentModel, type EnrichmentModel } from './enrichment-model';

interface EnrichmentProps {
  readonly vulnerability: string;
  /** Whose credentials ask, and in which Region. */
  readonly scope: Scope;
}

/**
 * What Amazon Inspector knows of a vulnerability beyond a finding. Nothing is asked before somebody
 * has switched it on, which is remembered.
 */
export function Enrichment({ vulnerability, scope }: EnrichmentProps) {
  if (!isAskable(vulnerability)) {
    return <Box color="text-body-secondary">Amazon Inspector can be asked about CVEs alone.</Box>;
  }
  return <Asked key={`${vulnerability} ${scopeKey(scope)}`} {...{ vulnerability, scope }} />;
}

function Asked({ vulnerability, scope }: EnrichmentProps) {
  const { client, requestHostAccess } = useDesk();
  const model = useMemo(
    () => createEnrichmentModel({ client, requestHostAccess }, vulnerability, scope),
    [client, requestHostAccess, vulnerability, scopeKey(scope)],
  );
  useEffect(() => void model.load(), [model]);
  const enriching = model.enriching.value;
  switch (enriching.state) {
    case 'waiting':
      return <StatusIndicator type="loading">Asking Amazon Inspector</StatusIndicator>;
    case 'off':
      return <Off model={model} denied={enriching.denied} region={scope.region} />;
    case 'problem':
      return (
        <ProblemAlert problem={enriching.problem} scope={scope} onRetry={() => void model.load()} />
      );
    default:
      return <Facts known={enriching.enrichment} model={model} />;
  }
}

interface OffProps {
  readonly model: EnrichmentModel;
  readonly denied: boolean;
  readonly region: string;
}

function Off({ model, denied, region }: OffProps) {
  return (
    <SpaceBetween size="xs">
      <Box key="what" color="text-body-secondary">
        {`The ids of the CVEs that you open go to Amazon Inspector in ${region}, with your credentials. It needs the permission inspector2:SearchVulnerabilities.`}
      </Box>
      {/* Nothing may come before this: the browser asks only straight from a click. */}
      <Button key="on" onClick={() => void model.switchOn()}>
        Ask Amazon Inspector for EPSS and known exploitation
      </Button>
      {denied && (
        <div key="denied" role="status">
          <StatusIndicator type="warning">
            The browser was not allowed to reach Amazon Inspector, so it was not asked.
          </StatusIndicator>
        </div>
      )}
    </SpaceBetween>
  );
}

interface FactsProps {
  readonly known: Known | null;
  readonly model: EnrichmentModel;
}

function Facts({ known, model }: FactsProps) {
  return (
    <SpaceBetween size="xs">
      {known ? (
        <KeyValuePairs key="facts" columns={4} items={describeEnrichment(known).map(itemOf)} />
      ) : (
        <Box key="none">Amazon Inspector does not know this vulnerability.</Box>
      )}
      <Button key="off" variant="inline-link" onClick={() => void model.switchOff()}>
        Ask Amazon Inspector no more
      </Button>
    </SpaceBetween>
  );
}

function itemOf({ label, texts, note }: EnrichmentFact) {
  return {
    label,
    value: (
      <>
        {texts.map((text) => (
          <div key={text}>{text}</div>
        ))}
        {note !== undefined && <Box color="text-body-secondary">{note}</Box>}
      </>
    ),
  };
}
