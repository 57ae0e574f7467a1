import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'preact/hooks';
import { describeRule } from '../../../../lib/findings/gate';
import { bookLimits, type GateRule } from '../../../../lib/findings/judgement';
import type { Problem } from '../../../../lib/problems/problem';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { useNarrow } from '../../use-narrow';
import { inOneColumn } from '../in-one-column';
import { RuleForm } from './rule-form';

/** The rules of the gate: to be added, changed and removed. */
export function RulesSection({ rules }: { readonly rules: readonly GateRule[] }) {
  const { client } = useDesk();
  const [open, setOpen] = useState<{ readonly rule?: GateRule }>();
  const [problem, setProblem] = useState<Problem>();
  const set = async (next: readonly GateRule[]) => {
    const answer = await client.call('findings.set-rules', { rules: [...next] });
    setProblem(answer.ok ? undefined : answer.problem);
  };
  const save = (rule: GateRule) => {
    setOpen(undefined);
    const known = rules.some(({ id }) => id === rule.id);
    void set(known ? rules.map((each) => (each.id === rule.id ? rule : each)) : [...rules, rule]);
  };
  const full = rules.length >= bookLimits.rules;
  const columns = columnsOf({
    onEdit: (rule) => setOpen({ rule }),
    onRemove: ({ id }) => void set(rules.filter((each) => each.id !== id)),
  });
  return (
    <>
      {problem && <ProblemAlert problem={problem} onRetry={() => setProblem(undefined)} />}
      <Table
        items={rules}
        trackBy="id"
        wrapLines
        columnDefinitions={useNarrow() ? inOneColumn(columns) : columns}
        ariaLabels={{ tableLabel: 'Rules of the gate' }}
        header={
          <Header
            variant="h2"
            counter={`(${rules.length})`}
            description="The gate is shown where findings are compared and where an image is shared. It stops nothing by itself."
            actions={
              <Button
                disabled={full}
                disabledReason={`There can be ${bookLimits.rules} rules. Remove one first.`}
                onClick={() => setOpen({})}
              >
                Add rule
              </Button>
            }
          >
            Gate
          </Header>
        }
        empty="There are no rules, so that there is no gate."
      />
      {open && <RuleForm rule={open.rule} onClose={() => setOpen(undefined)} onSave={save} />}
    </>
  );
}

interface Acts {
  readonly onEdit: (rule: GateRule) => void;
  readonly onRemove: (rule: GateRule) => void;
}

function columnsOf({ onEdit, onRemove }: Acts): readonly TableProps.ColumnDefinition<GateRule>[] {
  return [
    {
      id: 'title',
      header: 'Rule',
      isRowHeader: true,
      minWidth: 200,
      cell: ({ title }) => title,
    },
    { id: 'what', header: 'What it says', minWidth: 200, cell: describeRule },
    {
      id: 'actions',
      header: 'Actions',
      minWidth: 140,
      cell: (rule) => (
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            key="edit"
            variant="inline-link"
            ariaLabel={`Edit ${rule.title}`}
            onClick={() => onEdit(rule)}
          >
            Edit
          </Button>
          <Button
            key="remove"
            variant="inline-link"
            ariaLabel={`Remove ${rule.title}`}
            onClick={() => onRemove(rule)}
          >
            Remove
          </Button>
        </SpaceBetween>
      ),
    },
  ];
}
