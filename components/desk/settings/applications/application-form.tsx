import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'preact/hooks';
import {
  applicationLimits,
  applicationPlatforms,
  type ApplicationText,
} from '../../../../lib/applications/application';
import { fieldNames, platformNames } from '../../../../lib/applications/explain';
import { readApplication } from '../../../../lib/applications/read';
import type { ApplicationRepository } from '../../../../lib/applications/repository';
import type { Problem } from '../../../../lib/problems/problem';
import { FormWindow } from '../../form-window';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { formFields, type FormField as Field } from './fields';
import { errorsByField, takenId } from './model';

interface ApplicationFormProps {
  /** What is in the form at first. */
  readonly text: ApplicationText;
  /** Whether it is changed; else it is added. */
  readonly editing: boolean;
  readonly repository: Pick<ApplicationRepository, 'own' | 'company'>;
  readonly onClose: () => void;
}

/** The window in which an application is entered. */
export function ApplicationForm({
  text: first,
  editing,
  repository,
  onClose,
}: ApplicationFormProps) {
  const { client } = useDesk();
  const [text, setText] = useState(first);
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const read = readApplication(text);
  const taken = editing ? undefined : takenId(text.id.trim(), repository);
  // Only who has finished typing is told what is missing.
  const errors = tried ? { ...(!read.ok && errorsByField(read.problem)) } : {};
  const set = (change: Partial<ApplicationText>) => setText({ ...text, ...change });
  const save = async () => {
    setTried(true);
    if (!read.ok || taken !== undefined || saving) return;
    setSaving(true);
    const saved = await client.call('applications.save', { application: read.value });
    setSaving(false);
    if (saved.ok) onClose();
    else setProblem(saved.problem);
  };
  const onWindows = text.platform !== 'linux';
  const errorOf = ({ field }: Field) =>
    errors[field] ?? (field === 'id' ? tried && taken : undefined);
  return (
    <FormWindow
      size="large"
      header={editing ? 'Edit application' : 'Add application'}
      act="Save"
      running={saving}
      onAct={() => void save()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        {problem && <ProblemAlert key="problem" problem={problem} onRetry={() => void save()} />}
        <FormField key="platform" label={fieldNames.platform} errorText={errors.platform}>
          <SegmentedControl
            label={fieldNames.platform}
            selectedId={text.platform || null}
            options={applicationPlatforms.map((id) => ({ id, text: platformNames[id] }))}
            onChange={({ detail }) => set({ platform: detail.selectedId })}
          />
        </FormField>
        {formFields.map((each) => (
          <FormField
            key={each.field}
            label={<Label {...each} />}
            description={each.description}
            errorText={errorOf(each)}
          >
            {each.field === 'install' ? (
              <Textarea
                value={text.install}
                rows={4}
                spellcheck={false}
                placeholder={onWindows ? each.windows : each.linux}
                onChange={({ detail }) => set({ install: detail.value })}
              />
            ) : (
              <Input
                value={text[each.field]}
                disabled={editing && each.field === 'id'}
                autoComplete={false}
                spellcheck={false}
                placeholder={onWindows ? each.windows : each.linux}
                onChange={({ detail }) => set({ [each.field]: detail.value })}
                onKeyDown={({ detail }) => {
                  if (detail.key === 'Enter') void save();
                }}
              />
            )}
          </FormField>
        ))}
        <Box key="room" color="text-body-secondary">
          At most {applicationLimits.applications} applications can be kept.
        </Box>
      </SpaceBetween>
    </FormWindow>
  );
}

function Label({ field, optional }: Field) {
  if (!optional) return <>{fieldNames[field]}</>;
  return (
    <>
      {fieldNames[field]} <Box variant="span">(optional)</Box>
    </>
  );
}
