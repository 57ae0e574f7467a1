import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'preact/hooks';
import {
  limits,
  readAlias,
  textOfAlias,
  type AccountAlias,
  type AliasText,
} from '../../../../lib/accounts/alias';
import { environments } from '../../../../lib/accounts/environments';
import type { Problem } from '../../../../lib/problems/problem';
import { AccountTitle } from '../../../light/account-name';
import { FormWindow } from '../../form-window';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { errorsByField } from './model';

interface AliasFormProps {
  /** The alias that is changed; nothing when one is added. */
  readonly alias: AccountAlias | undefined;
  readonly book: readonly AccountAlias[];
  readonly onClose: () => void;
}

const blank: AliasText = { account: '', name: '', environment: '', groups: '', notes: '' };

const noEnvironment = { value: '', label: 'None' };

const options = [
  noEnvironment,
  ...Object.entries(environments).map(([value, { name }]) => ({ value, label: name })),
];

/** The window in which an account gets its name. */
export function AliasForm({ alias, book, onClose }: AliasFormProps) {
  const { client } = useDesk();
  const [text, setText] = useState<AliasText>(alias ? textOfAlias(alias) : blank);
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const read = readAlias(text);
  const taken =
    !alias && read.ok ? book.find(({ account }) => account === read.value.account) : undefined;
  // Only who has finished typing is told what is missing.
  const errors = tried && !read.ok ? errorsByField(read.problem) : {};
  const set = (change: Partial<AliasText>) => setText({ ...text, ...change });
  const save = async () => {
    setTried(true);
    if (!read.ok || taken || saving) return;
    setSaving(true);
    const saved = await client.call('accounts.save', { alias: read.value });
    setSaving(false);
    if (saved.ok) onClose();
    else setProblem(saved.problem);
  };
  return (
    <FormWindow
      header={alias ? 'Edit account' : 'Add account'}
      act="Save"
      running={saving}
      onAct={() => void save()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        {problem && <ProblemAlert key="problem" problem={problem} onRetry={() => void save()} />}
        <FormField
          key="account"
          label="Account ID"
          errorText={
            errors.account ??
            (tried && taken && `This account is named ${taken.name} already. Edit it instead.`)
          }
        >
          <Input
            value={text.account}
            disabled={alias !== undefined}
            inputMode="numeric"
            autoComplete={false}
            spellcheck={false}
            placeholder="12 digits"
            onChange={({ detail }) => set({ account: detail.value })}
          />
        </FormField>
        <FormField
          key="name"
          label="Name"
          description="What people here call this account."
          errorText={errors.name}
        >
          <Input
            value={text.name}
            autoComplete={false}
            onChange={({ detail }) => set({ name: detail.value })}
            onKeyDown={({ detail }) => {
              if (detail.key === 'Enter') void save();
            }}
          />
        </FormField>
        <FormField key="environment" label="Environment" description="What the account is for.">
          <Select
            selectedOption={
              options.find(({ value }) => value === text.environment) ?? noEnvironment
            }
            options={options}
            onChange={({ detail }) => set({ environment: detail.selectedOption.value ?? '' })}
          />
        </FormField>
        <FormField
          key="groups"
          label={
            <>
              Groups <Box variant="span">(optional)</Box>
            </>
          }
          description="Accounts of a group can be picked together. A page is never told."
          errorText={errors.groups}
          constraintText={`With commas between them, at most ${limits.groups} of ${limits.group} characters.`}
        >
          <Input
            value={text.groups}
            autoComplete={false}
            placeholder="Customers EU, Pilot"
            onChange={({ detail }) => set({ groups: detail.value })}
            onKeyDown={({ detail }) => {
              if (detail.key === 'Enter') void save();
            }}
          />
        </FormField>
        <FormField
          key="notes"
          label={
            <>
              Notes <Box variant="span">(optional)</Box>
            </>
          }
          description="Seen here alone: a page is never told."
          errorText={errors.notes}
          constraintText={`At most ${limits.notes} characters.`}
        >
          <Textarea
            value={text.notes}
            rows={3}
            onChange={({ detail }) => set({ notes: detail.value })}
          />
        </FormField>
        {read.ok && (
          <div key="shown">
            <Box variant="awsui-key-label">Shown as</Box>
            <AccountTitle {...read.value} />
          </div>
        )}
      </SpaceBetween>
    </FormWindow>
  );
}
