import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ComponentChildren } from 'preact';
import { describeTime } from '../../../../lib/images/describe';
import type { ActionResult, FeatureCheck } from '../../../../lib/permissions/check';
import { explainNotTried, roleNames } from '../../../../lib/permissions/explain';
import { printStatements } from '../../../../lib/permissions/policy';
import { explainProblem } from '../../../../lib/problems/explain';
import { CodeBlock } from '../../code-block';
import { useNarrow } from '../../use-narrow';

type Columns = readonly TableProps.ColumnDefinition<FeatureCheck>[];

const wide: Columns = [
  { id: 'feature', header: 'Feature', cell: FeatureName, isRowHeader: true, minWidth: 160 },
  { id: 'actions', header: 'Actions and results', cell: Results, minWidth: 260 },
  { id: 'statement', header: 'Statement to add', cell: Statement, minWidth: 300 },
];

/** The same in one column, where three would have to be scrolled. */
const narrow: Columns = [
  {
    id: 'feature',
    header: 'Feature, results and statement to add',
    isRowHeader: true,
    cell: (check) => (
      <SpaceBetween size="xs">
        <FeatureName {...check} />
        <Results {...check} />
        {check.lacking.length > 0 && <Statement {...check} />}
      </SpaceBetween>
    ),
  },
];

/** What every feature lacks, and what to add for it. */
export function CheckTable({ checks }: { readonly checks: readonly FeatureCheck[] }) {
  return (
    <Table
      variant="embedded"
      wrapLines
      cellVerticalAlign="top"
      items={checks}
      trackBy={({ feature }) => feature.id}
      columnDefinitions={useNarrow() ? narrow : wide}
      ariaLabels={{ tableLabel: 'Permissions of the features' }}
      empty="This version has no feature that needs a permission."
    />
  );
}

function FeatureName({ feature }: Pick<FeatureCheck, 'feature'>) {
  return (
    <>
      <div>{feature.title}</div>
      <Box color="text-body-secondary" fontSize="body-s">
        {roleNames[feature.role]}
      </Box>
    </>
  );
}

function Results({ results }: Pick<FeatureCheck, 'results'>) {
  return (
    <SpaceBetween size="xs">
      {results.map((result) => (
        <div key={result.action}>
          <Box variant="code">{result.action}</Box>
          <div>
            <Outcome result={result} />
          </div>
        </div>
      ))}
    </SpaceBetween>
  );
}

function Outcome({ result }: { readonly result: ActionResult }) {
  switch (result.result) {
    case 'allowed':
      return <StatusIndicator type="success">Allowed</StatusIndicator>;
    case 'denied':
      return (
        <>
          <StatusIndicator type="error">Denied</StatusIndicator>
          {result.at !== undefined && <Detail>Last on {describeTime(result.at)}</Detail>}
          {result.resource !== undefined && <Detail>On {result.resource}</Detail>}
        </>
      );
    case 'not-tried':
      return (
        <>
          <StatusIndicator type="stopped">Not tried</StatusIndicator>
          <Detail>{explainNotTried(result.reason)}</Detail>
        </>
      );
    case 'problem':
      return (
        <>
          <StatusIndicator type="warning">Not known</StatusIndicator>
          <Detail>{explainProblem(result.problem).summary}</Detail>
        </>
      );
  }
}

function Detail({ children }: { readonly children: ComponentChildren }) {
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      {children}
    </Box>
  );
}

function Statement({ feature, lacking, results, statements }: FeatureCheck) {
  const outright = results.some((each) => each.result === 'denied' && each.explicitDeny);
  if (lacking.length === 0) return <>–</>;
  return (
    <SpaceBetween size="xs">
      {outright && (
        <Box>A policy denies it explicitly: that policy has to change, no statement helps.</Box>
      )}
      {statements.length > 0 && (
        <CodeBlock what={`statement for ${feature.title}`} text={printStatements(statements)} />
      )}
    </SpaceBetween>
  );
}
