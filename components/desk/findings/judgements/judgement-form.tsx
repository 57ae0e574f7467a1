import Button from '@cloudscape-design/components/button';
import DateInput from '@cloudscape-design/components/date-input';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'preact/hooks';
import {
  bookLimits,
  dayOf,
  judgementStates,
  nameOfState,
  type Judgement,
  type JudgementState,
} from '../../../../lib/findings/judgement';
import type { Problem } from '../../../../lib/problems/problem';
import { FormWindow } from '../../form-window';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { choicesOf, draftOf, readDraft, type JudgementDraft, type JudgementSubject } from './draft';

interface JudgementFormProps {
  readonly subject: JudgementSubject;
  /** What is recorded already, to be changed. */
  readonly judgement: Judgement | undefined;
  readonly onClose: () => void;
}

const meanings: Readonly<Record<JudgementState, string>> = {
  'not-affected': 'It does no harm here. It is not counted.',
  accepted: 'It is known and borne. It is not counted until the day that you set.',
  'in-work': 'Somebody does something about it. It is still counted.',
};

const states = judgementStates.map((value) => ({
  value,
  label: nameOfState(value),
  description: meanings[value],
}));

/** The window in which a judgement of a vulnerability is recorded, changed or removed. */
export function JudgementForm({ subject, judgement, onClose }: JudgementFormProps) {
  const { client, now } = useDesk();
  const [draft, setDraft] = useState(() => draftOf(judgement, subject));
  const [tried, setTried] = useState(false);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const set = (change: Partial<JudgementDraft>) => setDraft({ ...draft, ...change });
  const read = () =>
    readDraft(draft, {
      id: judgement?.id ?? crypto.randomUUID(),
      vulnerability: subject.vulnerability,
      at: now(),
      today: dayOf(now()),
    });
  const shown = read();
  // Only who has finished typing is told what is missing.
  const faults = tried && !shown.ok ? shown.problem : {};
  const save = async () => {
    setTried(true);
    const made = read();
    if (!made.ok || running) return;
    setRunning(true);
    const saved = await client.call('findings.judge', { judgements: [made.value] });
    setRunning(false);
    if (saved.ok) onClose();
    else setProblem(saved.problem);
  };
  const remove = async ({ id }: Judgement) => {
    const removed = await client.call('findings.unjudge', { ids: [id] });
    if (removed.ok) onClose();
    else setProblem(removed.problem);
  };
  return (
    <FormWindow
      header={`${judgement ? 'Edit judgement of' : 'Judge'} ${subject.vulnerability}`}
      act="Save"
      running={running}
      more={
        judgement && (
          <Button key="remove" onClick={() => void remove(judgement)}>
            Remove judgement
          </Button>
        )
      }
      onAct={() => void save()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        {problem && <ProblemAlert key="problem" problem={problem} onRetry={() => void save()} />}
        <FormField key="state" label="State" description="Kept in this browser alone.">
          <RadioGroup
            value={draft.state}
            items={states}
            onChange={({ detail }) =>
              set({ state: judgementStates.find((each) => each === detail.value) ?? draft.state })
            }
          />
        </FormField>
        {draft.state === 'accepted' && (
          <FormField
            key="until"
            label="Accepted until"
            description="The last day, in UTC. It is counted again afterwards."
            errorText={faults.until}
          >
            <DateInput
              value={draft.until}
              format="iso"
              placeholder="YYYY-MM-DD"
              onChange={({ detail }) => set({ until: detail.value })}
            />
          </FormField>
        )}
        <Choice
          key="image"
          label="Images"
          all="All images"
          names={choicesOf([subject.image], judgement?.image)}
          value={draft.image}
          onChange={(image) => set({ image })}
        />
        <Choice
          key="package"
          label="Packages"
          all="All packages"
          names={choicesOf(subject.packages, judgement?.package)}
          value={draft.package}
          onChange={(name) => set({ package: name })}
        />
        <FormField
          key="reason"
          label="Reason"
          errorText={faults.reason}
          constraintText={`At most ${bookLimits.reason} characters.`}
        >
          <Textarea
            value={draft.reason}
            rows={3}
            onChange={({ detail }) => set({ reason: detail.value })}
          />
        </FormField>
      </SpaceBetween>
    </FormWindow>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** What all of them are called. */
  readonly all: string;
  readonly names: readonly string[];
  /** Empty for all. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Asks for one of some names, or all. */
function Choice({ label, all, names, value, onChange }: ChoiceProps) {
  const every = { value: '', label: all };
  const options = [every, ...names.map((name) => ({ value: name, label: `Only ${name}` }))];
  return (
    <FormField label={label}>
      <Select
        selectedOption={options.find((option) => option.value === value) ?? every}
        options={options}
        disabled={names.length === 0}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
