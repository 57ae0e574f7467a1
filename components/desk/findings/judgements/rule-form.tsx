import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import { describeRule, titleOfRule } from '../../../../lib/findings/gate';
import { bookLimits, type GateRule } from '../../../../lib/findings/judgement';
import { FormWindow } from '../../form-window';

interface RuleFormProps {
  /** The rule that is changed; nothing when one is added. */
  readonly rule: GateRule | undefined;
  readonly onClose: () => void;
  readonly onSave: (rule: GateRule) => void;
}

const scopes = [
  { value: 'new', label: 'What is new or has become more severe' },
  { value: 'all', label: 'All that the build has' },
] as const;

const severities = [
  { value: 'critical', label: 'Critical' },
  { value: 'high', label: 'High or worse' },
  { value: 'medium', label: 'Medium or worse' },
  { value: 'low', label: 'Low or worse' },
] as const;

const blank = { title: '', of: 'new', severity: 'critical', fixAvailable: true } as const;

/** The window in which a rule of the gate is added or changed. */
export function RuleForm({ rule, onClose, onSave }: RuleFormProps) {
  const [draft, setDraft] = useState<Omit<GateRule, 'id'>>(rule ?? blank);
  const set = (change: Partial<GateRule>) => setDraft({ ...draft, ...change });
  const title = draft.title.trim();
  const tooLong = title.length > bookLimits.title;
  const save = () => {
    if (tooLong) return;
    const id = rule?.id ?? crypto.randomUUID();
    onSave({ ...draft, id, title: title === '' ? titleOfRule(draft) : title });
  };
  return (
    <FormWindow header={rule ? 'Edit rule' : 'Add rule'} act="Save" onAct={save} onClose={onClose}>
      <SpaceBetween size="m">
        <FormField key="of" label="What it looks at">
          <RadioGroup
            value={draft.of}
            items={scopes}
            onChange={({ detail }) => set({ of: detail.value === 'all' ? 'all' : 'new' })}
          />
        </FormField>
        <FormField key="severity" label="Severity that fails it">
          <RadioGroup
            value={draft.severity}
            items={severities}
            onChange={({ detail }) => {
              const chosen = severities.find(({ value }) => value === detail.value);
              if (chosen) set({ severity: chosen.value });
            }}
          />
        </FormField>
        <Checkbox
          key="fix"
          checked={draft.fixAvailable}
          onChange={({ detail }) => set({ fixAvailable: detail.checked })}
        >
          Only what has a fix available
        </Checkbox>
        <FormField
          key="title"
          label="Name"
          description="Shown where the gate is shown."
          errorText={tooLong && `The name has more than ${bookLimits.title} characters.`}
        >
          <Input
            value={draft.title}
            autoComplete={false}
            placeholder={titleOfRule(draft)}
            onChange={({ detail }) => set({ title: detail.value })}
          />
        </FormField>
        <Box key="words" color="text-body-secondary">
          {describeRule(draft)}
        </Box>
      </SpaceBetween>
    </FormWindow>
  );
}
