import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TableProps } from '@cloudscape-design/components/table';
import { useState } from 'preact/hooks';
import type { FixtureStep, FixtureWorkflow } from '../../image-builder';
import { dateText } from '../words';
import { PlainTable } from './plain-table';
import { Status } from './words';

const columns: TableProps.ColumnDefinition<FixtureStep & { readonly number: number }>[] = [
  { id: 'number', header: 'Step #', cell: (step) => step.number },
  { id: 'id', header: 'Step ID', cell: (step) => step.id, isRowHeader: true },
  { id: 'status', header: 'Step status', cell: (step) => <Status status={step.status} /> },
  {
    id: 'rollback',
    header: 'Rollback status',
    cell: ({ rollback }) => (rollback === undefined ? '-' : <Status status={rollback} />),
  },
  { id: 'name', header: 'Step name', cell: (step) => step.name },
  { id: 'start', header: 'Start', cell: (step) => dateText(step.start) },
  { id: 'end', header: 'End', cell: (step) => dateText(step.end) },
];

/** The workflows that began so far, one at a time: the first unless another one is chosen. */
export function Workflows({ workflows }: { readonly workflows: readonly FixtureWorkflow[] }) {
  const [chosen, choose] = useState<string>();
  const workflow = workflows.find(({ id }) => id === chosen) ?? workflows[0];
  if (workflow === undefined) return null;
  const options = workflows.map(({ id, type }) => ({ value: id, label: type }));
  return (
    <SpaceBetween size="l">
      <Select
        ariaLabel="Workflow"
        options={options}
        selectedOption={options.find(({ value }) => value === workflow.id) ?? null}
        onChange={({ detail }) => choose(detail.selectedOption.value)}
      />
      <KeyValuePairs
        columns={4}
        items={[
          { label: 'Workflow status', value: <Status status={workflow.status} /> },
          { label: 'Execution ID', value: workflow.id },
          { label: 'Start', value: dateText(workflow.start) },
          { label: 'End', value: dateText(workflow.end) },
          { label: 'Total steps', value: workflow.total },
          { label: 'Steps succeeded', value: workflow.succeeded },
          { label: 'Steps failed', value: workflow.failed },
          { label: 'Steps skipped', value: workflow.skipped },
        ]}
      />
      <PlainTable
        title="Workflow steps"
        items={workflow.steps.map((step, index) => ({ ...step, number: index + 1 }))}
        columns={columns}
      />
    </SpaceBetween>
  );
}
