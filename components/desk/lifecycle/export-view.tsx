import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import type { Image, Tags } from '../../../lib/images/image';
import { withSource } from '../../../lib/images/lineage';
import type { RegionState } from '../../../lib/lifecycle/region-state';
import type { Scope } from '../../../lib/scope';
import { FormActions } from '../form-actions';
import { Place } from '../place';
import { ActFrame, type ActFormProps } from './act-frame';
import { exportFormOf, readExportForm, type ExportForm } from './export-form';
import { Exported } from './export-subject';
import { TagsField, TextField } from './fields';
import { Doubts, Lineage } from './import-fields';
import { errorOf } from './import-form';
import { RoleField } from './import-role-field';

type Route = Extract<LifecycleRoute, { readonly view: 'image-act' }>;

/** Makes an AMI of an image. */
export function ExportView({ route }: { readonly route: Route }) {
  const { scope, image, chosen } = route;
  return (
    <ActFrame
      act="export"
      description="Makes an AMI of the image, in its account and Region."
      scope={scope}
      chosen={chosen}
    >
      {(props) => (
        <Exported scope={scope} image={image}>
          {(subject) => <Entry {...props} {...subject} scope={scope} />}
        </Exported>
      )}
    </ActFrame>
  );
}

interface EntryProps extends ActFormProps {
  readonly scope: Scope;
  readonly image: Image;
  readonly tags: Tags;
  readonly region: RegionState;
}

function Entry({ scope, image, tags, region, onPlan, onLeave }: EntryProps) {
  const [form, setForm] = useState(() => exportFormOf(image, tags));
  const reading = readExportForm(form, { image, scope });
  const { refusals } = reading;
  const change = (changes: Partial<ExportForm>) => setForm((now) => ({ ...now, ...changes }));
  return (
    <>
      <SpaceBetween size="l">
        <Place key="place" image={image.name} scope={scope} owned={image.owner === scope.account} />
        <Container key="fields">
          <SpaceBetween size="m">
            <TextField
              key="ami"
              label="AMI name"
              constraint="3 to 128 letters, digits and ( ) . - / _"
              value={form.ami}
              error={errorOf(refusals, 'name', form.ami)}
              onType={(ami) => change({ ami })}
            />
            <RoleField
              key="role"
              label="IAM role"
              description="With it AppStream makes the AMI."
              value={form.role}
              builders={region.builders}
              error={errorOf(refusals, 'role', form.role)}
              onType={(role) => change({ role })}
            />
            <TextField
              key="description"
              label="Description - optional"
              value={form.description}
              error={errorOf(refusals, 'text', form.description)}
              onType={(description) => change({ description })}
            />
            <TagsField
              key="tags"
              tags={form.tags}
              description="Of the AMI, those of the image at first."
              error={refusals.find(({ kind }) => kind === 'tags')?.sentence}
              onChange={(changed) => change({ tags: changed })}
            />
            <Lineage key="lineage" tags={withSource([], { image: image.arn })} />
            <Doubts key="doubts" refusals={refusals} />
          </SpaceBetween>
        </Container>
      </SpaceBetween>
      <FormActions reading={reading} onPlan={onPlan} onLeave={onLeave} />
    </>
  );
}
